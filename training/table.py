"""The table before it learns: what a piece begins as."""

import numpy as np
from numpy.typing import NDArray

from training.batches import chances
from training.corpus import Corpus
from training.pieces import Pieces
from training.recipe import Recipe
from training.student import Teacher

_CHUNK = 20_000  # pairs summed at a time


def drawn_table(size: int, dimension: int, seed: int) -> NDArray[np.float32]:
    return np.random.default_rng(seed).standard_normal((size, dimension)).astype(np.float32)


def warm_table(corpus: Corpus, pieces: Pieces, teacher: Teacher, recipe: Recipe) -> NDArray[np.float32]:
    """Each piece begins as the mean of the teacher's vectors of the texts that it stands in, less the mean of all.

    A piece that is everywhere is near zero, a rare one long: what is wanted. Scaled so that a number is 1 on average,
    which is what the rate of Adam is made for; the length of a table says nothing, because texts are scaled.
    """
    sums = np.zeros((recipe.pieces, teacher.vectors.shape[1]), dtype=np.float32)
    counts = np.zeros(recipe.pieces, dtype=np.float64)
    middle = teacher.vectors[:: max(len(teacher.vectors) // 50_000, 1)].astype(np.float32).mean(axis=0)
    sizes = {group: len(pairs) for group, pairs in corpus.groups.items() if group.left == "en" and len(pairs)}
    for group, chance in zip(sizes, chances(sizes, recipe), strict=True):
        weight = np.float32(chance / sizes[group] * 1e6)
        pairs = corpus.groups[group].astype(np.int64)
        for start in range(0, len(pairs), _CHUNK):
            some = pairs[start : start + _CHUNK]
            some = some[teacher.row_of[some[:, 0]] >= 0]
            vectors = teacher.vectors[teacher.row_of[some[:, 0]]].astype(np.float32) - middle
            for side in (0, 1):
                _add(sums, counts, pieces, some[:, side], vectors * weight, float(weight))
    table = sums / np.maximum(counts, 1e-9)[:, None].astype(np.float32)
    return np.asarray(table / np.sqrt((table**2).mean()), dtype=np.float32)


def _add(
    sums: NDArray[np.float32], counts: NDArray[np.float64], pieces: Pieces, texts: NDArray[np.int64],
    vectors: NDArray[np.float32], weight: float,
) -> None:  # fmt: skip
    """Give each piece of each text the text's vector."""
    if not len(texts):
        return
    numbers, lengths = pieces.cut(texts)
    owners = np.repeat(np.arange(len(texts)), lengths)
    order = np.argsort(numbers, kind="stable")
    rows, starts = np.unique(numbers[order], return_index=True)
    step = 200_000  # rows of float32 gathered at a time
    bounds = np.append(starts, len(order))
    first = 0
    while first < len(rows):
        last = max(int(np.searchsorted(bounds, bounds[first] + step, side="right")) - 1, first + 1)
        taken = order[bounds[first] : bounds[last]]
        sums[rows[first:last]] += np.add.reduceat(vectors[owners[taken]], bounds[first:last] - bounds[first], axis=0)
        first = last
    counts += np.bincount(numbers, minlength=len(counts)) * weight
