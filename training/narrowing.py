"""Fewer numbers a row: the table turned to the main directions of its texts, the others left out (PCA)."""

import numpy as np
from numpy.typing import NDArray

from training.pieces import Pieces
from training.run import text_vectors

_LOOKED_AT = 100_000  # texts


def narrowed(table: NDArray[np.float32], pieces: Pieces, numbers: int) -> NDArray[np.float32]:
    """Float32 of shape (pieces, numbers): cosines between texts change as little as so many numbers allow.

    The directions are the eigenvectors of the second moments of unit vectors, not centred, because cosines are not.
    """
    if numbers >= table.shape[1]:
        return table
    vectors = text_vectors(np.arange(len(pieces))[:: max(len(pieces) // _LOOKED_AT, 1)], pieces, table)
    _, directions = np.linalg.eigh(vectors.T.astype(np.float64) @ vectors)  # ascending
    return np.asarray(table @ directions[:, ::-1][:, :numbers].astype(np.float32), dtype=np.float32)
