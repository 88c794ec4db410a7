"""How sure a reading is, in words."""

import pytest

from service.pages.quotes import sureness


@pytest.mark.parametrize(
    ("confidence", "word"),
    [(1.0, "sure"), (0.8, "sure"), (0.79, "fairly"), (0.5, "fairly"), (0.499, "unsure"), (0.0, "unsure")],
)
def test_confidence_is_told_in_a_word(confidence: float, word: str):
    assert sureness(confidence) == word
