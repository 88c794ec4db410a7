"""The words of every label of the concept scheme, laid out for matching: made once by `graph.compile_labels`, read as
JSON.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple, Protocol

from graph.functionwords import function_words
from graph.lemmas import fold_word, inflections, language_base, stem, tokens
from ontology.files import OntologyFile, read_text
from ontology.scheme import Concept, ConceptScheme

_SHORTEST_FURTHER_STEM = 4  # letters; of shorter ones too many words are made
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
    """One label; `words` are the numbers of its content words in order, `anchor` the rarest of them."""

    scheme: str
    notation: str
    lang: str
    kind: int
    text: str
    words: list[int]
    anchor: int


@dataclass(frozen=True, slots=True)
class LabelIndex:
    """Labels by the numbers of their words. A word's number stands for a stem in one language.

    `stems` gives the numbers of a folded stem by language; a word whose stem changes stands under each (дете, деца).
    `by_anchor` gives the labels whose rarest word has a number, by their place in `labels`. `lookalikes` are folded
    words that dictionaries know as something else than the label of one word that their stem recalls: by language, the
    numbers of those words.
    """

    digest: str
    stems: Mapping[str, Mapping[str, list[int]]] = field(repr=False)
    labels: list[IndexedLabel] = field(repr=False)
    by_anchor: Mapping[int, list[int]] = field(repr=False)
    lookalikes: Mapping[str, Mapping[str, list[int]]] = field(repr=False, default_factory=dict)

    def to_json(self) -> str:
        """The index as text; equal indexes give equal text."""
        return json.dumps(
            {"digest": self.digest, "stems": self.stems, "labels": self.labels, "lookalikes": self.lookalikes},
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str) -> LabelIndex:
        """Read what `to_json` wrote."""
        table = json.loads(text)
        labels = [IndexedLabel(*row) for row in table["labels"]]
        return cls(table["digest"], table["stems"], labels, _by_anchor(labels), table["lookalikes"])

    @classmethod
    def of(cls, scheme: ConceptScheme, forms_of: FormsOf | None = None, digest: str = "") -> LabelIndex:
        """Index every label of `scheme`; `forms_of(word, lang)` may name further forms of a word."""
        numbers: dict[tuple[str, str], int] = {}  # by language and stem
        spellings: dict[tuple[str, str], str] = {}
        worded: dict[tuple[str, str, str, tuple[int, ...]], tuple[str, LabelKind, str]] = {}
        for concept, lang, kind, text in _labels(scheme):
            base = language_base(lang)
            words = []
            for word in content_words(text, lang):
                key = (base, stem(word, lang))
                spellings.setdefault(key, word)
                words.append(numbers.setdefault(key, len(numbers)))
            # Labels that differ in script or ending only are one to us; the preferred one comes first and stays.
            worded.setdefault((concept.scheme, concept.notation, base, tuple(words)), (lang, kind, text))
        stems: dict[str, dict[str, list[int]]] = {}
        for (base, stemmed), number in numbers.items():
            stems.setdefault(stemmed, {}).setdefault(base, []).append(number)
        if forms_of is not None:
            _add_further_stems(stems, numbers, spellings, forms_of)
        labels = list(_anchored(worded))
        return cls(digest, stems, labels, _by_anchor(labels))


def _add_further_stems(
    stems: dict[str, dict[str, list[int]]],
    numbers: Mapping[tuple[str, str], int],
    spellings: Mapping[tuple[str, str], str],
    forms_of: FormsOf,
) -> None:
    """Let the stems of irregular forms stand for a word too; asked language by language, for a dictionary is costly."""
    for base, stemmed in sorted(numbers):
        number = numbers[base, stemmed]
        # Where words are joined, a longer word that begins alike is taken for a compound anyway.
        joined = stemmed if base in inflections() and inflections()[base].compounds else None
        for further in sorted({stem(form, base) for form in forms_of(spellings[base, stemmed], base)}):
            if len(further) < _SHORTEST_FURTHER_STEM or (joined and further.startswith(joined)):
                continue
            known = stems.setdefault(further, {}).setdefault(base, [])
            if number not in known:
                known.append(number)


def scheme_digest() -> str:
    """The SHA-256 of the shipped scheme's file, which is quicker to read than its labels."""
    return hashlib.sha256(read_text(OntologyFile.COMPILED_CONCEPTS).encode()).hexdigest()


@lru_cache(_CACHED_LABELS)
def content_words(label: str, lang: str) -> tuple[str, ...]:
    """The words of a label without those that only join; all of them if nothing else is left."""
    words = tuple(token.text for token in tokens(label))
    skipped = function_words(language_base(lang)).empty
    return tuple(word for word in words if fold_word(word) not in skipped) or words


def _labels(scheme: ConceptScheme) -> Iterator[tuple[Concept, str, LabelKind, str]]:
    for concept in scheme.concepts():
        for lang, text in concept.labels.items():
            yield concept, lang, LabelKind.PREFERRED, text
        for kind, by_lang in ((LabelKind.ALTERNATE, concept.alt), (LabelKind.HIDDEN, concept.hidden)):
            for lang, texts in by_lang.items():
                for text in texts:
                    yield concept, lang, kind, text


def _anchored(
    worded: Mapping[tuple[str, str, str, tuple[int, ...]], tuple[str, LabelKind, str]],
) -> Iterator[IndexedLabel]:
    """The labels with their rarest word, so that `Roma` alone does not call up every label that has it."""
    frequency = Counter(number for _, _, _, words in worded for number in words)
    for (scheme, notation, _, words), (lang, kind, text) in worded.items():
        anchor = min(words, key=lambda number: (frequency[number], number))
        yield IndexedLabel(scheme, notation, lang, int(kind), text, list(words), anchor)


def _by_anchor(labels: list[IndexedLabel]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for place, label in enumerate(labels):
        found.setdefault(label.anchor, []).append(place)
    return found
