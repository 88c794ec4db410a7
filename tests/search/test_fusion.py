"""Rankings merged, and rankings measured."""

import numpy as np
import pytest

from search.fusion import fused, ranks
from search.metrics import ndcg_at, recall_at
from search.retrieval import spread


def scores(*values: float) -> np.ndarray:
    return np.asarray(values, dtype=np.float32)


def test_equal_scores_share_a_rank_and_nothing_has_none() -> None:
    assert ranks(scores(0.5, 0.9, 0.5, 0.0, -1)).tolist() == [2, 1, 2, 0, 0]


def test_first_everywhere_scores_one() -> None:
    assert fused([(1.0, scores(3, 1)), (1.0, scores(9, 0)), (1.0, scores(0, 0))])[0] == pytest.approx(1)


def test_being_in_two_lists_beats_being_first_in_one() -> None:
    both, one, _ = fused([(1.0, scores(5, 6, 0)), (1.0, scores(5, 0, 6))])

    assert both > one


def test_no_votes_give_zero() -> None:
    assert fused([(1.0, scores(0, 0))]).tolist() == [0, 0]


def test_ndcg_rewards_the_better_page_first() -> None:
    grades = {"a": 2, "b": 1}

    assert ndcg_at(["a", "b"], grades, 10) == pytest.approx(1)
    assert ndcg_at(["b", "a"], grades, 10) < 1
    assert ndcg_at(["a", "a", "a"], grades, 10) < 1


def test_recall_counts_what_is_judged() -> None:
    assert recall_at(["a", "x"], {"a": 2, "b": 1, "c": 0}, 10) == 0.5
    assert recall_at(["a"], {"a": 2, "b": 1}, 10, grade=2) == 1


def test_further_hits_of_a_document_sink_below_hits_of_others_that_are_nearly_as_good() -> None:
    rows, scores = np.asarray([1, 2, 3, 4]), np.asarray([1.0, 0.995, 0.99, 0.5], dtype=np.float32)

    order, lowered = spread(rows, scores, np.asarray([7, 7, 8, -1]))

    assert order.tolist() == [1, 3, 2, 4]
    assert np.all(np.diff(lowered) <= 0)


def test_hits_without_a_document_stay_where_they_are() -> None:
    rows, scores = np.asarray([1, 2]), np.asarray([1.0, 0.999], dtype=np.float32)

    assert spread(rows, scores, np.asarray([-1, -1]))[1].tolist() == scores.tolist()
