"""The words of every label of the concept scheme, laid out for matching: made once by `graph.compile_labels`, read as
JSON.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple, Protocol

from graph.lemmas import fold, fold_word, language_base, stem, tokens
from ontology.files import OntologyFile, read_text
from ontology.scheme import Concept, ConceptScheme

_CACHED_LABELS = 1 << 13  # labels that texts do name


class LabelKind(IntEnum):
    """How a label belongs to its concept."""

    PREFERRED = 0
    ALTERNATE = 1
    HIDDEN = 2


class FormsOf(Protocol):
    """Names further forms of a word, folded; the real one asks dictionaries and lives in `graph.compile_labels`."""

    def __call__(self, word: str, lang: str) -> Iterator[str]: ...


class IndexedLabel(NamedTuple):
    """One label; `words` are the numbers of its content words in order, the first of them is where matching starts."""

    scheme: str
    notation: str
    lang: str
    kind: int
    text: str
    words: list[int]


@dataclass(frozen=True, slots=True)
class LabelIndex:
    """Labels by the numbers of their words. A word's number stands for a stem in one language.

    `stems` gives, for a folded stem, its numbers by language; `forms` the numbers of words whose stem changes (`деца`
    of `дете`);
    `by_anchor` the labels whose rarest word has a number.
    """

    digest: str
    stems: Mapping[str, Mapping[str, int]] = field(repr=False)
    forms: Mapping[str, list[int]] = field(repr=False)
    labels: list[IndexedLabel] = field(repr=False)
    by_anchor: Mapping[int, list[int]] = field(repr=False)

    def to_json(self) -> str:
        """The index as text; equal indexes give equal text."""
        return json.dumps(
            {"digest": self.digest, "stems": self.stems, "forms": self.forms, "labels": self.labels},
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str) -> LabelIndex:
        """Read what `to_json` wrote."""
        table = json.loads(text)
        labels = [IndexedLabel(*row) for row in table["labels"]]
        return cls(table["digest"], table["stems"], table["forms"], labels, _anchors(labels))

    @classmethod
    def of(cls, scheme: ConceptScheme, forms_of: FormsOf | None = None, digest: str = "") -> LabelIndex:
        """Index every label of `scheme`; `forms_of(word, lang)` may name further forms of a word."""
        numbers: dict[tuple[str, str], int] = {}  # by language and stem
        spellings: dict[tuple[str, str], str] = {}
        labels = []
        for concept, lang, kind, text in _labels(scheme):
            base = language_base(lang)
            words = {word: (base, stem(word, lang)) for word in content_words(text, lang)}
            for word, key in words.items():
                spellings.setdefault(key, word)
                numbers.setdefault(key, len(numbers))
            found = [numbers[words[word]] for word in content_words(text, lang)]
            labels.append(IndexedLabel(concept.scheme, concept.notation, lang, int(kind), text, found))
        stems: dict[str, dict[str, int]] = {}
        for (base, stemmed), number in numbers.items():
            stems.setdefault(stemmed, {})[base] = number
        forms = _further_forms(numbers, spellings, forms_of) if forms_of else {}
        return cls(digest, stems, forms, labels, _anchors(labels))


def _further_forms(
    numbers: Mapping[tuple[str, str], int], spellings: Mapping[tuple[str, str], str], forms_of: FormsOf
) -> dict[str, list[int]]:
    """Numbers of words by their irregular forms; asked language by language, since a dictionary is costly to open."""
    forms: dict[str, set[int]] = {}
    for key in sorted(numbers):
        for form in forms_of(spellings[key], key[0]):
            forms.setdefault(form, set()).add(numbers[key])
    return {form: sorted(known) for form, known in sorted(forms.items())}


def scheme_digest() -> str:
    """What tells two states of the shipped scheme apart: the SHA-256 of its file, which is quicker to read than its
    labels.
    """
    return hashlib.sha256(read_text(OntologyFile.COMPILED_CONCEPTS).encode()).hexdigest()


@lru_cache(_CACHED_LABELS)
def content_words(label: str, lang: str) -> tuple[str, ...]:
    """The words of a label without those that only join; all of them if nothing else is left."""
    words = tuple(token.text for token in tokens(label))
    skipped = function_words(language_base(lang)).all
    return tuple(word for word in words if fold_word(word) not in skipped) or words


@dataclass(frozen=True, slots=True)
class FunctionWords:
    """Words of a language that join others, folded."""

    conjunctions: frozenset[str]
    all: frozenset[str]


@cache
def function_words(lang: str) -> FunctionWords:
    """The joining words of a language; none for a language without a table."""
    table = _function_word_table()
    conjunctions = frozenset(fold(table["conjunctions"].get(lang, "")).split())
    return FunctionWords(conjunctions, conjunctions | frozenset(fold(table["particles"].get(lang, "")).split()))


@cache
def _function_word_table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("graph").joinpath("data/functionwords.toml").read_text(encoding="utf-8"))


def _labels(scheme: ConceptScheme) -> Iterator[tuple[Concept, str, LabelKind, str]]:
    for concept in scheme.concepts():
        for lang, text in concept.labels.items():
            yield concept, lang, LabelKind.PREFERRED, text
        for kind, by_lang in ((LabelKind.ALTERNATE, concept.alt), (LabelKind.HIDDEN, concept.hidden)):
            for lang, texts in by_lang.items():
                for text in texts:
                    yield concept, lang, kind, text


def _anchors(labels: list[IndexedLabel]) -> dict[int, list[int]]:
    """Labels by their rarest word, so that `Roma` alone does not call up every label that has it."""
    frequency = Counter(number for label in labels for number in label.words)
    anchors: dict[int, list[int]] = {}
    for place, label in enumerate(labels):
        anchors.setdefault(min(label.words, key=lambda number: (frequency[number], number)), []).append(place)
    return anchors
