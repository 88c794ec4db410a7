"""Finds places named in running text: spells out candidates, looks them up, and weighs what speaks for each.

What is particular to a language lies in `data/placerules.toml`; here is only how evidence adds up.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.lemmas import Token, fold_word, language_base, tokens
from graph.placerules import LANGUAGE_BIT, PlaceRules, country_facts, place_rules
from graph.placetable import NamedPlace, PlaceEntry, PlaceTable

_LONGEST_NAME = 5  # words
_MOST_SPELLINGS = 48  # base forms tried for one stretch of words
_JOINT = re.compile(r"[ \u00a0]?[-–‑'’][ \u00a0]?|[ \u00a0]|\. ?")  # what may stand between two words of one name
_SENTENCE_END = re.compile(r"[.!?:;•|\n\r\t]")
_OPENING, _CLOSING = "\"'„“”«»‘’‚", "\"'“”»«’"
_SURNAME = re.compile(r"\w{2,}(ova|eva|ov|ev|ski|ska|cki|cka|ska|ic|vic|escu|eanu|ova|oglu|idis|opoulos|adze|shvili)")
_FOUND = 0.5  # a place is reported from this score on


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a text at characters `start` to `end` (exclusive); `score` 0.5..1 is how sure we are that it
    is this place.

    `people` tells that the country is named through its people or language: "български", "Romanian".
    """

    place: PlaceEntry
    start: int
    end: int
    score: float
    people: bool = False


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A stretch of words that is the name of some places, as written or in an inflected form."""

    first: int  # index of the first word
    last: int  # index of the last word, inclusive
    key: str
    inflected: bool
    named: tuple[NamedPlace, ...]


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What stands around a stretch of words."""

    announced: bool  # by a word such as "община"
    after_preposition: bool
    opens_sentence: bool
    is_title: bool  # alone in quotation marks, or after the head of a proper title
    looks_personal: bool  # between capitalised words that are no places


@dataclass(slots=True)
class _Page:
    """One text on its way through the finder."""

    text: str
    words: list[Token]
    folded: list[str]
    lang: str
    rules: PlaceRules
    country: str | None
    cased: bool

    def joint(self, index: int) -> str:
        """The text between word `index` and the next."""
        return self.text[self.words[index].end : self.words[index + 1].start]

    def is_capital(self, index: int) -> bool:
        return self.words[index].text[0].isupper()


class PlaceFinder:
    """Recognises the places of one table."""

    def __init__(self, table: PlaceTable) -> None:
        self._table = table
        self._language_bits = LANGUAGE_BIT

    def find(self, text: str, lang: str, country: str | None = None, *, cased: bool = True) -> list[PlaceMention]:
        """Places named in `text`, in order, never overlapping.

        `country` is the ISO code of the country that the text is about, where known. `cased=False` also looks at
        words in
        lower case, as people type questions; a text without any capital is read so anyway.
        """
        words = tokens(text)
        page = _Page(
            text=text,
            words=words,
            folded=[fold_word(word.text) for word in words],
            lang=language_base(lang),
            rules=place_rules(lang),
            country=country,
            cased=cased and text != text.lower(),
        )
        spellings = list(self._spellings(page))
        around = {spelling: _surroundings(page, spelling) for spelling in spellings}
        likely = self._choose(page, spellings, around, frozenset())
        return self._choose(page, spellings, around, _countries_named(likely))

    def _choose(
        self,
        page: _Page,
        spellings: list[_Spelling],
        around: dict[_Spelling, _Surroundings],
        countries: frozenset[str],
    ) -> list[PlaceMention]:
        """The best place of each stretch, the longest stretch first where they overlap."""
        scored = []
        for spelling in spellings:
            score, place = max(
                (
                    (self._score(page, spelling, named, around[spelling], countries), named.place)
                    for named in spelling.named
                ),
                key=lambda pair: (pair[0], pair[1].kind == "country", pair[1].population, -pair[1].geonames_id),
            )
            if score >= _FOUND:
                scored.append((spelling, score, place))
        scored.sort(key=lambda found: (found[0].first - found[0].last, -found[1], found[0].first))
        taken: set[int] = set()
        mentions = []
        for spelling, score, place in scored:
            stretch = range(spelling.first, spelling.last + 1)
            if taken.isdisjoint(stretch):
                taken.update(stretch)
                start, end = page.words[spelling.first].start, page.words[spelling.last].end
                mentions.append(PlaceMention(place, start, end, round(min(1.0, score), 3)))
        return sorted(mentions, key=lambda mention: mention.start)

    def _spellings(self, page: _Page) -> Iterator[_Spelling]:
        for first in range(len(page.words)):
            if page.cased and not page.is_capital(first):
                continue
            for last in _possible_ends(page, first):
                yield from self._named(page, first, last)

    def _named(self, page: _Page, first: int, last: int) -> Iterator[_Spelling]:
        """The names that the words `first` to `last` may be a form of."""
        words = page.folded[first : last + 1]
        if len(words) > 1 and not any(self._table.is_first_word(word) for word in base_forms(words[0], page.rules)):
            return
        written = " ".join(words)
        for key in self._keys(words, page.rules):
            named = self._table.named(key)
            if named:
                yield _Spelling(first, last, key, key != written, named)

    def _keys(self, words: list[str], rules: PlaceRules) -> list[str]:
        """The words as written first, then their base forms; in long names only the first and last word are
        inflected.
        """
        if len(words) == 1:
            return base_forms(words[0], rules)
        firsts = [word for word in base_forms(words[0], rules) if self._table.is_first_word(word)]
        middle = " ".join(["", *words[1:-1], ""])
        keys = [first + middle + last for first in firsts for last in base_forms(words[-1], rules)]
        return [" ".join(words), *keys][:_MOST_SPELLINGS]

    def _score(
        self, page: _Page, spelling: _Spelling, named: NamedPlace, around: _Surroundings, countries: frozenset[str]
    ) -> float:
        """How likely the words mean this place; weights set by hand on pages in ten languages."""
        place = named.place
        if self._is_stopped(page, spelling, around):
            return 0.0
        score = _prominence(place)
        score += _neighbourhood(page, place, countries)
        score += 0.35 * around.announced + 0.12 * around.after_preposition
        score -= 0.12 * (not named.own) + 0.06 * spelling.inflected + 0.12 * around.opens_sentence
        score -= 0.45 * around.is_title + 0.3 * around.looks_personal
        if place.kind != "country" and self._is_ordinary(page, spelling):
            score -= 0.2 if page.cased else 0.3
        if _written_like(page, spelling, place):
            score += 0.05
        return score

    def _is_stopped(self, page: _Page, spelling: _Spelling, around: _Surroundings) -> bool:
        """Words that are no place unless something around says so."""
        if spelling.first != spelling.last:
            return False
        written = {page.folded[spelling.first], spelling.key}
        if written & page.rules.stop:
            return not around.announced
        return bool(written & page.rules.weak) and not (around.announced or around.after_preposition)

    def _is_ordinary(self, page: _Page, spelling: _Spelling) -> bool:
        """Is it a dictionary word of the text's language (of any, if the language is unknown)?"""
        if spelling.first != spelling.last:
            return False
        bit = self._language_bits.get(page.lang, -1)
        return bool((self._table.ordinary(page.folded[spelling.first]) | self._table.ordinary(spelling.key)) & bit)


def base_forms(word: str, rules: PlaceRules) -> list[str]:
    """The folded word and what it may be an inflected form of, by the endings of its language."""
    forms = [word]
    for length in range(0, min(6, len(word) - 2)):
        cut = len(word) - length
        forms += [word[:cut] + base for base in rules.endings.get(word[cut:], ())]
    return list(dict.fromkeys(forms))


def _possible_ends(page: _Page, first: int) -> Iterator[int]:
    """Last words of names that may begin at `first`: words joined by a space, hyphen, apostrophe or an abbreviation's
    point.
    """
    last = first
    while True:
        if not page.cased or page.is_capital(last) or last == first + 1:
            yield last
        if last + 1 >= len(page.words) or last + 1 - first >= _LONGEST_NAME:
            return
        joint = page.joint(last)
        if not _JOINT.fullmatch(joint) or (joint[0] == "." and len(page.folded[last]) > 3):
            return
        last += 1


def _surroundings(page: _Page, spelling: _Spelling) -> _Surroundings:
    first, last = spelling.first, spelling.last
    before = page.joint(first - 1) if first else "\n"
    after = page.joint(last) if last + 1 < len(page.words) else "\n"
    previous = page.folded[first - 1] if first else ""
    following = page.folded[last + 1] if last + 1 < len(page.words) else ""
    close_before, close_after = before.strip(" \u00a0.") == "", after.strip(" \u00a0") == ""
    announced = (close_before and previous in page.rules.before) or (close_after and following in page.rules.after)
    start, end = page.words[first].start, page.words[last].end
    quoted = page.text[start - 1 : start] in _OPENING and page.text[end : end + 1] in _CLOSING and start > 0
    headed = previous in page.rules.not_before and before.strip(" \u00a0.,–-" + _OPENING) == ""
    return _Surroundings(
        announced=announced,
        after_preposition=close_before and previous in page.rules.prepositions,
        opens_sentence=not (announced and close_before) and (not first or bool(_SENTENCE_END.search(before))),
        is_title=(quoted and end < len(page.text)) or headed,
        looks_personal=not announced and _looks_personal(page, first, last, before, after),
    )


def _looks_personal(page: _Page, first: int, last: int, before: str, after: str) -> bool:
    """A capitalised word right before it that opens no sentence, or something like a surname right after."""
    if not page.cased:
        return False
    surname = after == " " and page.is_capital(last + 1) and _SURNAME.fullmatch(page.folded[last + 1])
    if surname:
        return True
    if not first or before != " " or not page.is_capital(first - 1):
        return False
    previous = page.folded[first - 1]
    return previous not in page.rules.before and previous not in page.rules.prepositions and len(previous) > 1


def _prominence(place: PlaceEntry) -> float:
    """What the place alone is worth: 0.2 for a village of 500, 0.6 for a town of 50,000, 1 for a metropolis."""
    if place.kind == "country":
        return 0.65 if place.country in country_facts().ambiguous else 0.95
    return min(0.95, 0.2 * math.log10(max(place.population, 100)) - 0.34)


def _neighbourhood(page: _Page, place: PlaceEntry, countries: frozenset[str]) -> float:
    """Whether the place lies where the text is: its own country, one the language is spoken in, one it names."""
    if place.country == page.country:
        return 0.35
    if place.country in countries:
        return 0.3
    if place.country in page.rules.home:
        return 0.25
    return -0.12 if place.kind != "country" else 0.0


def _written_like(page: _Page, spelling: _Spelling, place: PlaceEntry) -> bool:
    start, end = page.words[spelling.first].start, page.words[spelling.last].end
    return page.text[start:end].casefold() == place.name.casefold()


def _countries_named(mentions: list[PlaceMention]) -> frozenset[str]:
    """Countries that the text names, or whose larger towns it names."""
    return frozenset(
        m.place.country
        for m in mentions
        if m.score >= 0.6 and (m.place.kind == "country" or m.place.population > 30_000)
    )
