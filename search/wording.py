"""The words of `data/questions.toml`, folded and ready to be compared: how people ask, in every language it lists."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graph.lemmas import fold_word, tokens


@dataclass(frozen=True, slots=True)
class Words:
    """Whole words, and beginnings of words (written with `*`)."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    @classmethod
    def of(cls, listing: str) -> "Words":
        each = listing.split()
        return cls(
            frozenset(_folded(word) for word in each if not word.endswith("*")),
            tuple(_folded(word[:-1]) for word in each if word.endswith("*")),
        )

    def __contains__(self, folded: object) -> bool:
        return isinstance(folded, str) and (folded in self.whole or folded.startswith(self.beginnings))


@dataclass(frozen=True, slots=True)
class City:
    """How the city is written that is called like the people; `behind` by language."""

    geonames: int
    alone: frozenset[str]
    not_alone: frozenset[str]  # languages
    names: frozenset[str]
    before: frozenset[str]
    behind: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> "City":
        alone, not_alone, names, before = (
            frozenset(table[name].split()) for name in ("alone", "not_alone", "names", "before")
        )
        behind = {lang: frozenset(listing.split()) for lang, listing in table["behind"].items()}
        return cls(int(table["geonames"]), alone, not_alone, names, before, behind)


@dataclass(frozen=True, slots=True)
class Wording:
    types: Mapping[str, Words]
    asking: Mapping[str, Words]
    negation: Mapping[str, frozenset[str]]  # by language, as written but for case; `any` counts in all
    joining: Words
    reach: int  # words between a negation and what it excludes
    failed: tuple[tuple[str, ...], ...]  # wordings as folded words
    people: Words
    city: City
    everywhere: Words
    people_concepts: frozenset[str]
    stop: Mapping[str, Words]  # by language
    labels: Mapping[str, Mapping[str, str]]  # of types, by language of the interface

    def type_label(self, value: str, ui: str) -> str:
        return self.labels.get(ui.split("-")[0], self.labels["en"]).get(value, value)

    def language_votes(self, folded: Sequence[str]) -> dict[str, int]:
        """How many of the words are little words of each language."""
        return {lang: sum(word in words.whole for word in folded) for lang, words in self.stop.items()}


@cache
def wording() -> Wording:
    table = tomllib.loads(files("search").joinpath("data/questions.toml").read_text("utf-8"))
    negation, people = table["negation"], table["people"]
    return Wording(
        types={value: Words.of(listing) for value, listing in table["types"].items()},
        asking={value: Words.of(listing) for value, listing in table["asking"].items()},
        negation={lang: frozenset(listing.split()) for lang, listing in negation["words"].items()},
        joining=Words.of(negation["joining"]["any"]),
        reach=int(negation["reach"]),
        failed=tuple(tuple(fold_word(token.text) for token in tokens(each)) for each in table["failed"]["wordings"]),
        people=Words.of(people["words"]),
        city=City.of(table["city"]),
        everywhere=Words.of(table["everywhere"]["words"]),
        people_concepts=frozenset(people["concepts"]),
        stop={lang: Words.of(listing) for lang, listing in table["stop"].items()},
        labels=table["labels"],
    )


def _folded(word: str) -> str:
    return "".join(fold_word(token.text) for token in tokens(word))
