"""Which things of different documents are the same: candidate pairs by name, judged by what else they share.

Pure: things in, judgements out. A name alone never joins two things; the pair needs a place that fits or a thing both
are bound to.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from graph.identity import Judgement, Verdict
from graph.lemmas import name_key
from graph.records import Property, Statement, Thing, ThingType

Containers: TypeAlias = Callable[[str], frozenset[str]]

_AFTER_SIBILANT = re.compile(r"(?<=[szck])h")
RULE = "drom:rule-name-and-context-1"
# Only what has a name of its own is compared; a practice belongs to its document, a place to its register.
COMPARED = (ThingType.PROJECT, ThingType.PROGRAMME, ThingType.ORGANISATION, ThingType.EVENT)
# What binds two things; a funder or a programme binds too many to tell any two apart.
BONDS = (Property.COORDINATOR, Property.PARTNER, Property.PART_OF, Property.INVOLVES)
SAME_SCORE, UNSURE_SCORE, APART_SCORE = 0.95, 0.5, 0.05
# A name borne by more things than this is a common one (*Primăria*): it is left alone rather than compared in
# quadratic time.
MOST_BEARERS = 50
# A name of so many words is nobody else's in the same country: *Platforma națională de bune practici pentru romi*.
DISTINCTIVE_WORDS = 4
# Places that are only inferred from the page as a whole do not tell two namesakes apart nor join them.
STATED_FROM = 0.5


@dataclass(frozen=True, slots=True)
class _Profile:
    iri: str
    places: frozenset[str]  # stated, smaller than a country
    all_places: frozenset[str]  # also countries, and those inferred
    bonds: frozenset[str]


def judgements(things: Iterable[Thing], containers: Containers) -> Iterator[Judgement]:
    """Judge every pair of equally named things of one type, in the order of their IRIs.

    `containers` gives the IRIs of a place and of the places around it that are smaller than a country; nothing for a
    country. Same: a bond in common, places of which one lies in the other, or a long name and a place in common, be it
    a country. Not the same: places that exclude each other. Unsure: nothing tells.
    """
    kept = [thing for thing in things if thing.type in COMPARED]
    bound = _bonds(kept)
    for (_, name), block in _blocks(kept).items():
        if len(block) > MOST_BEARERS:
            continue
        is_distinctive = len(name.split()) >= DISTINCTIVE_WORDS
        profiles = [_profile(thing, bound, containers) for thing in block]
        for left, right in combinations(profiles, 2):
            yield _judge(left, right, containers, is_distinctive=is_distinctive)


def _blocks(things: Iterable[Thing]) -> Mapping[tuple[ThingType, str], list[Thing]]:
    blocks: dict[tuple[ThingType, str], dict[str, Thing]] = defaultdict(dict)
    for thing in sorted(things, key=lambda t: t.iri):
        for prop in (Property.LABEL, Property.ALT_LABEL):
            for name in thing.texts(prop):
                blocks[thing.type, comparable(name.text)][thing.iri] = thing
    return {key: list(block.values()) for key, block in sorted(blocks.items()) if key[1] and len(block) > 1}


def comparable(name: str) -> str:
    """A name without case, marks and alphabet, however Slavic sibilants are written: `ж`, `ž` and `zh` are one."""
    return _AFTER_SIBILANT.sub("", name_key(name)).replace("ts", "c")


def _bonds(things: Iterable[Thing]) -> Mapping[str, set[str]]:
    """Both ends of every relation: an organisation is bound to the project that names it."""
    kept = list(things)
    programmes = {thing.iri for thing in kept if thing.type is ThingType.PROGRAMME}
    bound: dict[str, set[str]] = defaultdict(set)
    for thing in kept:
        for statement in thing.statements:
            if statement.property in BONDS and programmes.isdisjoint((thing.iri, str(statement.value))):
                bound[thing.iri].add(str(statement.value))
                bound[str(statement.value)].add(thing.iri)
    return bound


def _stated(statement: Statement) -> bool:
    return not statement.evidence or any(e.confidence >= STATED_FROM for e in statement.evidence)


def _profile(thing: Thing, bound: Mapping[str, set[str]], containers: Containers) -> _Profile:
    placed = [statement for statement in thing.statements if statement.property is Property.PLACE]
    local = frozenset(str(s.value) for s in placed if _stated(s) and containers(str(s.value)))
    return _Profile(thing.iri, local, frozenset(str(s.value) for s in placed), frozenset(bound.get(thing.iri, ())))


def _judge(left: _Profile, right: _Profile, containers: Containers, *, is_distinctive: bool) -> Judgement:
    shared = left.bonds & right.bonds
    if shared:
        return _judgement(left, right, Verdict.SAME, SAME_SCORE, f"same name and type, both bound to {min(shared)}")
    if left.places and right.places:
        if any(a in containers(b) or b in containers(a) for a in left.places for b in right.places):
            return _judgement(left, right, Verdict.SAME, SAME_SCORE, "same name and type, places that fit")
        return _judgement(
            left, right, Verdict.NOT_SAME, APART_SCORE, "same name and type, places that exclude each other"
        )
    if is_distinctive and left.all_places & right.all_places:
        return _judgement(left, right, Verdict.SAME, SAME_SCORE, "same long name and type, same country")
    return _judgement(left, right, Verdict.UNSURE, UNSURE_SCORE, "same name and type, nothing else in common")


def _judgement(left: _Profile, right: _Profile, verdict: Verdict, score: float, why: str) -> Judgement:
    return Judgement(left=left.iri, right=right.iri, verdict=verdict, by=RULE, why=why, score=score)
