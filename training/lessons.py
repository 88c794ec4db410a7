"""Everything a training run needs, put together: texts as pieces, batches to draw, what the teacher says."""

import logging
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from ontology.scheme import ConceptScheme, Label
from training.batches import Batches, Integers, Labels
from training.concepts import never_learned, texts_by_concept
from training.corpus import Corpus, read_corpus
from training.packages import package_pairs
from training.pieces import Otherwise, Pieces
from training.recipe import Recipe
from training.student import Teacher
from training.teacher import teacher_vectors
from training.vocabulary import UNKNOWN_NUMBER, trained_tokenizer

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the inputs lie, and what is kept between runs."""

    pairs: Path  # folder of en-XX.tsv.gz
    packages: Path  # folder of the archives that packages.toml lists
    teacher: Path  # folder of the teacher, as sentence-transformers reads it
    work: Path  # for the teacher's vectors, which take longest to make


@dataclass(frozen=True, slots=True)
class Lessons:
    """The corpus with its tokenizer and pieces, the batches and the teacher; the labels are the last of the texts."""

    corpus: Corpus
    tokenizer: Tokenizer
    pieces: Pieces
    batches: Batches
    teacher: Teacher


def lessons(places: Places, recipe: Recipe, *, every_source: bool = False) -> Lessons:
    """Read and prepare everything; `every_source` also takes what the licence rule leaves out."""
    scheme = ConceptScheme.open()
    read = read_corpus(places.pairs, package_pairs(places.packages), every_source=every_source)
    english = read.english()
    labels = texts_by_concept(scheme)
    corpus = read.without(never_learned(scheme))
    numbers = _appended(corpus, labels)
    log.info("corpus texts=%d pairs=%d", len(corpus.texts), sum(len(pairs) for pairs in corpus.groups.values()))
    tokenizer = trained_tokenizer(corpus, _by_lang(labels), recipe.pieces)
    other = Otherwise(recipe.ways, recipe.refusing, recipe.otherwise, recipe.seed)
    pieces = Pieces.of(corpus.texts, tokenizer, UNKNOWN_NUMBER, other)
    log.info("pieces known=%d words=%d", tokenizer.get_vocab_size(), pieces.distinct)
    teacher = _teacher(corpus.texts, [english, _english(labels, numbers)], places)
    return Lessons(corpus, tokenizer, pieces, Batches(corpus, Labels(numbers), recipe), teacher)


def _appended(corpus: Corpus, labels: list[list[Label]]) -> list[Integers]:
    """Number the labels as texts of the corpus; gives the numbers by concept."""
    found = []
    for of_concept in labels:
        start = len(corpus.texts)
        corpus.texts.extend(label.text for label in of_concept)
        found.append(np.arange(start, len(corpus.texts)))
    return found


def _by_lang(labels: list[list[Label]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for label in (label for of_concept in labels for label in of_concept):
        found[label.lang.partition("-")[0]].append(label.text)
    return found


def _english(labels: list[list[Label]], numbers: list[Integers]) -> list[int]:
    every = zip(np.concatenate(numbers), (label for of_concept in labels for label in of_concept), strict=True)
    return [int(number) for number, label in every if label.lang == "en"]


def _teacher(texts: list[str], parts: list[list[int]], places: Places) -> Teacher:
    """What the teacher says of each part, which are kept apart: labels change more often than the corpus."""
    vectors = [teacher_vectors([texts[i] for i in part], places.teacher, places.work) for part in parts]
    row_of = np.full(len(texts), -1, dtype=np.int64)
    row_of[np.concatenate(parts)] = np.arange(sum(len(part) for part in parts))
    return Teacher(np.concatenate(vectors), row_of)
