"""An encoder without a model: character n-grams hashed into a vector. For tests and for trying things out."""

import zlib
from collections.abc import Sequence

import numpy as np

from search.encoder import Role, Vectors, unit_rows

_SIZES = (3, 4, 5)  # characters in an n-gram


class HashingEncoder:
    """Texts with the same letters are near each other; meaning is unknown to it. Deterministic on every machine."""

    def __init__(self, dimension: int = 256) -> None:
        self.dimension = dimension
        self.name = f"hashing-{dimension}"

    def encode(self, texts: Sequence[str], *, role: Role = Role.PASSAGE) -> Vectors:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for gram in _grams(text):
                code = zlib.crc32(gram.encode("utf-8", "replace"))
                row[(code >> 1) % self.dimension] += 1.0 if code & 1 else -1.0
        return unit_rows(rows)


def _grams(text: str) -> list[str]:
    padded = [f" {word} " for word in text.casefold().split()]
    return [word[i : i + size] for word in padded for size in _SIZES for i in range(len(word) - size + 1)]
