"""Stretches of a text that are already spoken for."""

from bisect import bisect_right
from collections.abc import Iterable


class Stretches:
    """A set of character spans (end exclusive) that tells fast whether another span touches one of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a span shares a character with one of these."""
        index = bisect_right(self._starts, end - 1) - 1
        return index >= 0 and self._ends[index] > start

    def holds(self, start: int, end: int) -> bool:
        """Whether a span lies inside one of these."""
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and self._ends[index] >= end
