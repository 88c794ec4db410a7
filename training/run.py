"""A training run from the first table to the last, with the development set in between."""

import logging
from collections.abc import Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from training.batches import Integers
from training.corpus import Numbers
from training.lessons import Lessons
from training.pieces import Pieces
from training.recipe import Recipe
from training.scores import Found, Vectors, mean, nearest
from training.student import Student
from training.table import drawn_table, warm_table

log = logging.getLogger(__name__)

_REPORT = 500  # steps between two measurements


def trained_table(learned: Lessons, recipe: Recipe) -> NDArray[np.float32]:
    """The table after all steps: float32 of shape (pieces, dimension of the teacher)."""
    student = Student(_first_table(learned, recipe), recipe)
    losses = []
    for step in range(1, recipe.steps + 1):
        losses.append(student.learn(learned.batches.draw(), learned.pieces, learned.teacher))
        if step % _REPORT == 0 or step == recipe.steps:
            to_english, from_english = mean(list(development(learned, student.table.numpy()).values()))
            loss = np.mean(losses[-_REPORT:])
            log.info("step=%d loss=%.3f to_english=%.4f from_english=%.4f", step, loss, to_english, from_english)
    return student.table.numpy()


def development(learned: Lessons, table: NDArray[np.float32]) -> Mapping[str, Found]:
    """Nearest neighbours in what was held out, by language."""
    return {lang: _found(pairs, learned.pieces, table) for lang, pairs in learned.corpus.held_out.items()}


def text_vectors(texts: Integers, pieces: Pieces, table: NDArray[np.float32]) -> Vectors:
    """Unit rows of the texts of these numbers."""
    numbers, lengths = pieces.cut(texts)
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)[:-1]])
    sums = functional.embedding_bag(
        torch.from_numpy(numbers), torch.from_numpy(table), torch.from_numpy(starts), mode="sum"
    )
    return np.asarray(functional.normalize(sums, dim=1).numpy(), dtype=np.float32)


def _found(pairs: Numbers, pieces: Pieces, table: NDArray[np.float32]) -> Found:
    english, foreign = (text_vectors(pairs[:, side].astype(np.int64), pieces, table) for side in (0, 1))
    return nearest(foreign, english)


def _first_table(learned: Lessons, recipe: Recipe) -> NDArray[np.float32]:
    if recipe.warm:
        return warm_table(learned.corpus, learned.pieces, learned.teacher, recipe)
    return drawn_table(recipe.pieces, learned.teacher.vectors.shape[1], recipe.seed)
