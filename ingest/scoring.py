"""From what two things have in common to the probability that they are one, by weights fitted on judged pairs.

`rules/identity.toml` is written by `python -m bench.identity --write`, which says how.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.likeness import Likeness, Profile

# A name of so many words is nobody else's in the same country: *Platforma națională de bune practici pentru romi*.
_DISTINCTIVE = 1.0  # of Likeness.long: four words


@dataclass(frozen=True, slots=True)
class Scale:
    """Weights of a logistic regression and the scores at which a pair is judged."""

    bias: float
    weights: Mapping[str, float]
    same_from: float  # from here on, and with something else than the name in common, two things are one
    unsure_from: float  # from here on a person is asked

    def score(self, found: Likeness) -> float:
        """The probability that both are the same, 0..1, to three digits."""
        features = found.features()
        total = self.bias + sum(weight * features[name] for name, weight in self.weights.items())
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3)


@cache
def scale() -> Scale:
    found = tomllib.loads(files("ingest").joinpath("rules/identity.toml").read_text(encoding="utf-8"))
    return Scale(found["bias"], found["weights"], found["same_from"], found["unsure_from"])


def is_corroborated(left: Profile, right: Profile, found: Likeness) -> bool:
    """Whether something else than the name says that both are one: the name alone never does."""
    if found.other_place or found.other_country or found.numbers or found.other_dates:
        return False
    is_distinctive = found.equal and found.long >= _DISTINCTIVE and left.countries & right.countries
    return bool(found.place or found.bonds or found.national or is_distinctive)
