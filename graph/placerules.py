"""How places are named in running text, language by language: the tables `data/placerules.toml` and
`data/countries.toml`, read once.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypedDict, cast

from graph.functionwords import function_words
from graph.lemmas import fold, language_base

# Languages in which countries are named and ordinary words are known; the bit of a language is its place in this list.
LANGUAGES = (
    "en", "bg", "ro", "lv", "lt", "et", "sr", "sr-Latn", "hr", "bs", "sl", "mk", "sq", "tr", "el", "hu", "sk", "cs",
    "pl", "de",
    "fr", "es", "it", "pt", "nl", "fi", "sv", "da", "nb", "uk", "ru", "be", "ca", "is", "ga",
)  # fmt: skip
LANGUAGE_BIT: Mapping[str, int] = {lang: 1 << place for place, lang in enumerate(LANGUAGES) if "-" not in lang}


_SEVERAL = 3  # languages


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """The rules of one language; words are folded, endings map to what stands there in the base form."""

    home: frozenset[str]  # ISO codes
    before: frozenset[str]
    prepositions: frozenset[str]
    after: frozenset[str]
    regions: frozenset[str]
    quarters: frozenset[str]
    quarters_behind: frozenset[str]
    not_before: frozenset[str]
    weak: frozenset[str]
    stop: frozenset[str]
    never: frozenset[str]
    capital_nouns: bool
    adjectives: frozenset[str]
    adjectival: tuple[str, ...]  # with their marks
    letters: tuple[tuple[str, str], ...]
    endings: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CountryFacts:
    """Groups and names of countries that no register gives, by ISO code."""

    groups: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]
    ambiguous: frozenset[str]
    languages: Mapping[str, str]
    people_endings: Mapping[str, tuple[tuple[str, str], ...]]
    people_names: Mapping[str, Mapping[str, tuple[str, ...]]]


@cache
def place_rules(lang: str) -> PlaceRules:
    """The rules of `lang`; of an unknown language, what all languages of the table have in common: nothing is home."""
    table = _table("placerules.toml")
    base = {"cnr": "sr", "sh": "sr", "nb": "da", "nn": "da", "no": "da"}.get(language_base(lang), language_base(lang))
    if base in table:
        return _rules(base, table[base])
    return _union([place_rules(known) for known in table])


def _rules(lang: str, row: Mapping[str, object]) -> PlaceRules:
    endings: dict[str, list[str]] = {}
    for pair in _strings(row["endings"]):
        ending, base = pair.split("=")
        endings.setdefault(fold(ending).strip("-"), []).append(fold(base).strip("-"))
    return PlaceRules(
        home=frozenset(_strings(row["home"])),
        before=_words(row["before"]),
        prepositions=_words(row["prepositions"]),
        after=_words(row["after"]),
        regions=_words(row.get("regions", "")),
        quarters=_words(row.get("quarters", "")),
        quarters_behind=_words(row.get("quarters_behind", "")),
        not_before=_words(row["not_before"]),
        weak=_words(row.get("weak", "")),
        # The commonest words of a language open sentences with a capital and are villages somewhere.
        stop=_words(row["stop"]) | function_words(lang).all | _commonest_words(lang),
        never=function_words(lang).all,
        capital_nouns=bool(row.get("capital_nouns", False)),
        adjectives=_words(row.get("adjectives", "")),
        adjectival=tuple(str(row.get("adjectival", "")).split()),
        letters=_pairs(row.get("letters", "")),
        endings={ending: tuple(dict.fromkeys(bases)) for ending, bases in endings.items()},
    )


def _union(rules: list[PlaceRules]) -> PlaceRules:
    """For a text of unknown language: every announcing word, no endings (they would make anything of anything).

    A word is stopped when several languages stop it; `sofija` is a woman's name in Serbian and a capital elsewhere.
    """
    stopped = Counter(word for r in rules for word in r.stop)
    return PlaceRules(
        home=frozenset(),
        before=frozenset().union(*(r.before for r in rules)),
        prepositions=frozenset().union(*(r.prepositions for r in rules)),
        after=frozenset().union(*(r.after for r in rules)),
        regions=frozenset().union(*(r.regions for r in rules)),
        quarters=frozenset(),
        quarters_behind=frozenset(),
        not_before=frozenset().union(*(r.not_before for r in rules)),
        weak=frozenset().union(*(r.weak for r in rules)),
        stop=frozenset(word for word, languages in stopped.items() if languages >= _SEVERAL),
        never=frozenset(),
        capital_nouns=False,
        adjectives=frozenset(),
        adjectival=(),
        letters=(),
        endings={},
    )


def _commonest_words(lang: str) -> frozenset[str]:
    return _words(_table("languages.toml").get(lang, {}).get("words", ""))


@cache
def _table(name: str) -> Mapping[str, Mapping[str, object]]:
    return tomllib.loads(files("graph").joinpath("data", name).read_text(encoding="utf-8"))


def _strings(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise TypeError(f"a list of strings was expected, not {value!r}")
    return value


def _pairs(value: object) -> tuple[tuple[str, str], ...]:
    pairs = (pair.split("=") for pair in str(value).split())
    return tuple((written, instead) for written, instead in pairs)


def _words(value: object) -> frozenset[str]:
    if not isinstance(value, str):
        raise TypeError(f"words separated by spaces were expected, not {value!r}")
    return frozenset(fold(value).split())


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which places and which of their names the gazetteer holds; `data/countries.toml` says what each field means."""

    near: frozenset[str]
    far_population: int
    own_name_only: frozenset[str]
    known_abroad: int
    known_far: int
    script: Mapping[str, str]


class _CoverageRow(TypedDict):
    near: str
    far_population: int
    own_name_only: str
    known_abroad: int
    known_far: int
    script: dict[str, str]


class _Peoples(TypedDict):
    languages: dict[str, str]
    endings: dict[str, list[str]]
    adjectives: dict[str, dict[str, list[str]]]


class _Countries(TypedDict):
    """`data/countries.toml`."""

    coverage: _CoverageRow
    groups: dict[str, str]
    names: dict[str, list[str]]
    ambiguous: dict[str, str]
    peoples: _Peoples


@cache
def _countries() -> _Countries:
    return cast(_Countries, _table("countries.toml"))


@cache
def coverage() -> Coverage:
    """What is compiled into the gazetteer."""
    row = _countries()["coverage"]
    return Coverage(
        near=frozenset(row["near"].split()),
        far_population=row["far_population"],
        own_name_only=frozenset(row["own_name_only"].split()),
        known_abroad=row["known_abroad"],
        known_far=row["known_far"],
        script=row["script"],
    )


@cache
def country_facts() -> CountryFacts:
    """What `data/countries.toml` says."""
    table = _countries()
    peoples = table["peoples"]
    return CountryFacts(
        groups={group: tuple(codes.split()) for group, codes in table["groups"].items()},
        names={iso: tuple(names) for iso, names in table["names"].items()},
        ambiguous=frozenset(table["ambiguous"]["countries"].split()),
        languages=peoples["languages"],
        people_endings={
            lang: tuple((pair.split("=")[0], pair.split("=")[1].strip("-")) for pair in pairs)
            for lang, pairs in peoples["endings"].items()
        },
        people_names={
            lang: {iso: tuple(words) for iso, words in row.items()} for lang, row in peoples["adjectives"].items()
        },
    )
