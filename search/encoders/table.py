"""The table of a static model: a row of numbers for each piece, as the file has it, and whether it can be one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.tensors import Arrays

# No trained number is near it; beyond its square the length of a row is no longer a float32.
_LARGEST_NUMBER = 1e15


@dataclass(frozen=True, slots=True)
class Table:
    """A row for each piece; both layouts are read by sentence-transformers."""

    numbers: NDArray[np.float32] | NDArray[np.int8]  # (rows, dimension)
    factors: NDArray[np.float16] | None  # one for each piece
    mapping: NDArray[np.int64] | None  # the row of each piece; without it piece n has row n

    @classmethod
    def of(cls, arrays: Arrays) -> "Table":
        """Raises ValueError saying which array is missing or wrong."""
        if "embedding.weight" in arrays:
            return cls(arrays["embedding.weight"], None, None)
        if "embeddings" not in arrays:
            raise ValueError(f"it has no array `embeddings`, but {', '.join(sorted(arrays)) or 'none at all'}")
        return cls(arrays["embeddings"], arrays.get("weights"), arrays.get("mapping"))

    @property
    def dimension(self) -> int:
        return int(self.numbers.shape[1])

    def check(self, pieces: int) -> None:
        """Raises ValueError when it cannot give a finite row for each of so many pieces."""
        _check_kind("rows", self.numbers, 2, "fi")
        if self.factors is not None:
            _check_kind("weights", self.factors, 1, "f")
            _check_length("weights", self.factors, pieces)
        if self.mapping is not None:
            _check_kind("mapping", self.mapping, 1, "iu")
            _check_length("mapping", self.mapping, pieces)
            if self.mapping.min() < 0 or self.mapping.max() >= len(self.numbers):
                raise ValueError("its mapping names rows that are not there")
        else:
            _check_length("rows", self.numbers, pieces)

    def rows_of(self, pieces: NDArray[np.int64]) -> NDArray[np.float32]:
        where = pieces if self.mapping is None else self.mapping[pieces]
        rows: NDArray[np.float32] = self.numbers[where].astype(np.float32)
        if self.factors is not None:
            rows *= self.factors[pieces].astype(np.float32)[:, None]
        return rows


def _check_kind(name: str, array: NDArray[np.generic], axes: int, kinds: str) -> None:
    if array.ndim != axes or array.dtype.kind not in kinds or not array.size:
        raise ValueError(f"its {name} have the shape {array.shape} and the type {array.dtype}")
    # NaN is neither below nor above anything. Two passes without a copy: 10 ms for 100 MB.
    if array.dtype.kind == "f" and not (float(array.min()) > -_LARGEST_NUMBER and float(array.max()) < _LARGEST_NUMBER):
        raise ValueError(f"its {name} hold what is no number")


def _check_length(name: str, array: NDArray[np.generic], pieces: int) -> None:
    if len(array) < pieces:
        raise ValueError(f"it has {len(array):,} {name} for {pieces:,} pieces of the tokenizer")
