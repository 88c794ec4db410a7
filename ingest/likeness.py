"""How alike two things of one type are: what their names, places, bonds, dates and registers say, as numbers.

Pure. What the numbers weigh is in `rules/identity.toml`, fitted on judged pairs (`bench/identity.py`).
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from graph.records import Property, Thing, ThingType
from ingest.namecore import NameCore, cores, sound

Meaning = Callable[[Sequence[str]], NDArray[np.float32]]  # texts → rows of length 1, comparable across languages

# What binds two things; a funder binds too many to tell any two apart.
BONDS = (Property.COORDINATOR, Property.PARTNER, Property.PART_OF, Property.INVOLVES)
NAMES = (Property.LABEL, Property.ALT_LABEL)
COMPARED_BY = (
    *(*NAMES, Property.CLASSIFICATION, Property.PLACE, Property.START, Property.END, Property.IDENTIFIER),
    Property.CITATION,
    *BONDS,
)
# Words shorter than this are compared as a whole; longer ones may differ in their ending.
_SHORTEST_INFLECTED = 4
_ALIKE_WORDS = 0.7  # share of equal letters from which two words may be forms of one
SPELT_ALIKE = 0.5  # share of words from which names are one by their letters, and need not be compared by meaning
_MOST_FORMS = 6  # names of one thing that are compared with those of another
_REGISTERS_OF_PLACES = ("geonames", "iso3166")
# A body of these kinds is one of its kind in its country or stands above countries.
_VAGUE = frozenset({"public-authority", "ngo"})  # a centre is one to one source and the other to another
NATIONAL = frozenset({"ministry", "agency", "international-organisation", "national-contact-point"})


class Whereabouts(Protocol):
    """Which places lie in which."""

    def around(self, place_iri: str) -> frozenset[str]:
        """The place and those around it that are smaller than a country; nothing for a country or an unknown IRI."""
        ...

    def country(self, place_iri: str) -> str | None:
        """ISO 3166 code of the country that the place is or lies in."""
        ...


@dataclass(frozen=True, slots=True)
class Profile:
    """What a thing is compared by."""

    iri: str
    type: ThingType
    names: tuple[NameCore, ...]
    kinds: frozenset[str]  # notations of organisation-types
    places: frozenset[str]  # IRIs, smaller than a country
    around: frozenset[str]  # the same with everything around them, smaller than a country
    countries: frozenset[str]  # ISO 3166
    documents: frozenset[str]  # IRIs of those that name it
    bonds: frozenset[str]  # keys of the names, or IRIs, of what it is bound to
    starts: int | None  # year
    ends: int | None  # year
    registers: Mapping[str, str]  # register → number in it
    topics: NDArray[np.float32] | None  # a row for each name without the words for its kind


def profile(thing: Thing, bonds: Iterable[str], whereabouts: Whereabouts, meaning: Meaning | None) -> Profile:
    names = _names(thing)
    placed = [str(value) for value in thing.values(Property.PLACE)]
    local = [place for place in placed if whereabouts.around(place)]
    kinds = {str(value).rpartition("/")[2] for value in thing.values(Property.CLASSIFICATION)}
    identifiers = (str(value).partition(":") for value in thing.values(Property.IDENTIFIER))
    return Profile(
        iri=thing.iri,
        type=thing.type,
        names=names,
        kinds=frozenset(kinds | {name.kind for name in names if name.kind}),
        places=frozenset(local),
        around=frozenset(place for own in local for place in whereabouts.around(own)),
        countries=frozenset(code for place in placed if (code := whereabouts.country(place))),
        documents=frozenset(map(str, thing.values(Property.CITATION))),
        bonds=frozenset(bonds),
        starts=_year(thing, Property.START),
        ends=_year(thing, Property.END),
        registers={name: number for name, _, number in identifiers if number and name not in _REGISTERS_OF_PLACES},
        topics=meaning([name.topic for name in names]) if meaning and names else None,
    )


def _names(thing: Thing) -> tuple[NameCore, ...]:
    found: dict[tuple[str, ...], NameCore] = {}
    for prop in NAMES:
        for text in sorted(thing.texts(prop)):
            for core in cores(text.text):
                found.setdefault(core.words, core)
    return tuple(found.values())[:_MOST_FORMS]


def _year(thing: Thing, prop: Property) -> int | None:
    date = thing.first(prop)
    return getattr(date, "year", None)


class Rarity:
    """How much a word of a name tells: 1 for a word that one thing bears, towards 0 for one that many do."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self._bearers: Counter[str] = Counter()
        for each in profiles:
            self._bearers.update({word for name in each.names for word in name.words})

    def __call__(self, word: str) -> float:
        return 1 / math.sqrt(max(1, self._bearers[word]) ** 0.5)


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a pair has in common. Numbers in 0..1 where nothing else is said; the names are those of the weights."""

    name: float  # of the words of both best names, how much is in both
    equal: float  # 1: the same words; a little less where some end otherwise; 0 when one name has more
    long: float  # words in common, up to four: 1
    numbers: float  # 1: the names bear different figures, as *Together I* and *Together II* do
    initials: float  # 1: one name is made of the initials of the other
    topic: (
        float  # nearness across languages of what they say beside the kind (*culture* of a ministry); 0 if spelt alike
    )
    left_over: float  # 1: beside words in common each has others, as *Bridge to school* and *Bridge to work* do
    other_kind: float  # 1: they are of different kinds
    place: float  # a place of one is or lies in a place of the other: how alike the names are
    other_place: float  # 1: both have places and none fit
    country: float  # 1: the same country, and not both have places
    national: float  # one country, and both of a kind of which it has few (ministry, agency): how alike the names are
    other_country: float  # 1: different countries
    bonds: float  # partners, projects, bodies in common, up to three: 1; times how alike the names are
    dates: float  # 1: their years overlap
    other_dates: float  # 1: they do not

    def features(self) -> dict[str, float]:
        return {name: float(getattr(self, name)) for name in self.__dataclass_fields__}


def likeness(left: Profile, right: Profile, rarity: Callable[[str], float]) -> Likeness:
    best = max((_names_alike(a, b, rarity) for a in left.names for b in right.names), default=(0.0,) * 7)
    name, _, equal, long, _, numbers, left_over = best
    topic = nearness(left.topics, right.topics) if name < SPELT_ALIKE else 0.0
    alike = max(name, topic)
    fits, apart = _places(left, right)
    known_countries = bool(left.countries and right.countries)
    same_country = bool(left.countries & right.countries)
    dates = _dates(left, right)
    kinds = bool(left.kinds and right.kinds)
    return Likeness(
        name=name,
        equal=equal,
        long=long,
        numbers=numbers,
        initials=float(any(_is_acronym(a, b) or _is_acronym(b, a) for a in left.names for b in right.names)),
        topic=topic,
        left_over=left_over,
        other_kind=float(kinds and not left.kinds & right.kinds and left.kinds | right.kinds != _VAGUE),
        place=float(fits) * alike,
        other_place=float(apart),
        country=float(same_country and not fits and not apart),
        national=float(same_country and bool(left.kinds & right.kinds & NATIONAL)) * alike,
        other_country=float(known_countries and not same_country),
        bonds=min(len(left.bonds & right.bonds), 3) / 3 * alike,
        dates=float(dates is True),
        other_dates=float(dates is False),
    )


def _names_alike(left: NameCore, right: NameCore, rarity: Callable[[str], float]) -> tuple[float, ...]:
    """name, covers, equal, long, rarity of the rarest word in common, numbers, left over: compared in that order."""
    pairs = _matched(left.words, right.words)
    common = sum(alike * min(rarity(a), rarity(b)) for a, b, alike in pairs)
    total_left, total_right = (sum(map(rarity, core.words)) for core in (left, right))
    rarest = max((min(rarity(a), rarity(b)) for a, b, _ in pairs), default=0.0)
    equal = math.prod(alike for _, _, alike in pairs) if len(pairs) == len(left.words) == len(right.words) else 0.0
    differ = left.numbers != right.numbers
    return (
        2 * common / (total_left + total_right),
        common / min(total_left, total_right),
        equal,
        min(len(pairs), 4) / 4,
        rarest,
        float(differ),
        float(0 < len(pairs) < min(len(left.words), len(right.words))),
    )


def _matched(left: Sequence[str], right: Sequence[str]) -> list[tuple[str, str, float]]:
    """Words of both names paired, the most alike first; each word once."""
    found = ((alike, a, i, b, j) for i, a in enumerate(left) for j, b in enumerate(right) if (alike := _alike(a, b)))
    pairs: list[tuple[str, str, float]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for alike, a, i, b, j in sorted(found, key=lambda pair: (-pair[0], pair[2], pair[4])):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((a, b, alike))
    return pairs


@lru_cache(maxsize=1 << 16)
def _alike(left: str, right: str) -> float:
    """1 for the same word, less for two forms of one, 0 for different words."""
    if left == right:
        return 1.0
    shorter, longer = sorted((len(left), len(right)))
    if shorter < _SHORTEST_INFLECTED or shorter < _ALIKE_WORDS * longer or left[0] != right[0]:
        return 0.0
    share = 1 - _distance(left, right) / longer
    return share if share >= _ALIKE_WORDS else 0.0


def _distance(left: str, right: str) -> int:
    """Letters to change, add or take away (Levenshtein)."""
    left, right = left[:40], right[:40]
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        before, row[0] = row[0], i
        for j, b in enumerate(right, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def _is_acronym(short: NameCore, long: NameCore) -> bool:
    return (
        len(short.words) == 1
        and len(long.initials) > 2 < len(short.words[0])
        and short.words[0] == sound(long.initials)
    )


def nearness(left: NDArray[np.float32] | None, right: NDArray[np.float32] | None) -> float:
    """Of the two nearest names, 0..1; 0 where one has no vectors."""
    return 0.0 if left is None or right is None else max(0.0, round(float(np.max(left @ right.T)), 4))


def _places(left: Profile, right: Profile) -> tuple[bool, bool]:
    """Whether they fit, and whether they exclude each other."""
    fits = bool(left.places & right.around or right.places & left.around)
    return fits, bool(left.places and right.places) and not fits


def _dates(left: Profile, right: Profile) -> bool | None:
    """Whether the years overlap; None where one has none."""
    spans = [(p.starts or p.ends, p.ends or p.starts) for p in (left, right)]
    (a, b), (c, d) = spans
    if a is None or b is None or c is None or d is None:
        return None
    return a <= d and c <= b
