"""How surely a page is about a concept: a log-linear model of few traits, its weights in `rules/aboutness.toml`.

The weights were found by `python -m bench.weighing` on the judged pages (docs/decisions/0007-what-a-page-is-about.md).
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ingest.extract.rules import rule_files


@dataclass(frozen=True, slots=True)
class Traits:
    """What a page shows of one concept. Names of bodies count for nothing: a Ministry of Culture is no culture."""

    in_title: bool
    times: int
    with_figure: bool  # in a sentence that states a figure, the title aside
    with_deed: bool  # in a sentence that tells what was done, the title aside
    is_late: bool  # first named in the last fifth, among funders and plans
    is_top: bool  # a theme without a broader one: every page names education
    is_carrier: bool  # people whom it names only as those who do the work: mediators, mostly
    longest: int  # characters of its longest sign; the longer, the less likely by chance
    common: float  # share of all pages that name it, 0..1

    def values(self) -> Mapping[str, float]:
        """The traits as numbers, by the names of their weights."""
        return {
            "in_title": self.in_title,
            "times": math.log1p(self.times),
            "with_figure": self.with_figure,
            "with_deed": self.with_deed,
            "is_late": self.is_late,
            "is_top": self.is_top,
            "is_carrier": self.is_carrier,
            "longest": math.log(self.longest),
            "rare": -math.log(self.common),
        }


@dataclass(frozen=True, slots=True)
class Aboutness:
    """The model: a bias by scheme, a weight by trait, and how common concepts are."""

    bias: Mapping[str, float]
    weights: Mapping[str, float]
    common: Mapping[str, Mapping[str, float]]  # by scheme and notation
    rarest: float  # share of a concept that is not among the common ones
    top: frozenset[str]  # themes without a broader one, by notation

    def share(self, scheme: str, notation: str) -> float:
        """The share of pages that name a concept, 0..1."""
        return self.common.get(scheme, {}).get(notation, self.rarest)

    def confidence(self, scheme: str, traits: Traits) -> float:
        """0..1; from 0.5 on the page is about the concept. A scheme without a bias says nothing of the page: 0."""
        if scheme not in self.bias:
            return 0.0
        evidence = sum(self.weights[name] * value for name, value in traits.values().items())
        return 1 / (1 + math.exp(-self.bias[scheme] - evidence))


@cache
def aboutness() -> Aboutness:
    """The model that ships with drom."""
    table = tomllib.loads(rule_files()["aboutness.toml"].decode("utf-8"))
    common = {scheme: {n: percent / 100 for n, percent in row.items()} for scheme, row in table["common"].items()}
    return Aboutness(table["bias"], table["weights"], common, table["rarest"] / 100, frozenset(table["top"]))
