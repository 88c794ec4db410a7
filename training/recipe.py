"""The numbers of the recipe; `training/README.md` says which were tried, and which were taken over from a prototype."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SHARES: Mapping[str, float] = {"sentences": 0.65, "dictionary": 0.22, "others": 0.13}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a training run is made of."""

    pieces: int = 131_072
    numbers: int = 320  # a row is shipped with; it learns with as many as the teacher has
    steps: int = 10_000
    batch: int = 2_048  # pairs
    rate: float = 0.02  # of Adam; falls to nothing in a straight line
    scale: float = 20.0  # of the cosines in the contrastive loss
    distilling: float = 2.0  # weight of the distance to the teacher
    power: float = 0.4  # a group of n pairs is drawn n ** power times as often as one of a single pair
    shares: Mapping[str, float] = field(default_factory=lambda: dict(SHARES))  # of the batches, by kind
    share_of_labels: float = 0.06  # of the batches
    joining: tuple[float, float, float] = (0.5, 0.25, 0.25)  # chances, in the order of `Joining`
    most_joined: int = 3  # sentences added
    dropping: float = 0.1  # share of the pieces that are left out, each time others
    otherwise: float = 0.3  # share of the words that are cut into other, shorter pieces (`pieces.py`)
    ways: int = 3  # that a word is cut otherwise in
    refusing: float = 0.5  # chance that a piece is not taken there although it is the longest
    warm: bool = True  # whether a piece begins as the mean of what the teacher says of its texts
    seed: int = 20261121
