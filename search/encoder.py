"""The protocol of everything that turns texts into vectors. Backends live in `encoders/`, one file each."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float32]  # (texts, dimension)


class Role(StrEnum):
    """What a text is to the search; some models want a different prefix before each."""

    QUERY = "query"
    PASSAGE = "passage"


class Encoder(Protocol):
    """Puts texts of any supported language into one shared vector space."""

    @property
    def name(self) -> str:
        """Model id with its revision or digest; stored in the index manifest."""
        ...

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str], *, role: Role = Role.PASSAGE) -> Vectors:
        """Embed `texts`, keeping their order.

        Returns float32 of shape (len(texts), dimension), each row of length 1, so that a dot product is a cosine. No
        texts give shape (0, dimension). A text in which the model knows nothing (the empty text, for one) gives the
        zero vector, which is similar to nothing.

        Raises EncodingFailed when the model cannot be run at all; a text that is merely too long is cut by the model,
        never refused.
        """
        ...


def unit_rows(rows: Vectors) -> Vectors:
    """The rows scaled to length 1; rows of zeros stay zero, and rows too short to have a direction become so."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Vectors = np.where(lengths > 1e-12, rows / np.maximum(lengths, 1e-12), 0).astype(np.float32)
    return scaled
