"""What is searched: passages and cards (one for each thing), with what ties them together, as arrays of the release.

Unit u is passage u below `passages`, and the card of thing u - passages from there on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.encoder import Vectors
from search.tensors import Arrays, Strings


@dataclass(frozen=True, slots=True)
class Links:
    """For each owner some numbers: those of owner i are `targets[starts[i]:starts[i + 1]]`."""

    starts: NDArray[np.int64]
    targets: NDArray[np.int32]

    @classmethod
    def of(cls, targets_by_owner: Sequence[Sequence[int]]) -> "Links":
        starts = np.concatenate([[0], np.cumsum([len(targets) for targets in targets_by_owner])]).astype(np.int64)
        return cls(starts, np.fromiter((t for targets in targets_by_owner for t in targets), dtype=np.int32))

    def of_owner(self, owner: int) -> NDArray[np.int32]:
        return self.targets[self.starts[owner] : self.starts[owner + 1]]

    def owners(self) -> NDArray[np.int64]:
        """The owner of each target."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def of_owners(self, owners: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Pairs of a position in `owners` and a target."""
        lengths = self.starts[owners + 1] - self.starts[owners]
        positions = np.repeat(np.arange(len(owners)), lengths)
        offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return positions, self.targets[np.repeat(self.starts[owners], lengths) + offsets]


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a passage that names a concept (`scheme/notation`) or a place (IRI)."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a release."""

    ids: NDArray[np.uint8]  # (units, 16): what was embedded, so that the next build need not do it again
    vectors: Vectors  # (units, dimension)
    texts: Strings  # of passages
    documents: NDArray[np.int32]  # the row of each passage's document
    things: Links  # passage → rows of things whose evidence lies in it, its document first
    passages_of: Links  # row → passages
    mentions: NDArray[np.int32]  # (mentions, 4): passage, start, end, number of the key; by passage
    mention_starts: NDArray[np.int64]  # of each passage
    keys: Strings  # what mentions name

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "Units":
        return cls(
            arrays["unit.ids"], arrays["unit.vectors"], Strings.named(arrays, "passage.texts"),
            arrays["passage.documents"], Links(arrays["passage.things.starts"], arrays["passage.things"]),
            Links(arrays["thing.passages.starts"], arrays["thing.passages"]),
            arrays["mentions"], arrays["mention.starts"], Strings.named(arrays, "mention.keys"),
        )  # fmt: skip

    def arrays(self) -> dict[str, NDArray[Any]]:
        return {
            "unit.ids": self.ids, "unit.vectors": self.vectors, "passage.documents": self.documents,
            "passage.things.starts": self.things.starts, "passage.things": self.things.targets,
            "thing.passages.starts": self.passages_of.starts, "thing.passages": self.passages_of.targets,
            "mentions": self.mentions, "mention.starts": self.mention_starts,
            **self.texts.arrays("passage.texts"), **self.keys.arrays("mention.keys"),
        }  # fmt: skip

    @property
    def passages(self) -> int:
        return len(self.texts)

    def mentions_in(self, passage: int) -> Iterator[Mention]:
        first, last = self.mention_starts[passage], self.mention_starts[passage + 1]
        for _, start, end, key in self.mentions[first:last].tolist():
            yield Mention(start, end, self.keys[key])

    def of_things(self, things: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The units that belong to any of the things, both as masks."""
        passages = np.zeros(self.passages, dtype=np.bool_)
        passages[self.things.owners()[things[self.things.targets]]] = True
        return np.concatenate([passages, things])

    def first_documents(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The row of the document of each thing's first passage; -1 for a thing without any."""
        starts = self.passages_of.starts
        has_any = starts[rows + 1] > starts[rows]
        found = np.full(len(rows), -1, dtype=np.int64)
        found[has_any] = self.documents[self.passages_of.targets[starts[rows[has_any]]]]
        return found

    def best_by_thing(self, units: NDArray[np.int64], scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """For each thing the highest score among its units; 0 where it has none."""
        best = np.zeros(len(self.passages_of.starts) - 1, dtype=np.float32)
        is_card = units >= self.passages
        np.maximum.at(best, units[is_card] - self.passages, scores[is_card])
        positions, rows = self.things.of_owners(units[~is_card])
        np.maximum.at(best, rows, scores[~is_card][positions])
        return best
