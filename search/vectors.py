"""Nearest vectors: exact below a size, approximate with exact re-ranking above it, always exact under a filter.

The only module that knows faiss. It is given arrays, not faiss's own files where it can be helped: a damaged faiss file
answers wrongly without a word, a damaged array is caught by the manifest.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

from search.encoder import Vectors

# Up to here a full scan of 256 dimensions takes tens of milliseconds on one core; see `bench/`.
EXACT_UP_TO = 200_000
# Below this share of allowed rows copying them out beats scanning everything; HNSW and IVF lose recall under filters.
_GATHER_BELOW = 0.05
# One question is one thread's work: faiss's threads wait for one another by spinning, and took 30 times the CPU time of
# one thread for 18,000 rows (1.15, two cores); numpy's product of matrix and vector does the same, `einsum` does not.
faiss.omp_set_num_threads(1)
_SCANNED_LISTS = 32  # of the inverted file; with four candidates for each wanted row re-ranked exactly
_CANDIDATES = 4


@dataclass(frozen=True, slots=True)
class Nearest:
    """Rows with their cosine, most similar first; ties to the smaller row."""

    rows: NDArray[np.int64]
    similarities: NDArray[np.float32]


class VectorIndex(Protocol):
    """Finds the rows of a table of unit vectors that are most similar to a question's vector."""

    def nearest(self, query: NDArray[np.float32], count: int, allowed: NDArray[np.bool_] | None = None) -> Nearest:
        """At most `count` rows, of those where `allowed` is true; the zero vector is near to nothing."""
        ...


class ExactIndex:
    """Compares with every row."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    def nearest(self, query: NDArray[np.float32], count: int, allowed: NDArray[np.bool_] | None = None) -> Nearest:
        if not query.any() or not len(self._vectors) or count < 1:
            return _nothing()
        if allowed is None:
            found = faiss.knn(query[None], self._vectors, min(count, len(self._vectors)), faiss.METRIC_INNER_PRODUCT)
            return _ordered(found[1][0], found[0][0])
        rows = np.flatnonzero(allowed)
        if len(rows) < _GATHER_BELOW * len(self._vectors):
            return _best(rows, _products(self._vectors[rows], query), count)
        return _best(rows, _products(self._vectors, query)[rows], count)


class InvertedIndex:
    """Compares with the rows of the nearest cells by 8-bit codes, then exactly; under a filter exactly with all."""

    def __init__(self, vectors: Vectors, cells: faiss.Index) -> None:
        self._vectors = vectors
        self._cells = cells
        faiss.extract_index_ivf(cells).nprobe = _SCANNED_LISTS
        self._exact = ExactIndex(vectors)

    @classmethod
    def trained(cls, vectors: Vectors) -> "InvertedIndex":
        return cls(vectors, _cells(vectors))

    def nearest(self, query: NDArray[np.float32], count: int, allowed: NDArray[np.bool_] | None = None) -> Nearest:
        if allowed is not None or not query.any() or count < 1:
            return self._exact.nearest(query, count, allowed)
        found = self._cells.search(query[None], min(count * _CANDIDATES, len(self._vectors)))[1][0]
        rows = found[found >= 0]
        return _best(rows, _products(self._vectors[rows], query), count)


def write_cells(path: Path, vectors: Vectors) -> bool:
    """Write the inverted file beside the vectors where there are enough of them to want one; says whether it did."""
    if len(vectors) <= EXACT_UP_TO:
        return False
    faiss.write_index(_cells(vectors), str(path))
    return True


def open_vectors(vectors: Vectors, cells: Path | None) -> VectorIndex:
    """`cells` is what `write_cells` wrote, its digest checked by the manifest."""
    if cells is None:
        return ExactIndex(vectors)
    return InvertedIndex(vectors, faiss.read_index(str(cells)))


def _cells(vectors: Vectors) -> faiss.Index:
    lists = max(1, min(4096, int(4 * len(vectors) ** 0.5), len(vectors) // 40))
    index = faiss.index_factory(vectors.shape[1], f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
    index.train(vectors[:: max(1, len(vectors) // 100_000)])
    index.add(vectors)
    return index


def _products(vectors: Vectors, query: NDArray[np.float32]) -> NDArray[np.float32]:
    products: NDArray[np.float32] = np.einsum("ij,j->i", vectors, query)
    return products


def _best(rows: NDArray[np.int64], similarities: NDArray[np.float32], count: int) -> Nearest:
    if len(rows) > count:
        kept = np.argpartition(-similarities, count - 1)[:count]
        rows, similarities = rows[kept], similarities[kept]
    return _ordered(rows, similarities)


def _ordered(rows: NDArray[np.int64], similarities: NDArray[np.float32]) -> Nearest:
    order = np.lexsort((rows, -similarities))
    return Nearest(rows[order].astype(np.int64), similarities[order])


def _nothing() -> Nearest:
    return Nearest(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))
