"""What every vector index keeps, exact or approximate."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from search.encoder import Vectors, unit_rows
from search.vectors import ExactIndex, InvertedIndex, VectorIndex, open_vectors, write_cells

ROWS = 4_000


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    """Points around a hundred centres, as texts lie around topics."""
    drawn = np.random.default_rng(3)
    centres = drawn.standard_normal((100, 32))
    return unit_rows((centres[drawn.integers(0, 100, ROWS)] + 0.5 * drawn.standard_normal((ROWS, 32))).astype("f4"))


@pytest.fixture(params=[ExactIndex, InvertedIndex.trained], ids=["exact", "inverted"])
def index(request: pytest.FixtureRequest, vectors: Vectors) -> VectorIndex:
    build: Callable[[Vectors], VectorIndex] = request.param
    return build(vectors)


def truth(vectors: Vectors, query: NDArray[np.float32], count: int, allowed: NDArray[np.bool_]) -> set[int]:
    similarities = np.where(allowed, vectors @ query, -2)
    return set(np.argsort(-similarities, kind="stable")[: min(count, int(allowed.sum()))].tolist())


def test_nearest_vector_comes_first(index: VectorIndex, vectors: Vectors) -> None:
    nearest = index.nearest(vectors[17], 5)

    assert nearest.rows[0] == 17
    assert nearest.similarities[0] == pytest.approx(1, abs=1e-5)
    assert all(np.diff(nearest.similarities) <= 0)


def test_recall_is_high_without_a_filter(index: VectorIndex, vectors: Vectors) -> None:
    everything = np.ones(ROWS, dtype=bool)
    found = [len(truth(vectors, v, 10, everything) & set(index.nearest(v, 10).rows.tolist())) for v in vectors[:50]]

    assert sum(found) / 500 >= 0.97


@pytest.mark.parametrize("share", [0.0, 0.001, 0.01, 0.2, 1.0])
def test_under_a_filter_the_answer_is_exact(index: VectorIndex, vectors: Vectors, share: float) -> None:
    allowed = np.random.default_rng(5).random(ROWS) < share

    nearest = index.nearest(vectors[3], 10, allowed)

    assert set(nearest.rows.tolist()) == truth(vectors, vectors[3], 10, allowed)
    assert allowed[nearest.rows].all()


def test_equal_vectors_come_in_the_order_of_their_rows() -> None:
    same = unit_rows(np.ones((20, 8), dtype=np.float32))

    assert ExactIndex(same).nearest(same[0], 20).rows.tolist() == list(range(20))


def test_the_zero_vector_is_near_to_nothing(index: VectorIndex) -> None:
    assert len(index.nearest(np.zeros(32, dtype=np.float32), 10).rows) == 0


@pytest.mark.parametrize("count", [0, 1, ROWS * 2])
def test_more_or_less_than_there_is_can_be_asked_for(index: VectorIndex, vectors: Vectors, count: int) -> None:
    assert len(index.nearest(vectors[0], count).rows) <= min(count, ROWS)


def test_few_vectors_get_no_cells(tmp_path, vectors: Vectors) -> None:
    assert not write_cells(tmp_path / "cells", vectors)
    assert isinstance(open_vectors(vectors, None), ExactIndex)


def test_an_empty_index_answers_nothing() -> None:
    assert len(ExactIndex(np.zeros((0, 8), dtype=np.float32)).nearest(np.ones(8, dtype=np.float32), 3).rows) == 0
