"""The names of a release's things, recognised in questions: a sorted table of hashes, looked up by runs of words."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.lemmas import Token, fold_word
from search.tensors import Arrays

_LONGEST_NAME = 12  # words
_SHORTEST_KEY = 3  # characters; shorter names are too often ordinary words


@dataclass(frozen=True, slots=True)
class NameMention:
    """A thing's name in a question: its row, and the tokens from `first` up to `last` (exclusive)."""

    row: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Names:
    """Hashes of folded names in ascending order, each with the row of its thing."""

    hashes: NDArray[np.uint64]
    rows: NDArray[np.int32]

    @classmethod
    def of(cls, names: Iterable[tuple[str, int]]) -> "Names":
        """`names` are pairs of a name's key (`graph.lemmas.name_key`) and a row."""
        distinct = sorted({(_hash(key), row) for key, row in names if len(key) >= _SHORTEST_KEY})
        hashes = np.asarray([number for number, _ in distinct], dtype=np.uint64)
        return cls(hashes, np.asarray([row for _, row in distinct], dtype=np.int32))

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "Names":
        return cls(arrays["name.hashes"], arrays["name.rows"])

    def arrays(self) -> dict[str, NDArray[Any]]:
        return {"name.hashes": self.hashes, "name.rows": self.rows}

    def find(self, tokens: Sequence[Token]) -> list[NameMention]:
        """Longest names first, without overlap; one word alone counts only as a name when it is written like one."""
        runs = list(_runs(tokens))
        if not runs or not len(self.hashes):
            return []
        hashes = np.asarray([_hash(key) for key, _, _ in runs], dtype=np.uint64)
        low = np.searchsorted(self.hashes, hashes, side="left")
        high = np.searchsorted(self.hashes, hashes, side="right")
        taken: set[int] = set()
        found = []
        for i in np.flatnonzero(high > low):  # runs come longest first
            _, first, last = runs[i]
            if taken.isdisjoint(range(first, last)):
                taken.update(range(first, last))
                found += [NameMention(int(row), first, last) for row in self.rows[low[i] : high[i]]]
        return found


def _runs(tokens: Sequence[Token]) -> Iterable[tuple[str, int, int]]:
    folded = [fold_word(token.text) for token in tokens]
    for length in range(min(_LONGEST_NAME, len(tokens)), 1, -1):
        for first in range(len(tokens) - length + 1):
            yield " ".join(folded[first : first + length]), first, first + length
    for first, token in enumerate(tokens):
        # The first word of a question is written large anyway, unless the whole word is.
        if (first and token.text[:1].isupper()) or (len(token.text) > 2 and token.text.isupper()):
            yield folded[first], first, first + 1


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "little")
