"""Which things of different documents are the same: candidate pairs by what their names have in common, each scored by
what else they share.

Pure: things in, judgements out. A name alone never joins two things; the pair needs a place that fits, a thing both are
bound to, or a number in a register.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

import numpy as np

from graph.identity import Judgement, Verdict
from graph.records import Thing, ThingType
from ingest.likeness import BONDS, NAMES, NATIONAL, Likeness, Meaning, Profile, Rarity, Whereabouts, likeness, profile
from ingest.namecore import cores, sound
from ingest.scoring import is_corroborated, scale

RULE = "drom:rule-likeness-1"
# What has a name of its own, and practices, which are one only within one project; a place belongs to its register.
COMPARED = (ThingType.PRACTICE, ThingType.PROJECT, ThingType.PROGRAMME, ThingType.ORGANISATION, ThingType.EVENT)
# More things than this are not compared each with each but each with the first of those in the same place or with the
# same bond: the work grows with the number of things, not with its square.
MOST_COMPARED = 50
# Of so many things a bond tells nothing: a ministry pays for hundreds of projects.
MOST_BOUND = 40
# Names of so many things that have something in common are compared by meaning; 2,000 vectors are multiplied in 20 ms.
MOST_BY_MEANING = 2_000
MOST_NEAR = 5  # things that are compared with one by meaning
LEAST_MEANING = 0.4  # below it two names in different languages are not looked at
REGISTER_SCORE = 0.999
APART_SCORE = 0.01
INITIALS_SCORE = 0.95  # *Местна активна група (МАГ)*: a source that writes both means one
_SHORTEST_WORD = 4  # letters of a word that is looked for by itself
_PREFIX = 5  # letters that the forms of one word have in common
Block: TypeAlias = tuple[str, ...]


def judgements(
    things: Iterable[Thing],
    whereabouts: Whereabouts,
    meaning: Meaning | None = None,
    listed: Collection[str] = (),
) -> Iterator[Judgement]:
    """Judge every pair of things of one type that may be one, in the order of their IRIs.

    `meaning` makes vectors of names that can be compared across languages; without it only what is spelt alike is
    found. `listed` are the IRIs of well-known names: each has one, so that no two of them are compared.

    Same: the score is high and something else than the name fits. Not the same: what is named alike lies in places that
    exclude each other. Unsure: a person should look. Of other pairs nothing is said.
    """
    profiles = _profiles(things, whereabouts, meaning)
    rarity = Rarity(profiles)
    by_iri = {each.iri: each for each in profiles}
    for left, right in sorted(_candidates(profiles)):
        if left in listed and right in listed:
            continue
        judged = _judge(by_iri[left], by_iri[right], rarity)
        if judged is not None:
            yield judged


def _profiles(things: Iterable[Thing], whereabouts: Whereabouts, meaning: Meaning | None) -> list[Profile]:
    kept = sorted((thing for thing in things if thing.type in COMPARED), key=lambda thing: thing.iri)
    bound = _bonds(kept)
    vectors = _vectors(kept, meaning) if meaning else None
    return [profile(thing, bound.get(thing.iri, ()), whereabouts, vectors) for thing in kept]


def _vectors(things: Sequence[Thing], meaning: Meaning) -> Meaning:
    """All names in one call: a model takes many texts at once much faster than one by one."""
    names = [core for thing in things for prop in NAMES for t in thing.texts(prop) for core in cores(t.text)]
    texts = sorted({core.topic for core in names})
    rows = {text: number for number, text in enumerate(texts)}
    table = meaning(texts)
    return lambda asked: table[[rows[text] for text in asked]]


def _bonds(things: Sequence[Thing]) -> Mapping[str, set[str]]:
    """Both ends of every relation, by the name of the other end: each document has an IRI of its own for it.

    A programme binds too many to tell any two apart.
    """
    keys = {thing.iri: _bond_keys(thing) for thing in things}
    silent = {thing.iri for thing in things if thing.type is ThingType.PROGRAMME}
    bound: dict[str, set[str]] = defaultdict(set)
    bearers: dict[str, set[str]] = defaultdict(set)
    for thing in things:
        for statement in thing.statements:
            other = str(statement.value)
            if statement.property in BONDS and silent.isdisjoint((thing.iri, other)):
                for one, end in ((thing.iri, other), (other, thing.iri)):
                    bound[one].update(keys.get(end, {end}))
    for iri, ends in bound.items():
        for end in ends:
            bearers[end].add(iri)
    return {iri: {end for end in ends if len(bearers[end]) <= MOST_BOUND} for iri, ends in bound.items()}


def _bond_keys(thing: Thing) -> set[str]:
    if thing.type is ThingType.PRACTICE:
        return {thing.iri}
    names = (core for prop in NAMES for text in thing.texts(prop) for core in cores(text.text))
    return {f"{thing.type} {core.kind or ''} {core.key}" for core in names} or {thing.iri}


def _candidates(profiles: Sequence[Profile]) -> set[tuple[str, str]]:
    """Pairs of IRIs in ascending order."""
    found: set[tuple[str, str]] = set()
    for block in _blocks(profiles).values():
        found.update(_pairs(block))
    for block in _blocks_by_meaning(profiles).values():
        found.update(_near(block))
    return found


def _blocks(profiles: Sequence[Profile]) -> Mapping[Block, list[Profile]]:
    """Things that have a word, the initials or a number in a register in common."""
    blocks: dict[Block, list[Profile]] = defaultdict(list)
    for each in profiles:
        for key in {key for name in each.names for key in _keys(name.words, name.initials)}:
            blocks[str(each.type), *key].append(each)
        for register, number in each.registers.items():
            blocks[str(each.type), register, number].append(each)
    return blocks


def _keys(words: Sequence[str], initials: str) -> Iterator[Block]:
    yield ("name", " ".join(sorted(words)))
    yield from (("word", word[:_PREFIX]) for word in words if len(word) >= _SHORTEST_WORD)
    if len(words) == 1:
        yield ("initials", words[0])
    elif len(initials) > 2:
        yield ("initials", sound(initials))


def _pairs(block: Sequence[Profile]) -> Iterator[tuple[str, str]]:
    if len(block) <= MOST_COMPARED:
        yield from combinations([each.iri for each in block], 2)
        return
    first: dict[str, str] = {}
    for each in block:
        for tie in (*each.places, *each.bonds):
            earlier = first.setdefault(tie, each.iri)
            if earlier != each.iri:
                yield earlier, each.iri


def _blocks_by_meaning(profiles: Sequence[Profile]) -> Mapping[Block, list[Profile]]:
    """Things that may bear one name in two languages: bodies of which a country has few, and those with a common place
    or bond. Where nothing else fits, the meaning of a name says nothing.
    """
    blocks: dict[Block, list[Profile]] = defaultdict(list)
    for each in profiles:
        if each.topics is None or each.type is ThingType.PRACTICE:
            continue
        for kind in each.kinds & NATIONAL:
            for country in each.countries:
                blocks[str(each.type), kind, country].append(each)
        for tie in (*each.bonds, *each.around):
            blocks[str(each.type), "tie", tie].append(each)
    return blocks


def _near(block: Sequence[Profile]) -> Iterator[tuple[str, str]]:
    """Pairs whose names mean much the same; of each thing its nearest ones."""
    block = block[:MOST_BY_MEANING]
    rows = [(number, row) for number, each in enumerate(block) if each.topics is not None for row in each.topics]
    if len(block) < 2 or not rows:
        return
    owners = np.array([number for number, _ in rows])
    table = np.array([row for _, row in rows], dtype=np.float32)
    near = table @ table.T
    near[owners[:, None] == owners[None, :]] = -1
    for one, row in enumerate(near):
        for other in np.argsort(-row, kind="stable")[:MOST_NEAR]:
            if row[other] >= LEAST_MEANING:
                left, right = block[owners[one]].iri, block[owners[other]].iri
                yield min(left, right), max(left, right)


def _judge(left: Profile, right: Profile, rarity: Rarity) -> Judgement | None:
    common = left.registers.keys() & right.registers.keys()
    if common:
        register = min(common)
        is_same = left.registers[register] == right.registers[register]
        why = f"{'the same number' if is_same else 'different numbers'} in the register {register}"
        verdict = Verdict.SAME if is_same else Verdict.NOT_SAME
        return _judgement(left, right, verdict, REGISTER_SCORE if is_same else APART_SCORE, why)
    found = likeness(left, right, rarity)
    if left.type is ThingType.PRACTICE:
        is_one = found.equal == 1 and found.bonds and not found.other_place and not left.documents & right.documents
        why = "practices of one project with the same approach and theme"
        return _judgement(left, right, Verdict.SAME, scale().same_from, why) if is_one else None
    if found.initials and left.documents & right.documents:
        return _judgement(left, right, Verdict.SAME, INITIALS_SCORE, "one document gives the name and its initials")
    score, why = scale().score(found), _reasons(found)
    if score >= scale().same_from and is_corroborated(left, right, found):
        return _judgement(left, right, Verdict.SAME, score, why)
    if found.equal == 1 and (found.other_place or found.other_country) and score < scale().same_from:
        return _judgement(left, right, Verdict.NOT_SAME, score, why)
    return _judgement(left, right, Verdict.UNSURE, score, why) if score >= scale().unsure_from else None


def _reasons(found: Likeness) -> str:
    """What speaks for one thing and what against it, in words."""
    said = (
        (found.equal == 1, "the same name"),
        (found.equal < 1 and found.name > 0, f"names alike ({found.name:.2f})"),
        (found.topic >= LEAST_MEANING, f"names of like meaning ({found.topic:.2f})"),
        (found.initials == 1, "one name is the initials of the other"),
        (found.numbers == 1, "different figures in the names"),
        (found.other_kind == 1, "different kinds"),
        (found.place == 1, "places that fit"),
        (found.other_place == 1, "places that exclude each other"),
        (found.country == 1, "one country"),
        (found.other_country == 1, "different countries"),
        (found.bonds > 0, "bound to the same"),
        (found.dates == 1, "years that overlap"),
        (found.other_dates == 1, "years that do not overlap"),
    )
    return ", ".join(words for holds, words in said if holds)


def _judgement(left: Profile, right: Profile, verdict: Verdict, score: float, why: str) -> Judgement:
    return Judgement(left=left.iri, right=right.iri, verdict=verdict, by=RULE, why=why, score=score)
