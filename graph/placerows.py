"""A place on its way into the gazetteer, and what `data/registers.toml` says of the registers it comes from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from graph.lemmas import name_key


@dataclass(slots=True)
class PlaceRow:
    """`names` are all its names as written, its own first; `number` is that of `graph.registers`."""

    number: int
    name: str
    kind: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    population: int
    names: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)  # name by language
    within: int | None = None  # number of the place directly around
    nuts: str = ""  # NUTS-3 code


@dataclass(frozen=True, slots=True)
class RegisterRules:
    """How the registers' entries are read."""

    kinds: Mapping[str, Mapping[str, str]]  # by level, then by country; "*" for every other
    languages: Mapping[str, str]  # our tag by that of Who's On First
    spoken: Mapping[str, tuple[str, ...]]  # languages in which a country names its own places
    area_words: frozenset[str]  # folded: "oblast", "municipality"
    small_words: frozenset[str]
    divided: frozenset[str]  # countries whose settlements lie in GeoNames' first divisions

    def kind(self, level: str, country: str) -> str:
        """The kind of place of a level of a register."""
        kinds = self.kinds[level]
        return kinds.get(country, kinds["*"])


@cache
def register_rules() -> RegisterRules:
    """What `data/registers.toml` says."""
    table = tomllib.loads(files("graph").joinpath("data/registers.toml").read_text(encoding="utf-8"))
    kinds = {
        level: {country: kind for kind, countries in row.items() for country in countries.split()}
        for level, row in table["kinds"].items()
    }
    return RegisterRules(
        kinds=kinds,
        languages={**{tag: tag for tag in table["languages"]["same"].split()}, **table["languages"]["other"]},
        spoken={country: tuple(tags.split()) for country, tags in table["spoken"].items()},
        area_words=frozenset(name_key(word) for word in table["words"]["area"].split()),
        small_words=frozenset(table["words"]["small"].split()),
        divided=frozenset(table["divided"]["countries"].split()),
    )
