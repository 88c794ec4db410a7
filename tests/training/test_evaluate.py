"""The tables of a model card."""

from search.measuring import Found, LabelHits
from search.yardstick import Measured
from training.evaluate import card_lines


def test_figures_of_each_language_and_their_mean_are_printed() -> None:
    found = Measured(
        model="tiny@0", dimension=2, sentences_per_second=1000,
        translations={"bg": Found(1.0, 0.9), "lv": Found(0.5, 0.7)},
        gains={}, labels=LabelHits({("bg", "en"): (1, 2), ("fr", "en"): (0, 2)}),
    )  # fmt: skip

    lines = list(card_lines(found))

    assert lines[2:5] == ["| bg | 100.0 | 90.0 |", "| lv | 50.0 | 70.0 |", "| mean | 75.0 | 80.0 |"]
    assert lines[-3:-1] == [
        "| held-out labels, recall@1 over 10 languages | 0.500 |", "| … over all 3 | 0.250 |",
    ]  # fmt: skip
