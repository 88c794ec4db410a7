"""Finds places named in running text: spells out candidates, looks them up, and weighs what speaks for each.

What is particular to a language lies in `data/placerules.toml`; here is only how evidence adds up.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from graph.placecontext import Page, Surroundings, stand_together, surroundings
from graph.placerules import LANGUAGE_BIT, PlaceRules, country_facts
from graph.placetable import NamedPlace, PlaceEntry, PlaceTable

_LONGEST_NAME = 5  # words
_LONGEST_ENDING = 6  # letters
_MOST_SPELLINGS = 48  # base forms tried for one stretch of words
_JOINT = re.compile(r"[ \u00a0]?[-–‑'’][ \u00a0]?|[ \u00a0]|\. ?")  # what may stand between two words of one name
_AREAS = frozenset(["region", "municipality"])
_SHORT = 3  # letters of a name that is more often something else
_NUMERAL = re.compile(r"[IVXLІХ]+")  # Roman, in either alphabet
_ACRONYM = 4  # letters
_LARGER_TOWN = 30_000  # inhabitants from which a town tells which country a text is about
_NAMESAKE = 1_000  # inhabitants from which a town, not the area around it, is meant by the name of both
_FOUND = 0.5  # a place is reported from this score on


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a text at characters `start` to `end` (exclusive); `score` 0.5..1 is how sure we are of it.

    `people` tells that a country is named through its people or language: "български", "Romanian".
    """

    place: PlaceEntry
    start: int
    end: int
    score: float
    people: bool = False


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A stretch of words that is the name of some places, as written or in an inflected form."""

    first: int  # place of the first word in the text
    last: int  # of the last word
    key: str
    inflected: bool
    named: tuple[NamedPlace, ...]
    alike: frozenset[str]  # every key that the same words may be a form of, this one included


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What a first reading of the text tells the second: the places it found, and the names that tell of a country."""

    by_first: Mapping[int, tuple[_Spelling, PlaceEntry]] = field(default_factory=dict)  # by place of the first word
    by_last: Mapping[int, tuple[_Spelling, PlaceEntry]] = field(default_factory=dict)
    firsts: Mapping[tuple[int, str], set[int]] = field(default_factory=dict)  # first words by GeoNames id and key
    keys_by_country: Mapping[str, frozenset[str]] = field(default_factory=dict)
    keys_inside: Mapping[int, set[str]] = field(default_factory=dict)  # of what lies in a place, itself included

    def tells_of(self, country: str, spelling: _Spelling) -> bool:
        """Does any other name say that the text is about this country?"""
        return bool(self.keys_by_country.get(country, frozenset()) - spelling.alike)

    def tells_of_place(self, number: int, spelling: _Spelling) -> bool:
        """Is this place, or anything in it, named by any other name?"""
        return bool(self.keys_inside.get(number, frozenset()) - spelling.alike)

    def around(self, spelling: _Spelling) -> Iterator[tuple[_Spelling, PlaceEntry]]:
        """The places found right before and right after, with at most one word between."""
        for distance in (1, 2):
            if before := self.by_last.get(spelling.first - distance):
                yield before
            if after := self.by_first.get(spelling.last + distance):
                yield after


class PlaceFinder:
    """Recognises the places of one table."""

    def __init__(self, table: PlaceTable) -> None:
        self._table = table

    def find(self, page: Page) -> list[PlaceMention]:
        """Places named in the text, in order, never overlapping.

        The text is read twice: what the first reading finds tells where the text is at home, and which words stand
        among places.
        """
        spellings = list(self._spellings(page))
        firsts = {s.first for s in spellings if len(page.folded[s.first]) > _SHORT}
        lasts = {s.last for s in spellings if len(page.folded[s.last]) > _SHORT}
        around = {
            (s.first, s.last): surroundings(page, s.first, s.last, s.first - 1 in lasts or s.last + 1 in firsts)
            for s in spellings
        }
        _hand_on_prepositions(page, around)
        likely = self._choose(page, spellings, around, _Evidence())
        found = self._choose(page, spellings, around, _evidence(likely, self._table))
        return [_mention(page, spelling, score, place) for spelling, score, place in found]

    def _choose(
        self,
        page: Page,
        spellings: list[_Spelling],
        around: dict[tuple[int, int], Surroundings],
        evidence: _Evidence,
    ) -> list[tuple[_Spelling, float, PlaceEntry]]:
        """The best place of each stretch of words, in order; of overlapping stretches the longest."""
        scored = []
        towns = _towns(spellings)
        for spelling in spellings:
            ranked = []
            beside = around[spelling.first, spelling.last]
            for named in self._meant(spelling.named, beside, towns.get((spelling.first, spelling.last), [])):
                score = self._score(page, spelling, named, beside, evidence)
                ranked.append((score, named.place.population, -named.place.geonames_id, named.place))
            if not ranked:
                continue
            score, _, _, place = max(ranked, key=lambda entry: entry[:3])
            if score >= _FOUND:
                scored.append((spelling, round(min(1.0, score), 3), place))
        scored.sort(key=lambda found: (found[0].first - found[0].last, -found[1], found[0].first, found[0].inflected))
        taken: set[int] = set()
        kept = []
        for spelling, score, place in scored:
            stretch = range(spelling.first, spelling.last + 1)
            if taken.isdisjoint(stretch):
                taken.update(stretch)
                kept.append((spelling, score, place))
        return sorted(kept, key=lambda found: found[0].first)

    def _meant(
        self, named: tuple[NamedPlace, ...], around: Surroundings, towns: list[PlaceEntry]
    ) -> tuple[NamedPlace, ...]:
        """Without the areas that are called like a town: their name means the town, unless a region is announced."""
        if not towns or all(each.place.kind not in _AREAS for each in named):
            return named
        return tuple(
            each
            for each in named
            if each.place.kind not in _AREAS
            or (around.announced_region and each.place.kind == "region")
            or not any(self._is_seat(town, each.place) for town in towns)
        )

    def _is_seat(self, town: PlaceEntry, area: PlaceEntry) -> bool:
        if town.country != area.country:
            return False
        return town.population >= _NAMESAKE or area.geonames_id in self._table.around(town.geonames_id)

    def _spellings(self, page: Page) -> Iterator[_Spelling]:
        for first in range(len(page.words)):
            if not page.cased or page.is_capital(first):
                for last in _possible_ends(page, first):
                    yield from self._named(page, first, last)
            elif page.rules.adjectives and page.folded[first].endswith(tuple(page.rules.adjectives)):
                yield from self._named(page, first, first)

    def _named(self, page: Page, first: int, last: int) -> Iterator[_Spelling]:
        """The names that the words `first` to `last` may be a form of."""
        words = page.folded[first : last + 1]
        written = " ".join(words)
        is_adjective = first == last and page.words[first].text.lower().endswith(page.rules.adjectival)
        keys = [written] if is_adjective else self._keys(words, page.rules)
        found = [(key, named) for key in keys if (named := self._table.named(key))]
        if not found:
            found = [(key, named) for key in self._respelled(words, page.rules) if (named := self._table.named(key))]
        alike = frozenset(key for key, _ in found)
        for key, named in found:
            yield _Spelling(first, last, key, key != written, named, alike)

    def _respelled(self, words: list[str], rules: PlaceRules) -> Iterator[str]:
        """The key as other languages write the same sounds: a German "Plowdiw" is `plovdiv`."""
        if not rules.letters:
            return
        key = " ".join(words)
        for written, instead in rules.letters:
            key = key.replace(written, instead)
        if key != " ".join(words):
            yield key

    def _keys(self, words: list[str], rules: PlaceRules) -> list[str]:
        """The words as written first, then base forms; of a long name only the first and last word are inflected."""
        if len(words) == 1:
            return base_forms(words[0], rules)
        firsts = [word for word in base_forms(words[0], rules) if self._table.is_first_word(word)]
        middle = " ".join(["", *words[1:-1], ""])
        keys = [first + middle + last for first in firsts for last in base_forms(words[-1], rules)]
        return keys[:_MOST_SPELLINGS]

    def _score(
        self, page: Page, spelling: _Spelling, named: NamedPlace, around: Surroundings, evidence: _Evidence
    ) -> float:
        """How likely the words mean this place. The weights were set by hand on pages in seventeen languages."""
        place = named.place
        if _is_stopped(page, spelling, around):
            return 0.0
        nearness = _nearness(page, spelling, place, evidence)
        score = _prominence(place) + nearness
        company = _company(page, spelling, place, evidence)
        score += company + self._containment(spelling, place, evidence)
        if (
            nearness <= 0
            and place.kind == "settlement"
            and not (company or around.announced or around.after_preposition)
        ):
            score -= 0.12 * bool(page.rules.prepositions)  # a name like any other, of a place far away
        score += 0.35 * around.announced + 0.12 * around.after_preposition
        is_own = self._is_own(page, spelling, named)
        score -= 0.12 * (not is_own) + 0.06 * spelling.inflected
        score -= _weight_of_opening(around, nearness, place)
        if around.announced_region:
            score += {"region": 0.2, "settlement": -0.2}.get(place.kind, 0.0)
        score -= 0.45 * (around.in_title or around.in_compound) + 0.4 * around.looks_personal
        if around.follows_opening:
            score -= 0.2 if nearness > 0 else 0.5
        if place.kind == "country":
            score -= 0.25 * (not is_own) + _is_unlike_abbreviation(
                page, spelling, self._table.called(place.geonames_id, page.lang)
            )
        else:
            score -= 0.45 * around.is_acronym + self._weight_of_brevity(page, spelling, named, around, evidence)
        if page.cased and not page.is_capital(spelling.first):
            score -= 0.1
        if self._is_ordinary(page, spelling):
            score -= self._weight_of_ordinary(page, place, is_own=is_own, is_far=nearness <= 0)
        return score + 0.05 * _is_written_like(page, spelling, place)

    def _is_own(self, page: Page, spelling: _Spelling, named: NamedPlace) -> bool:
        """Is it what the place is called at home, or in the language of the text?"""
        return named.own or self._table.called(named.place.geonames_id, page.lang) == spelling.key

    def _containment(self, spelling: _Spelling, place: PlaceEntry, evidence: _Evidence) -> float:
        """What it adds that the place around it, or something else in there, is named too."""
        if place.kind == "country" or not evidence.keys_inside:
            return 0.0
        around = self._table.around(place.geonames_id)
        if not around:
            return 0.0
        if evidence.tells_of_place(around[0], spelling):
            return 0.3 if place.kind == "quarter" else 0.15
        return 0.08 if any(evidence.tells_of_place(number, spelling) for number in around[1:]) else 0.0

    def _weight_of_brevity(
        self, page: Page, spelling: _Spelling, named: NamedPlace, around: Surroundings, evidence: _Evidence
    ) -> float:
        """A name of two letters is a place only where it is announced, one of three where the text is at home too."""
        letters = len(page.folded[spelling.first]) if spelling.first == spelling.last else _SHORT + 1
        is_far = _nearness(page, spelling, named.place, evidence) <= 0
        if around.announced or letters > _SHORT or (letters == _SHORT and not is_far and named.own):
            return 0.0
        return 1.0

    def _is_ordinary(self, page: Page, spelling: _Spelling) -> bool:
        """Is it a dictionary word of the text's language (of any, if the language is unknown)?"""
        if spelling.first != spelling.last:
            return False
        bit = LANGUAGE_BIT.get(page.base_lang, -1)
        return bool((self._table.ordinary(page.folded[spelling.first]) | self._table.ordinary(spelling.key)) & bit)

    def _weight_of_ordinary(self, page: Page, place: PlaceEntry, *, is_own: bool, is_far: bool) -> float:
        """Dictionaries know countries too, so those lose only under a name that the text's language does not use."""
        if place.kind == "country":
            return 0.0 if is_own else 0.5
        return 0.2 if page.cased and not page.rules.capital_nouns and not is_far else 0.35


def _towns(spellings: list[_Spelling]) -> dict[tuple[int, int], list[PlaceEntry]]:
    """The settlements that each stretch of words may name, in any form."""
    found: dict[tuple[int, int], list[PlaceEntry]] = {}
    for spelling in spellings:
        towns = [each.place for each in spelling.named if each.place.kind == "settlement"]
        if towns:
            found.setdefault((spelling.first, spelling.last), []).extend(towns)
    return found


def base_forms(word: str, rules: PlaceRules) -> list[str]:
    """The folded word and what it may be an inflected form of, by the endings of its language."""
    forms = [word]
    for cut in range(len(word), max(2, len(word) - _LONGEST_ENDING), -1):
        forms += [word[:cut] + base for base in rules.endings.get(word[cut:], ())]
    return list(dict.fromkeys(forms))


def _possible_ends(page: Page, first: int) -> Iterator[int]:
    """Last words of names that may begin at `first`: joined by a space, hyphen, apostrophe or an abbreviation's
    point.
    """
    last = first
    while True:
        # "Червен бряг": the second word of a name is often written small.
        if not page.cased or page.is_capital(last) or last == first + 1:
            yield last
        if last + 1 >= len(page.words) or last + 1 - first >= _LONGEST_NAME:
            return
        gap = page.gap(last)
        if not _JOINT.fullmatch(gap) or (gap[0] == "." and len(page.folded[last]) > 3):
            return
        last += 1


def _is_stopped(page: Page, spelling: _Spelling, around: Surroundings) -> bool:
    """Words that are no place unless something around says so."""
    if spelling.first != spelling.last:
        return False
    written = {page.folded[spelling.first], spelling.key}
    if page.folded[spelling.first] in page.rules.never or _NUMERAL.fullmatch(page.words[spelling.first].text):
        return True
    if written & page.rules.stop:
        return not around.announced_before
    return bool(written & page.rules.weak) and not (around.announced or around.after_preposition)


def _prominence(place: PlaceEntry) -> float:
    """What the place alone is worth: 0.2 for a village of 500, 0.6 for a town of 50,000, 0.95 for a metropolis; nothing
    for a hamlet that nobody counted.
    """
    if place.kind == "country":
        return 0.65 if place.country in country_facts().ambiguous else 0.95
    if place.kind in _AREAS:
        return 0.5 if place.kind == "region" else 0.25
    if not place.population:
        return 0.0
    return min(0.95, 0.2 * math.log10(max(place.population, 100)) - 0.34)


def _is_unlike_abbreviation(page: Page, spelling: _Spelling, called: str) -> bool:
    """ "SAD" is a country in Serbian, "sada" means now: what is no name but an abbreviation is written in capitals."""
    if len(spelling.key) > _ACRONYM or spelling.key == called or not page.cased:
        return False
    return not page.words[spelling.first].text.isupper()


def _weight_of_opening(around: Surroundings, nearness: float, place: PlaceEntry) -> float:
    """Any word opens a sentence with a capital, so that a place far from the text is rather not meant there."""
    if not around.opens_sentence:
        return 0.0
    return 0.25 if nearness <= 0 and place.kind != "country" else 0.12


def _nearness(page: Page, spelling: _Spelling, place: PlaceEntry, evidence: _Evidence) -> float:
    """Whether the place lies where the text is: in its country, in one it names, in one that speaks its language."""
    if place.country == page.country:
        return 0.35
    if evidence.tells_of(place.country, spelling):
        return 0.3
    if place.country in page.rules.home:
        return 0.25
    return -0.12 if page.rules.home and place.kind != "country" else 0.0


def _company(page: Page, spelling: _Spelling, place: PlaceEntry, evidence: _Evidence) -> float:
    """What other mentions add: the same place elsewhere, places in one enumeration, best of the same country."""
    elsewhere = evidence.firsts.get((place.geonames_id, spelling.key), set())
    score = 0.15 if len(elsewhere) > (spelling.first in elsewhere) else 0.0
    for other, other_place in evidence.around(spelling):
        if _stand_together(page, spelling, other):
            score = max(score, 0.15 if other_place.country == place.country else 0.1)
    return score


def _stand_together(page: Page, one: _Spelling, other: _Spelling) -> bool:
    first, second = sorted((one, other), key=lambda spelling: spelling.first)
    return 0 < second.first - first.last <= 2 and stand_together(page, first.last, second.first)


def _is_written_like(page: Page, spelling: _Spelling, place: PlaceEntry) -> bool:
    start, end = page.words[spelling.first].start, page.words[spelling.last].end
    return page.text[start:end].casefold() == place.name.casefold()


def _hand_on_prepositions(page: Page, around: dict[tuple[int, int], Surroundings]) -> None:
    """In "u Zenici, Vranju i Prizrenu" one preposition stands before all three."""
    placed: set[int] = set()  # last words of what stands after a preposition
    for (first, last), beside in sorted(around.items(), key=lambda entry: entry[0]):
        if not beside.after_preposition:
            before = (last for last in (first - 1, first - 2) if last in placed)
            if not any(stand_together(page, last, first) for last in before):
                continue
            around[first, last] = replace(beside, after_preposition=True)
        placed.add(last)


def _mention(page: Page, spelling: _Spelling, score: float, place: PlaceEntry) -> PlaceMention:
    """A country in lower case is named through its adjective: "magyarországi"."""
    is_people = page.cased and place.kind == "country" and not page.is_capital(spelling.first)
    return PlaceMention(place, page.words[spelling.first].start, page.words[spelling.last].end, score, is_people)


def _evidence(likely: list[tuple[_Spelling, float, PlaceEntry]], table: PlaceTable) -> _Evidence:
    keys_by_country: dict[str, set[str]] = {}
    keys_inside: dict[int, set[str]] = {}
    firsts: dict[tuple[int, str], set[int]] = {}
    for spelling, _, place in likely:
        firsts.setdefault((place.geonames_id, spelling.key), set()).add(spelling.first)
        if place.kind != "country":
            for number in (place.geonames_id, *table.around(place.geonames_id)):
                keys_inside.setdefault(number, set()).add(spelling.key)
        if place.kind == "country" or place.population > _LARGER_TOWN:
            keys_by_country.setdefault(place.country, set()).add(spelling.key)
    return _Evidence(
        by_first={spelling.first: (spelling, place) for spelling, _, place in likely},
        by_last={spelling.last: (spelling, place) for spelling, _, place in likely},
        firsts=firsts,
        keys_by_country={country: frozenset(keys) for country, keys in keys_by_country.items()},
        keys_inside=keys_inside,
    )
