"""Words that join others and say nothing by themselves, by language: `data/functionwords.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.lemmas import fold


@dataclass(frozen=True, slots=True)
class FunctionWords:
    """Words of a language that join others, folded; `all` has the conjunctions too."""

    conjunctions: frozenset[str]
    all: frozenset[str]


@cache
def function_words(lang: str) -> FunctionWords:
    """The joining words of a language (without region or script); none for a language without a table."""
    table = _table()
    conjunctions = frozenset(fold(table["conjunctions"].get(lang, "")).split())
    return FunctionWords(conjunctions, conjunctions | frozenset(fold(table["particles"].get(lang, "")).split()))


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("graph").joinpath("data/functionwords.toml").read_text(encoding="utf-8"))
