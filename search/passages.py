"""Cuts texts into passages: what is embedded, searched and quoted. Same input, same passages, same ids."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# Aimed at: long enough to carry a context, short enough to be about one thing. Passages have 20 to 200 words.
_AIM = 90  # words
_SHORTEST = 20
_LONGEST = 200
_WORD = re.compile(r"\S+")
_PARAGRAPH = re.compile(r"[^\n]+")
# A sentence ends at its stop, with closing marks; whether the next begins is not asked, short pieces are joined anyway.
_STOP = re.compile(r"[.!?…;:।]+[\"'”»“)\]]*(?=\s)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document's text; `start` and `end` count its characters, `end` exclusive."""

    id: str  # 32 hex digits of document, position and text
    document: str  # IRI
    start: int
    end: int
    text: str


def passages_of(document: str, text: str, borders: Sequence[int] = ()) -> list[Passage]:
    """The passages of a text in order, together covering all of its words.

    They end at paragraphs where possible, at sentences otherwise, and inside a sentence only when it is longer than a
    passage may be. `borders` (the starts of announcements on a page with several) are never crossed.
    """
    edges = sorted({0, len(text), *(border for border in borders if 0 < border < len(text))})
    found = []
    for start, end in pairwise(edges):
        found += [_passage(document, text, *span) for span in _joined(text, list(_pieces(text, start, end)))]
    return found


def _passage(document: str, text: str, start: int, end: int) -> Passage:
    content = text[start:end]
    key = hashlib.sha256(f"{document}\n{start}\n{content}".encode("utf-8", "replace")).hexdigest()[:32]
    return Passage(key, document, start, end, content)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Paragraphs; too long ones as sentences, too long sentences as runs of words: start, end, number of words."""
    for paragraph in _PARAGRAPH.finditer(text, start, end):
        if _words(text, *paragraph.span()) <= _LONGEST:
            yield from _sized(text, *paragraph.span())
            continue
        begin = paragraph.start()
        for stop in [*(m.end() for m in _STOP.finditer(text, *paragraph.span())), paragraph.end()]:
            yield from _sized(text, begin, stop)
            begin = stop


def _sized(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    for i in range(0, len(words), _AIM if len(words) > _LONGEST else _LONGEST):
        run = words[i : i + (_AIM if len(words) > _LONGEST else _LONGEST)]
        yield run[0][0], run[-1][1], len(run)


def _joined(text: str, pieces: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Neighbouring pieces together as long as they stay near the length aimed at; a short rest joins the one before."""
    joined: list[tuple[int, int, int]] = []
    for start, end, words in pieces:
        if joined and _belong(joined[-1][2], words):
            joined[-1] = (joined[-1][0], end, joined[-1][2] + words)
        else:
            joined.append((start, end, words))
    return [(start, end) for start, end, _ in joined]


def _belong(before: int, words: int) -> bool:
    together = before + words
    return together <= _AIM or (min(before, words) < _SHORTEST and together <= _LONGEST)


def _words(text: str, start: int, end: int) -> int:
    return sum(1 for _ in _WORD.finditer(text, start, end))
