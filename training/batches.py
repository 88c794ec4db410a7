"""Which pairs are learned from together: one group at a time, small groups more often than their size says.

Some batches join sentences, on both sides or on one, because what is searched are passages and what is asked is short.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from training.corpus import Corpus, Group
from training.recipe import Recipe

Integers = NDArray[np.int64]


class Joining(StrEnum):
    """What a side is made of, besides its own sentence."""

    NOTHING = "nothing"
    BOTH = "both sides get the same further sentences"
    ONE = "one side alone gets further sentences"


@dataclass(frozen=True, slots=True)
class Batch:
    """`left[i]` and `right[i]` are the texts of pair i, its own first; pairs with the same `key` are not told apart."""

    left: list[Integers]  # columns of text numbers, all of the length of the batch
    right: list[Integers]
    english_of_right: list[Integers]  # whose teacher's vectors the right side is drawn to; the left side's are its own
    key: Integers


class Batches:
    """Draws batches, always the same ones for the same seed."""

    def __init__(self, corpus: Corpus, labels: "Labels", recipe: Recipe) -> None:
        self._recipe = recipe
        self._labels = labels
        self._random = np.random.default_rng(recipe.seed)
        self._groups = [pairs.astype(np.int64) for pairs in corpus.groups.values() if len(pairs)]
        self._kinds = [group.kind for group, pairs in corpus.groups.items() if len(pairs)]
        self._chance = chances({group: len(pairs) for group, pairs in corpus.groups.items() if len(pairs)}, recipe)

    def draw(self) -> Batch:
        if self._random.random() < self._recipe.share_of_labels:
            return self._labels.draw(self._random, self._recipe.batch)
        drawn = int(self._random.choice(len(self._groups), p=self._chance))
        pairs = self._groups[drawn]
        size = min(self._recipe.batch, len(pairs))
        rows = pairs[self._random.choice(len(pairs), size=size, replace=False, shuffle=False)]
        more = [] if self._kinds[drawn] == "dictionary" else self._further(pairs, size)
        joined = self._joined() if more else (False, False)
        left, right = ([rows, *more] if join else [rows] for join in joined)
        return Batch(
            [each[:, 0] for each in left],
            [each[:, 1] for each in right],
            [each[:, 0] for each in right],
            np.arange(size),
        )

    def _further(self, pairs: Integers, size: int) -> list[Integers]:
        """Pairs to be joined to those of the batch, from outside it as a rule."""
        count = int(self._random.integers(1, self._recipe.most_joined + 1))
        return [pairs[self._random.integers(len(pairs), size=size)] for _ in range(count)]

    def _joined(self) -> tuple[bool, bool]:
        """Which sides are joined to further sentences."""
        joining = list(Joining)[int(self._random.choice(len(Joining), p=self._recipe.joining))]
        if joining == Joining.ONE:
            right = bool(self._random.integers(2))
            return not right, right
        return joining == Joining.BOTH, joining == Joining.BOTH


def chances(sizes: dict[Group, int], recipe: Recipe) -> NDArray[np.float64]:
    """How likely each group is drawn: its kind's share, and within the kind its size to the power of the recipe."""
    found = np.array([size**recipe.power for size in sizes.values()], dtype=np.float64)
    kinds = np.array([group.kind for group in sizes])
    for kind, share in recipe.shares.items():
        if (kinds == kind).any():
            found[kinds == kind] *= share / found[kinds == kind].sum()
    return np.asarray(found / found.sum())


class Labels:
    """Labels and definitions by concept; a batch holds two texts of each concept drawn, in any two languages."""

    def __init__(self, by_concept: list[Integers]) -> None:
        self._by_concept = by_concept

    def draw(self, random: np.random.Generator, size: int) -> Batch:
        key = random.integers(len(self._by_concept), size=size)
        two = np.array([random.choice(self._by_concept[concept], size=2, replace=False) for concept in key])
        return Batch([two[:, 0]], [two[:, 1]], [two[:, 0]], key)
