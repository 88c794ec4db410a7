"""Finding many phrases in a text at once: each word is looked up once, whatever the number of phrases.

A phrase is a few words parted by spaces; `*` at the end of a word stands for any ending. Words are compared folded.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from graph.lemmas import fold
from ingest.extract.wording import Word, Wording

Meaning = TypeVar("Meaning")
_WORD = re.compile(r"[^\W_]+\*?")  # as graph.lemmas.tokens cuts words
_SHORTEST_START = 2  # letters before a `*`
_REMEMBERED = 1 << 16  # distinct words whose look-up is kept


@dataclass(frozen=True, slots=True)
class Match(Generic[Meaning]):
    """A phrase found: `first` to `last` (exclusive) count words of the wording."""

    first: int
    last: int
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[Meaning]):
    words: tuple[str, ...]  # folded, with their `*`
    meaning: Meaning


@dataclass(slots=True)
class PhraseTable(Generic[Meaning]):
    """Phrases with what each means; several phrases of different meaning may start at one word."""

    _whole: dict[str, list[_Phrase[Meaning]]] = field(default_factory=dict)
    _starts: dict[str, list[_Phrase[Meaning]]] = field(default_factory=dict)
    _known: dict[str, tuple[_Phrase[Meaning], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, phrases: Iterable[tuple[str, Meaning]]) -> "PhraseTable[Meaning]":
        """A table of (phrase, meaning); blank phrases are passed over."""
        table = cls()
        for phrase, meaning in phrases:
            words = tuple(_WORD.findall(fold(phrase)))
            if words:
                index = table._starts if words[0].endswith("*") else table._whole
                index.setdefault(words[0].rstrip("*"), []).append(_Phrase(words, meaning))
        return table

    def find(self, wording: Wording) -> Iterator[Match[Meaning]]:
        """Every phrase at every word, overlapping ones included; where several start at one word, the longest first."""
        words = wording.words
        for first, word in enumerate(words):
            for phrase in self._candidates(word.folded):
                if len(phrase.words) == 1 or _follows(phrase.words, wording, first):
                    yield Match(first, first + len(phrase.words), phrase.meaning)

    def _candidates(self, folded: str) -> tuple[_Phrase[Meaning], ...]:
        candidates = self._known.get(folded)
        if candidates is None:
            found = list(self._whole.get(folded, ()))
            for length in range(_SHORTEST_START, len(folded) + 1):
                found.extend(self._starts.get(folded[:length], ()))
            candidates = tuple(sorted(found, key=lambda phrase: (-len(phrase.words), -len(phrase.words[0]))))
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[folded] = candidates
        return candidates


def _follows(phrase: tuple[str, ...], wording: Wording, first: int) -> bool:
    words, last = wording.words, first + len(phrase)
    if last > len(words):
        return False
    for position in range(first + 1, last):  # what tells soonest comes first: this is asked at every second word
        if not _is_word(phrase[position - first], words[position]):
            return False
    return all(wording.is_joined(position, abbreviated=True) for position in range(first, last - 1))


def _is_word(pattern: str, word: Word) -> bool:
    return word.folded.startswith(pattern[:-1]) if pattern[-1] == "*" else word.folded == pattern
