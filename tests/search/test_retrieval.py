"""Questions of which the model knows nothing."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from search.encoder import Encoder, Role, Vectors
from search.engine import SearchEngine
from search.question import Question

BASE = "http://localhost:8000"


class Speechless:
    """Knows no question: its vector is zero, as a static model gives for what holds none of its pieces."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.dimension = encoder.name, encoder.dimension

    def encode(self, texts: Sequence[str], *, role: Role = Role.PASSAGE) -> Vectors:
        return np.zeros((len(texts), self.dimension), dtype=np.float32)


@pytest.fixture
def speechless(index_folder: Path, encoder: Encoder) -> SearchEngine:
    return SearchEngine.open(index_folder, Speechless(encoder), base=BASE, release=1)


@pytest.mark.parametrize("text", ["🎉🎉🎉", "漢字 漢字", "xyzzy", "\x00\x07", "\ud800"])
def test_a_question_that_says_nothing_finds_nothing(speechless: SearchEngine, text: str) -> None:
    assert speechless.answer(Question(text=text)).results == ()


def test_a_question_without_a_vector_is_answered_by_its_words_alone(speechless: SearchEngine) -> None:
    (hit,) = speechless.answer(Question(text="umbrellas", explain=True)).results

    assert hit.label == "All pages"
    assert hit.scores is not None and hit.scores["similarity"] == 0
