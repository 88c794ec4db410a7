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
    """Words of a language that join others, folded; `all` has those of the other fields too.

    `without` are those that turn what follows into its opposite: a label with one is another without it.
    """

    conjunctions: frozenset[str]
    without: frozenset[str]
    all: frozenset[str]

    @property
    def empty(self) -> frozenset[str]:
        """Those that may be left out."""
        return self.all - self.without


@cache
def function_words(lang: str) -> FunctionWords:
    """The joining words of a language (without region or script); none for a language without a table."""
    table = _table()
    conjunctions, particles, without = (
        frozenset(fold(table[name].get(lang, "")).split()) for name in ("conjunctions", "particles", "without")
    )
    return FunctionWords(conjunctions, without, conjunctions | particles | without)


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("graph").joinpath("data/functionwords.toml").read_text(encoding="utf-8"))
