"""Which part of a passage to quote, and what in it to highlight. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.lemmas import tokens
from search.lexical import Word, word_from
from search.plan import Span

_LENGTH = 320  # characters of a snippet: three to four lines
_BEFORE = 80  # characters kept in front of the first highlight


@dataclass(frozen=True, slots=True)
class Sought:
    """The words of a question; which words of a source are one of them, in this or another form, is remembered."""

    folded: frozenset[str]
    stems: frozenset[str]
    known: dict[tuple[str, str], bool] = field(default_factory=dict)  # by word and language

    @classmethod
    def of(cls, words: Iterable[Word]) -> "Sought":
        listed = list(words)
        return cls(frozenset(word.folded for word in listed), frozenset(word.stem for word in listed))

    def holds(self, word: str, lang: str) -> bool:
        found = self.known.get((word, lang))
        if found is None:
            form = word_from(word, lang)
            found = self.known[word, lang] = form.folded in self.folded or form.stem in self.stems
        return found


def words_in(text: str, lang: str, sought: Sought) -> list[Span]:
    """Where the words of a question stand in a text."""
    if not sought.folded:
        return []
    return [(token.start, token.end) for token in tokens(text) if sought.holds(token.text, lang)]


def joined(spans: Sequence[Span]) -> list[Span]:
    """In order and without overlap."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def snippet(text: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """The stretch of a passage with the most highlights, cut at words, and the highlights that lie in it."""
    start = _start(text, spans)
    end = min(len(text), start + _LENGTH)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + _LENGTH // 2)
    return text[start:end], tuple((s - start, e - start) for s, e in spans if start <= s and e <= end)


def _start(text: str, spans: Sequence[Span]) -> int:
    if len(text) <= _LENGTH or not spans:
        return 0
    firsts = [max(0, s - _BEFORE) for s, _ in spans]
    counts = [sum(first <= s and e <= first + _LENGTH for s, e in spans) for first in firsts]
    best = firsts[counts.index(max(counts))]
    word = text.find(" ", best, best + _BEFORE) if best else -1
    return word + 1 if word >= 0 else best
