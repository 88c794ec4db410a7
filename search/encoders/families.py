"""Families of sentence models: the prefixes and the pooling that a model of the family was trained with."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from search.encoder import Role

_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Family:
    """A family of `families.toml`; `pooling` is a word of sentence-transformers."""

    name: str
    words: frozenset[str]  # in lower case; all of them stand in the names of its models
    prefixes: Mapping[Role, str]
    pooling: str
    card: str  # address of the model card that says so


def family_of(model: str) -> Family | None:
    """The family that a model belongs to by its name; None for a name that tells nothing."""
    words = set(_BETWEEN_WORDS.split(model.lower()))
    return next((family for family in families() if family.words <= words), None)


@cache
def families() -> tuple[Family, ...]:
    """Every family, in the order in which they are tried."""
    table = tomllib.loads((files("search") / "encoders" / "families.toml").read_text("utf-8"))
    return tuple(
        Family(
            name=name,
            words=frozenset(each["words"]),
            prefixes={Role.QUERY: each["query"], Role.PASSAGE: each["passage"]},
            pooling=each["pooling"],
            card=each["card"],
        )
        for name, each in table.items()
    )
