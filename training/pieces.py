"""Texts as numbers of pieces: one flat array with the ends of the texts, from which batches are cut."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

LONGEST = 128  # pieces of one text that are looked at while training
_CHUNK = 50_000


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of text i are `flat[starts[i]:starts[i + 1]]`."""

    flat: NDArray[np.int32]
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str], tokenizer: Tokenizer, unknown: int) -> "Pieces":
        """Unknown words are left out: they say nothing."""
        rows: list[NDArray[np.int32]] = []
        for start in range(0, len(texts), _CHUNK):
            encodings = tokenizer.encode_batch_fast(list(texts[start : start + _CHUNK]), add_special_tokens=False)
            for encoding in encodings:
                row = np.asarray(encoding.ids[:LONGEST], dtype=np.int32)
                rows.append(row[row != unknown])
        lengths = np.fromiter((len(row) for row in rows), dtype=np.int64, count=len(rows))
        starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])
        return cls(np.concatenate(rows) if rows else np.zeros(0, dtype=np.int32), starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def lengths(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.asarray(self.starts[numbers + 1] - self.starts[numbers])

    def cut(self, numbers: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The pieces of these texts one after another, and how many each has."""
        lengths = self.lengths(numbers)
        ends = np.cumsum(lengths)
        within = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - lengths, lengths)
        return self.flat[np.repeat(self.starts[numbers], lengths) + within].astype(np.int64), lengths
