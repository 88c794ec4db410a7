"""Words that look like forms of labels and are others, where no dictionary tells: `data/lookalikes.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from graph.lemmas import fold


@cache
def lookalikes(lang: str) -> frozenset[str]:
    """Folded words of a language (without region or script) that are no form of any label of one word."""
    return frozenset(fold(_table().get(lang, "")).split())


@cache
def _table() -> Mapping[str, str]:
    return tomllib.loads(files("graph").joinpath("data/lookalikes.toml").read_text(encoding="utf-8"))
