"""Cuts a text at its highlighted spans, so that a template can mark them and everything stays escaped."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked or plain."""

    text: str
    marked: bool


def pieces(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """`text` in plain and marked pieces, none empty; overlapping spans become one, what lies outside is cut."""
    return tuple(_pieces(text, spans))


def _pieces(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    done = 0
    for start, end in _merged(spans, len(text)):
        if start > done:
            yield Piece(text[done:start], marked=False)
        yield Piece(text[start:end], marked=True)
        done = end
    if done < len(text):
        yield Piece(text[done:], marked=False)


def _merged(spans: Iterable[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    last_start = last_end = 0
    for start, end in sorted((max(0, s), min(e, length)) for s, e in spans):
        if start >= end:
            continue
        if start <= last_end and last_end > 0:
            last_end = max(last_end, end)
            continue
        if last_end > last_start:
            yield last_start, last_end
        last_start, last_end = start, end
    if last_end > last_start:
        yield last_start, last_end


def passages(text: str, spans: Iterable[tuple[int, int]], *, around: int) -> tuple[tuple[Piece, ...], ...]:
    """The stretches of `text` up to `around` characters about each span, cut at white space; near ones become one."""
    marks = list(_merged(spans, len(text)))
    windows = _merged(((_space_before(text, s - around), _space_after(text, e + around)) for s, e in marks), len(text))
    return tuple(
        pieces(text[start:end], ((s - start, e - start) for s, e in marks if start <= s < end))
        for start, end in windows
    )


# A passage grows by at most this to end at white space.
LONGEST_WORD = 30


def _space_before(text: str, position: int) -> int:
    if position <= 0:
        return 0
    found = max(text.rfind(space, max(0, position - LONGEST_WORD), position) for space in " \n")
    return found + 1 if found >= 0 else position


def _space_after(text: str, position: int) -> int:
    if position >= len(text):
        return len(text)
    ends = [found for space in " \n" if (found := text.find(space, position, position + LONGEST_WORD)) >= 0]
    return min(ends, default=position)
