"""How well a table of vectors brings translations together: nearest neighbours, both ways."""

import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Found(NamedTuple):
    """Shares of the texts whose nearest neighbour on the other side is their own translation."""

    to_english: float
    from_english: float


def nearest(foreign: Vectors, english: Vectors) -> Found:
    """Rows of the same number are translations; a tie with another row counts as missed."""
    cosines = foreign @ english.T
    own = np.diagonal(cosines).copy()
    np.fill_diagonal(cosines, -2)
    return Found(float((own > cosines.max(axis=1)).mean()), float((own > cosines.max(axis=0)).mean()))


def mean(found: Sequence[Found]) -> Found:
    return Found(float(np.mean([each[0] for each in found])), float(np.mean([each[1] for each in found])))


def parallel_sentences(folder: Path) -> dict[str, list[str]]:
    """Files `<code>.devtest.gz` of aligned lines, by code."""
    found = {}
    for path in sorted(folder.glob("*.devtest.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            found[path.name.partition(".")[0]] = file.read().splitlines()
    return found
