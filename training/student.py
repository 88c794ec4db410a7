"""The table of vectors and how it learns: a contrastive loss between the two sides, and the distance to the teacher."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from training.batches import Batch, Integers
from training.pieces import Pieces
from training.recipe import Recipe

_BETAS = (0.9, 0.999)
_EPSILON = 1e-8
_MASKED = -1e4  # a cosine that no pair reaches


@dataclass(frozen=True, slots=True)
class Teacher:
    """Unit vectors (float16) of some of the texts; `row_of` is -1 for the others."""

    vectors: NDArray[np.float16]
    row_of: Integers

    def targets(self, texts: list[Integers]) -> tuple[torch.Tensor, torch.Tensor]:
        """For joined texts the mean of what the teacher says of each; and which texts it knows."""
        rows = [self.row_of[column] for column in texts]
        known = np.all([row >= 0 for row in rows], axis=0)
        total = np.sum([self.vectors[row[known]].astype(np.float32) for row in rows], axis=0)
        return torch.from_numpy(np.asarray(total, dtype=np.float32)), torch.from_numpy(known)


class Bags:
    """The pieces of many texts, each text the mean of its own; and the way back for gradients."""

    def __init__(self, sides: list[list[Integers]], pieces: Pieces, keep: float, random: np.random.Generator) -> None:
        flat, owner = [], []
        start = 0
        for columns in sides:
            for column in columns:
                numbers, lengths = pieces.cut(column, random)
                flat.append(numbers)
                owner.append(start + np.repeat(np.arange(len(column)), lengths))
            start += len(columns[0])
        numbers, owners = np.concatenate(flat), np.concatenate(owner)
        if keep < 1:
            kept = random.random(len(numbers)) < keep
            numbers, owners = numbers[kept], owners[kept]
        self.size = start
        self._by_text = _sorted(owners, numbers, start)
        self.rows, row = np.unique(numbers, return_inverse=True)
        self._weight = 1 / np.maximum(np.bincount(owners, minlength=start), 1)[owners].astype(np.float32)
        order = np.argsort(row, kind="stable")
        self._by_row = owners[order], np.concatenate([[0], np.cumsum(np.bincount(row))[:-1]]), self._weight[order]

    def forward(self, table: torch.Tensor) -> torch.Tensor:
        numbers, starts = self._by_text
        return functional.embedding_bag(torch.from_numpy(numbers), table, torch.from_numpy(starts), mode="mean")

    def backward(self, gradient: torch.Tensor) -> torch.Tensor:
        """The gradient of each of `rows`."""
        owners, starts, weights = (torch.from_numpy(array) for array in self._by_row)
        return functional.embedding_bag(owners, gradient, starts, mode="sum", per_sample_weights=weights)


def _sorted(owners: Integers, numbers: Integers, size: int) -> tuple[Integers, Integers]:
    order = np.argsort(owners, kind="stable")
    counts = np.bincount(owners, minlength=size)
    return numbers[order], np.concatenate([[0], np.cumsum(counts)[:-1]])


class Student:
    """A table that is trained step by step; Adam touches the rows of the batch only."""

    def __init__(self, table: NDArray[np.float32], recipe: Recipe) -> None:
        self.table = torch.from_numpy(table)
        self._recipe = recipe
        self._mean = torch.zeros_like(self.table)
        self._square = torch.zeros_like(self.table)
        self._random = np.random.default_rng(recipe.seed + 1)
        self._step = 0

    def learn(self, batch: Batch, pieces: Pieces, teacher: Teacher) -> float:
        """One step; gives the loss."""
        bags = Bags([batch.left, batch.right], pieces, 1 - self._recipe.dropping, self._random)
        vectors = bags.forward(self.table).requires_grad_()
        left, right = torch.split(functional.normalize(vectors, dim=1), len(batch.key))
        loss = self._contrast(left, right, batch)
        if self._recipe.distilling:
            loss = loss + self._recipe.distilling * self._distance(left, right, batch, teacher)
        torch.autograd.backward(loss)
        assert vectors.grad is not None
        self._update(torch.from_numpy(bags.rows), bags.backward(vectors.grad))
        return float(loss.detach())

    def _contrast(self, left: torch.Tensor, right: torch.Tensor, batch: Batch) -> torch.Tensor:
        cosines = (left.bfloat16() @ right.bfloat16().T).float() * self._recipe.scale
        same = torch.zeros(cosines.shape, dtype=torch.bool)
        for each in (batch.left[0], batch.right[0], batch.key):
            number = torch.from_numpy(each)
            same |= number[:, None] == number[None, :]
        same.fill_diagonal_(False)
        cosines = cosines.masked_fill(same, _MASKED)
        goal = torch.arange(len(cosines))
        return (functional.cross_entropy(cosines, goal) + functional.cross_entropy(cosines.T, goal)) / 2

    def _distance(self, left: torch.Tensor, right: torch.Tensor, batch: Batch, teacher: Teacher) -> torch.Tensor:
        """Both sides are drawn to what the teacher says of the English one; zero where neither is English."""
        total = left.sum() * 0
        for side, columns in ((left, batch.left), (right, batch.english_of_right)):
            targets, known = teacher.targets(columns)
            if known.any():
                total = total + (1 - functional.cosine_similarity(side[known], targets)).mean()
        return total

    def _update(self, rows: torch.Tensor, gradient: torch.Tensor) -> None:
        self._step += 1
        mean = self._mean[rows].lerp_(gradient, 1 - _BETAS[0])
        square = self._square[rows].mul_(_BETAS[1]).addcmul_(gradient, gradient, value=1 - _BETAS[1])
        self._mean[rows], self._square[rows] = mean, square
        rate = self._recipe.rate * (1 - (self._step - 1) / self._recipe.steps)
        mean = mean / (1 - _BETAS[0] ** self._step)
        square = square / (1 - _BETAS[1] ** self._step)
        self.table.index_add_(0, rows, mean / square.sqrt_().add_(_EPSILON), alpha=-rate)
