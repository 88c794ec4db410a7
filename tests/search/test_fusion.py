"""Rankings merged, and rankings measured."""

import numpy as np
import pytest

from search.fusion import fused, ranks
from search.metrics import ndcg_at, recall_at


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
