"""How good the vectors of a model are by themselves: translations, questions against pages, labels of concepts; and how
fast they come. Pure but for the encoder.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ontology.scheme import ConceptScheme
from search.encoder import Encoder, Role, Vectors
from search.metrics import ndcg_at
from search.parallel import Pairs

if TYPE_CHECKING:
    from search.evaluation import JudgedQuestion

Vector: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int64]
Labels: TypeAlias = Mapping[str, Sequence[tuple[str, str]]]  # language → notation of the concept, label
Progress: TypeAlias = Callable[[str, int, int], None]  # what, done, of how many
# Ten languages of the countries drom began with, in which nearly every concept has a label.
TEN = ("en", "bg", "ro", "lv", "hu", "cs", "sk", "sr-Cyrl", "mk", "de")
_DEPTH = 10
_BLOCK = 1_024  # rows compared at once: 20,000 sentences would make a table of 1.6 GB
_TIMED_S = 1.0  # processor seconds that a speed is measured over, at least


class Found(NamedTuple):
    """Shares of the texts whose nearest neighbour on the other side is their own translation."""

    to_english: float
    from_english: float


def nearest(foreign: Vectors, english: Vectors) -> Found:
    """Rows of the same number are translations; a tie with another row, and the zero vector, count as missed."""
    own = np.empty(len(foreign), dtype=np.float32)
    others = np.zeros((2, len(foreign)), dtype=np.float32)  # the best cosine with another row, by direction
    for start in range(0, len(foreign), _BLOCK):
        cosines = foreign[start : start + _BLOCK] @ english.T
        rows = np.arange(len(cosines))
        own[start + rows] = cosines[rows, start + rows]
        cosines[rows, start + rows] = 0
        others[0, start + rows] = np.maximum(cosines.max(axis=1), 0)
        others[1] = np.maximum(others[1], cosines.max(axis=0))
    return Found(*(float((own > each).mean()) for each in others))


def mean(found: Sequence[Found]) -> Found:
    return Found(fmean(each.to_english for each in found), fmean(each.from_english for each in found))


def translations(encoder: Encoder, parallel: Mapping[str, Pairs], seen: Progress) -> dict[str, Found]:
    """By language. Both sides are questions to the model: neither is a passage that holds the other."""
    found: dict[str, Found] = {}
    known: tuple[Sequence[str], Vectors] | None = None
    for code, pairs in parallel.items():
        if known is None or known[0] != pairs.english:
            known = pairs.english, encoder.encode(pairs.english, role=Role.QUERY)
        found[code] = nearest(encoder.encode(pairs.foreign, role=Role.QUERY), known[1])
        seen("translations", len(found), len(parallel))
    return found


@dataclass(frozen=True, slots=True)
class LabelHits:
    """Which labels are nearest to their own concept's name in another language."""

    counts: Mapping[tuple[str, str], tuple[int, int]]  # language asked in, of the names → found, asked

    @property
    def langs(self) -> list[str]:
        return sorted({lang for pair in self.counts for lang in pair})

    def recall(self, langs: Sequence[str], asked: Sequence[str] | None = None) -> float | None:
        """The share over all pairs of two different languages of `langs`; None when there are none."""
        counts = [
            count for pair, count in self.counts.items() if pair[0] in (asked or langs) and pair[1] in langs
        ]  # fmt: skip
        return sum(hits for hits, _ in counts) / sum(of for _, of in counts) if counts else None


def label_hits(encoder: Encoder, scheme: ConceptScheme, labels: Labels, seen: Progress) -> LabelHits:
    """Each label looks, in every other language of `labels`, for its concept's name among all that have one there."""
    number = {notation: n for n, notation in enumerate(sorted({concept.notation for concept in scheme.concepts()}))}
    asked = {lang: encoder.encode([label for _, label in each], role=Role.QUERY) for lang, each in labels.items()}
    wanted = {lang: np.asarray([number[notation] for notation, _ in each]) for lang, each in labels.items()}
    counts = {}
    for done, target in enumerate(labels, start=1):
        named = [concept for concept in scheme.concepts() if target in concept.labels]
        names = encoder.encode([concept.labels[target] for concept in named], role=Role.QUERY)
        has = np.asarray([number[concept.notation] for concept in named], dtype=np.int64)
        for lang in labels.keys() - {target}:
            counts[lang, target] = _hits(asked[lang], wanted[lang], names, has)
        seen("labels", done, len(labels))
    return LabelHits({pair: count for pair, count in counts.items() if count[1]})


def _hits(asked: Vectors, wanted: Numbers, names: Vectors, has: Numbers) -> tuple[int, int]:
    """How many labels find a name of the concept wanted, and of how many there is one."""
    if not len(names):
        return 0, 0
    cosines = asked @ names.T
    found = (has[cosines.argmax(axis=1)] == wanted) & (cosines.max(axis=1) > 0)
    return int(found.sum()), int(np.isin(wanted, has).sum())


def question_gains(
    encoder: Encoder, questions: Sequence["JudgedQuestion"], pages: Mapping[str, Sequence[str]], seen: Progress
) -> dict[str, float]:
    """nDCG@10 by the id of the question, when a page is as similar as the most similar of its passages.

    `pages` has the passages by the name of the page. Questions for which no page is judged good are left out.
    """
    vectors = {}
    for done, (name, passages) in enumerate(pages.items(), start=1):
        vectors[name] = encoder.encode(passages, role=Role.PASSAGE)
        seen("pages", done, len(pages))
    asked = [question for question in questions if any(grade > 0 for grade in question.pages.values())]
    rows = encoder.encode([question.text for question in asked], role=Role.QUERY)
    return {
        question.id: ndcg_at(list(_ranked(row, vectors)), question.pages, _DEPTH)
        for question, row in zip(asked, rows, strict=True)
    }


def _ranked(question: Vector, pages: Mapping[str, Vectors]) -> Iterator[str]:
    """Names of the pages, most similar first, ties by name; what is not similar at all is no answer."""
    similar = {name: float((passages @ question).max(initial=0)) for name, passages in pages.items()}
    yield from sorted((name for name, cosine in similar.items() if cosine > 0), key=lambda name: (-similar[name], name))


def sentences_per_second(encoder: Encoder, sentences: Sequence[str]) -> float:
    """Per second of processor time, that of all threads; work on a graphics card is not counted."""
    encoder.encode(sentences[:32])  # opens what is opened late
    encoded, began = 0, time.process_time()
    while (spent := time.process_time() - began) < _TIMED_S:
        encoder.encode(sentences)
        encoded += len(sentences)
    return encoded / spent


def timed_sentences(scheme: ConceptScheme) -> list[str]:
    """What speed is measured on: English definitions, three together, which makes sentences of about 22 words.

    English, so that a model of English alone is not put at a loss.
    """
    definitions = [concept.definition["en"] for concept in scheme.concepts() if "en" in concept.definition]
    return [" ".join(definitions[start : start + 3]) for start in range(0, len(definitions), 3)]
