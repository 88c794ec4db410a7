"""A table that learns: on invented words, in a second."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="the extra `models` is not installed")

from training.batches import Batches, Labels
from training.corpus import Corpus, Group
from training.folder import quantised
from training.pieces import Pieces
from training.recipe import Recipe
from training.run import text_vectors
from training.scores import nearest
from training.student import Student, Teacher
from training.vocabulary import plain_tokenizer

WORDS = 40
RECIPE = Recipe(pieces=2 * WORDS + 1, steps=60, batch=32, rate=0.05, share_of_labels=0.1, warm=False)


def world() -> tuple[Corpus, Pieces]:
    """Word n of one language is word n of the other."""
    vocabulary = {"[UNK]": 0}
    for letter in "ab":
        vocabulary |= {f"{letter}{n}": len(vocabulary) + n for n in range(WORDS)}
    random = np.random.default_rng(1)
    drawn = [random.integers(WORDS, size=4) for _ in range(200)]
    texts = [" ".join(f"{letter}{n}" for n in words) for words in drawn for letter in "ab"]
    pairs = np.arange(len(texts), dtype=np.int32).reshape(-1, 2)
    corpus = Corpus(texts, {Group("en", "bg", "sentences"): pairs[:160]}, {"bg": pairs[160:]})
    return corpus, Pieces.of(texts, plain_tokenizer(vocabulary), 0)


def learned(corpus: Corpus, pieces: Pieces) -> np.ndarray:
    teacher = Teacher(np.eye(16, dtype=np.float16), np.full(len(pieces), -1))
    batches = Batches(corpus, Labels([np.array([0, 1]), np.array([2, 3])]), RECIPE)
    table = np.random.default_rng(1).standard_normal((RECIPE.pieces, 16)).astype(np.float32)
    student = Student(table, RECIPE)
    for _ in range(RECIPE.steps):
        student.learn(batches.draw(), pieces, teacher)
    return student.table.numpy()


def test_translations_it_never_saw_come_together() -> None:
    corpus, pieces = world()

    table = learned(corpus, pieces)

    english, foreign = (text_vectors(corpus.held_out["bg"][:, side].astype(np.int64), pieces, table) for side in (0, 1))
    assert min(nearest(foreign, english)) > 0.8


def test_the_same_seed_gives_the_same_table() -> None:
    corpus, pieces = world()

    assert np.array_equal(learned(corpus, pieces), learned(corpus, pieces))


def test_rows_in_eight_bits_keep_their_direction() -> None:
    table = np.random.default_rng(2).standard_normal((50, 384)).astype(np.float32)

    rows, factors = quantised(table)

    back = rows.astype(np.float32) * factors.astype(np.float32)[:, None]
    cosines = (back * table).sum(axis=1) / np.linalg.norm(back, axis=1) / np.linalg.norm(table, axis=1)
    assert cosines.min() > 0.9999


def test_an_empty_row_stays_empty() -> None:
    rows, factors = quantised(np.zeros((1, 8), dtype=np.float32))

    assert not rows.any()
    assert not factors.any()
