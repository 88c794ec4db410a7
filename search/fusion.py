"""Merges rankings into one. Pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# The rank at which a list's say is down to about half of its first place. 60 is the value of Cormack, Clarke & Büttcher
# (SIGIR 2009), where results hardly changed between 20 and 100.
RANK_DAMPING = 60


def ranks(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """The rank of each score, the highest 1; equal scores share a rank; scores of 0 and less have none (0)."""
    distinct = np.unique(scores[scores > 0])
    places = len(distinct) - np.searchsorted(distinct, scores)
    return np.where(scores > 0, places, 0).astype(np.int64)


def fused(lists: Sequence[tuple[float, NDArray[np.float32]]]) -> NDArray[np.float32]:
    """One score per candidate, 0..1, from several lists of scores over the same candidates, each with its weight.

    A list votes weight / (RANK_DAMPING + rank) for what it ranks; 1.0 is the first place in every list that votes.
    """
    if not lists:
        raise ValueError("nothing to fuse")
    voting = [(weight, ranks(scores)) for weight, scores in lists if (scores > 0).any()]
    total = np.zeros(len(lists[0][1]), dtype=np.float64)
    for weight, places in voting:
        total += np.where(places > 0, weight / (RANK_DAMPING + places), 0.0)
    best = sum(weight for weight, _ in voting) / (RANK_DAMPING + 1)
    return (total / best if best else total).astype(np.float32)
