"""Texts as numbers of words, and words as numbers of pieces: flat arrays, from which batches are cut.

While it learns, a model sees some words cut into shorter pieces than the longest, which the tokenizer takes: a word
that it meets for the first time is then spelt out of pieces that mean something. After Hiraoka, "MaxMatch-Dropout:
Subword Regularization for WordPiece" (2022).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.charsmap import plain

Integers = NDArray[np.int64]

LONGEST = 128  # words of one text that are looked at while training
LONGEST_PIECE = 24  # letters of a piece that other ways begin with
_WITHIN = "##"  # begins a piece that does not begin a word
_DRAWN = 1 << 20  # random numbers made at a time


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of numbers, of different lengths: row i is `flat[starts[i]:starts[i + 1]]`."""

    flat: NDArray[np.int32]
    starts: Integers

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> "Rows":
        lengths = np.fromiter((len(row) for row in rows), dtype=np.int64, count=len(rows))
        flat = np.fromiter((number for row in rows for number in row), dtype=np.int32, count=int(lengths.sum()))
        return cls(flat, np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)]))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def cut(self, numbers: Integers) -> tuple[Integers, Integers]:
        """These rows one after another, and how long each is."""
        lengths = self.starts[numbers + 1] - self.starts[numbers]
        ends = np.cumsum(lengths)
        within = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - lengths, lengths)
        return self.flat[np.repeat(self.starts[numbers], lengths) + within].astype(np.int64), lengths


@dataclass(frozen=True, slots=True)
class Otherwise:
    """How words are also cut: in `ways` ways, a match refused with the chance `refusing`, a `share` of the time."""

    ways: int
    refusing: float
    share: float
    seed: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """`words` has the pieces of each distinct word as the tokenizer cuts it; then, as often as asked for, otherwise."""

    texts: Rows
    words: Rows
    distinct: int  # words
    share: float  # of the words that are cut otherwise while training

    @classmethod
    def of(cls, texts: Sequence[str], tokenizer: Tokenizer, unknown: int, other: Otherwise | None = None) -> "Pieces":
        """Unknown words have no pieces: they say nothing."""
        numbers: dict[str, int] = {}
        rows = Rows.of([[numbers.setdefault(word, len(numbers)) for word in plain(text).split()[:LONGEST]]
                        for text in texts])  # fmt: skip
        encodings = tokenizer.encode_batch_fast(list(numbers), add_special_tokens=False)
        cut = [[piece for piece in encoding.ids if piece != unknown] for encoding in encodings]
        every = [*cut, *_otherwise(list(numbers), cut, tokenizer.get_vocab(), other)] if other else cut
        return cls(rows, Rows.of(every), len(numbers), other.share if other else 0.0)

    def __len__(self) -> int:
        return len(self.texts)

    def cut(self, numbers: Integers, random: np.random.Generator | None = None) -> tuple[Integers, Integers]:
        """The pieces of these texts one after another, and how many each has; with `random`, some words otherwise."""
        words, in_text = self.texts.cut(numbers)
        if random is not None and self.share:
            ways = len(self.words) // self.distinct
            elsewhere = np.where(random.random(len(words)) < self.share, random.integers(1, ways, size=len(words)), 0)
            words = words + elsewhere * self.distinct
        pieces, in_word = self.words.cut(words)
        owner = np.repeat(np.arange(len(numbers)), in_text)
        return pieces, np.bincount(owner, weights=in_word, minlength=len(numbers)).astype(np.int64)


def _otherwise(
    words: Sequence[str], cut: Sequence[list[int]], known: Mapping[str, int], other: Otherwise
) -> Iterator[list[int]]:
    chance = _chances(np.random.default_rng(other.seed))
    for _ in range(other.ways):
        for word, own in zip(words, cut, strict=True):
            yield (_cut_short(word, known, other.refusing, chance) or own) if own else own


def _cut_short(word: str, known: Mapping[str, int], refusing: float, chance: Iterator[float]) -> list[int] | None:
    """The longest known piece, then the next, but each match is refused by chance while there is a shorter one."""
    found, start = [], 0
    while start < len(word):
        prefix, taken, end = _WITHIN if start else "", -1, start
        for stop in range(min(len(word), start + LONGEST_PIECE), start, -1):
            piece = known.get(prefix + word[start:stop], -1)
            if piece >= 0:
                taken, end = piece, stop
                if next(chance) >= refusing:
                    break
        if taken < 0:
            return None
        found.append(taken)
        start = end
    return found


def _chances(random: np.random.Generator) -> Iterator[float]:
    while True:
        yield from random.random(_DRAWN).tolist()
