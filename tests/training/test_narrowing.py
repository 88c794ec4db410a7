"""A table with fewer numbers a row keeps what tells its texts apart."""

import numpy as np

from training.narrowing import narrowed
from training.pieces import Pieces, Rows
from training.run import text_vectors

PIECES = Pieces(
    texts=Rows.of([[n] for n in range(40)]), words=Rows.of([[n] for n in range(40)]), distinct=40, share=0.0
)


def table(directions: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """40 rows of 16 numbers that lie in so many directions, none of them one of the axes."""
    random = np.random.default_rng(3)
    return np.asarray(random.normal(size=(40, directions)) @ random.normal(size=(directions, 16)), dtype=np.float32)


def test_directions_that_no_text_uses_can_go_without_loss() -> None:
    wide = table(directions=5)
    before, after = (text_vectors(np.arange(40), PIECES, each) for each in (wide, narrowed(wide, PIECES, 5)))

    np.testing.assert_allclose(after @ after.T, before @ before.T, atol=1e-5)


def test_a_table_that_is_narrow_already_stays_as_it_is() -> None:
    wide = table(directions=16)

    assert narrowed(wide, PIECES, 16) is wide
