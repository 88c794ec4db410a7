"""`python -m bench.identity [--write]`: the weights by which two things are told to be one, fitted on judged pairs.

The pairs: things of the judged pages (`dev/gold`) that lie on different pages, one thing or not by their clusters; and
the invented pairs of `identity-pairs.tsv`, where a side is `NAME | at: PLACE<REGION<CC | in: CC | with: NAME; NAME |
YEAR-YEAR`. A logistic regression with a small ridge is fitted on all of them; how well its scores are calibrated is
measured on pairs left out, ten parts in turn. `--write` puts the weights into `ingest/rules/identity.toml`.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.floors import JUDGED
from graph.records import Iri, LangText, PartialDate, Property, Statement, Thing, ThingType
from ingest.likeness import Likeness, Meaning, Profile, Rarity, likeness, nearness, profile
from ingest.namecore import cores
from ingest.resolve import LEAST_MEANING, _bonds  # the bonds as a run sees them
from ingest.scoring import is_corroborated
from search.encoders.choice import SHIPPED, encoder_for

PAIRS = Path(__file__).parent / "identity-pairs.tsv"
WEIGHTS = Path(__file__).parents[1] / "ingest" / "rules" / "identity.toml"
FEATURES = tuple(Likeness.__dataclass_fields__)
RIDGE = 0.15  # keeps the weight of what few pairs have in common small
PARTS = 10
SAME_FROM, UNSURE_FROM = 0.8, 0.4
_RELATED = {"coordinator": Property.COORDINATOR, "partner": Property.PARTNER, "partOf": Property.PART_OF}
Matrix = NDArray[np.float64]


class Written:
    """The places of the pairs: an IRI says itself what it lies in, `kavarna<dobrich<BG`."""

    def around(self, place_iri: str) -> frozenset[str]:
        parts = place_iri.split("<")
        return frozenset("<".join(parts[number:]) for number in range(len(parts) - 1))

    def country(self, place_iri: str) -> str | None:
        return place_iri.split("<")[-1]


@dataclass(frozen=True, slots=True)
class Pair:
    left: Profile
    right: Profile
    is_same: bool
    source: str


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.identity", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    parser.add_argument("--errors", action="store_true", help="also print the pairs that are judged wrongly")
    asked = parser.parse_args(arguments)
    encoder = encoder_for(SHIPPED)
    pairs, rarity = all_pairs(encoder.encode)
    found = [likeness(pair.left, pair.right, rarity) for pair in pairs]
    matrix, same = table(found), np.array([float(pair.is_same) for pair in pairs])
    fits = np.array([is_corroborated(p.left, p.right, each) for p, each in zip(pairs, found, strict=True)])
    left_out, weights = cross_validated(matrix, same), fitted(matrix, same)
    show(left_out, same, fits, weights)
    if asked.errors:
        show_errors(left_out, pairs)
    if asked.write:
        write(weights, left_out, same, encoder.name)
    return 0


def all_pairs(meaning: Meaning) -> tuple[list[Pair], Rarity]:
    gold = list(_gold_pairs(meaning))
    invented = list(_invented_pairs(meaning))
    profiles = {pair.left.iri: pair.left for pair in gold} | {pair.right.iri: pair.right for pair in gold}
    return [*gold, *invented], Rarity(profiles.values())


def table(found: Sequence[Likeness]) -> Matrix:
    """A row of features for each pair, with a one in front for the bias."""
    return np.array([[1.0, *each.features().values()] for each in found])


def fitted(matrix: Matrix, same: Matrix) -> Matrix:
    """Newton's method; the likelihood with a ridge has one maximum, so the start does not matter."""
    weights = np.zeros(matrix.shape[1])
    ridge = RIDGE * np.eye(matrix.shape[1])
    ridge[0, 0] = 0.0
    for _ in range(50):
        found = predicted(matrix, weights)
        slope = matrix.T @ (same - found) - ridge @ weights
        curve = matrix.T @ (matrix * (found * (1 - found))[:, None]) + ridge + 1e-9 * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def predicted(matrix: Matrix, weights: Matrix) -> Matrix:
    found: Matrix = 1 / (1 + np.exp(-np.clip(matrix @ weights, -30, 30)))
    return found


def cross_validated(matrix: Matrix, same: Matrix) -> Matrix:
    """The score of each pair by weights that were fitted without it."""
    part = np.arange(len(same)) % PARTS
    found = np.zeros(len(same))
    for number in range(PARTS):
        held = part == number
        found[held] = predicted(matrix[held], fitted(matrix[~held], same[~held]))
    return found


def brier(scores: Matrix, same: Matrix) -> float:
    return float(np.mean((scores - same) ** 2))


def bands(scores: Matrix, same: Matrix) -> Iterator[tuple[str, int, float, float]]:
    """Scores by fifths: how many pairs, their mean score, and the share that is one thing."""
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        chosen = (scores >= low) & ((scores < low + 0.2) | (low == 0.8))
        if chosen.any():
            yield (
                f"{low:.1f}-{low + 0.2:.1f}",
                int(chosen.sum()),
                float(scores[chosen].mean()),
                float(same[chosen].mean()),
            )


def show(scores: Matrix, same: Matrix, fits: NDArray[np.bool_], weights: Matrix) -> None:
    print(f"{len(same)} pairs, {int(same.sum())} of them one thing; left out: Brier score {brier(scores, same):.3f}")
    for band, count, mean, share in bands(scores, same):
        print(f"  scored {band}: {count:3d} pairs, mean score {mean:.2f}, one thing {share:.2f}")
    for name, weight in zip(("bias", *FEATURES), weights, strict=True):
        print(f"  {name:14s} {weight:+.2f}")
    for least in (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        rightly, found = joined(scores, same, fits, least)
        print(f"joined from {least}: {rightly:.3f} of them rightly, {found:.3f} of those that are one")


def joined(scores: Matrix, same: Matrix, fits: NDArray[np.bool_], least: float) -> tuple[float, float]:
    """Precision and recall of joining from a score on, where something else than the name fits."""
    chosen = (scores >= least) & fits
    return float(same[chosen].mean()), float(chosen[same == 1].mean())


def show_errors(scores: Matrix, pairs: Sequence[Pair]) -> None:
    """The pairs whose score is furthest from the judgement."""
    ordered = sorted(zip(scores, pairs, strict=True), key=lambda each: -abs(each[0] - each[1].is_same))
    for score, pair in ordered:
        if abs(score - pair.is_same) > 0.3:
            names = " ⇄ ".join(side.names[0].text for side in (pair.left, pair.right))
            print(f"{score:.2f} {'same' if pair.is_same else 'not '} {pair.source}: {names}")


def write(weights: Matrix, scores: Matrix, same: Matrix, model: str) -> None:
    lines = [
        "# By what two things of one type are told to be one: weights of a logistic regression over the measures of",
        "# `ingest/likeness.py`. Written by `python -m bench.identity --write` from the judged pages and",
        "# bench/identity-pairs.tsv; not by hand.",
        f"# {len(same)} judged pairs, {int(same.sum())} of them one thing. Scores of pairs left out of the fitting:",
        *(
            f"#   {band}: {count} pairs, mean score {mean:.2f}, one thing {share:.2f}"
            for band, count, mean, share in bands(scores, same)
        ),
        f"#   Brier score {brier(scores, same):.3f}",
        "",
        f'judged = "{digest()}"  # SHA-256 of the judged pairs',
        f'model = "{model}"  # made the vectors of names; fit again when another ships',
        f"same_from = {SAME_FROM}  # and something else than the name must fit",
        f"unsure_from = {UNSURE_FROM}  # from here on a person is asked",
        f"bias = {weights[0]:.3f}",
        "",
        "[weights]",
        *(f"{name} = {weight:.3f}" for name, weight in zip(FEATURES, weights[1:], strict=True)),
    ]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def digest() -> str:
    found = hashlib.sha256(PAIRS.read_bytes())
    for path in sorted((JUDGED / "gold").glob("*.json")):
        found.update(path.read_bytes())
    return found.hexdigest()


def _invented_pairs(meaning: Meaning) -> Iterator[Pair]:
    lines = PAIRS.read_text(encoding="utf-8").splitlines()[1:]
    for number, line in enumerate((line for line in lines if line and not line.startswith("#")), start=2):
        verdict, kind, left, right = line.split("\t")
        sides = [_side(f"{number}-{n}", ThingType(kind), text) for n, text in enumerate((left, right))]
        profiles = [_profile(thing, bonds, meaning) for thing, bonds in sides]
        yield Pair(*profiles, is_same=verdict == "yes", source="invented")


def _side(iri: str, kind: ThingType, text: str) -> tuple[Thing, set[str]]:
    name, *facts = (part.strip() for part in text.split("|"))
    said = [Statement(Property.LABEL, LangText(name, "und"))]
    bonds: set[str] = set()
    for fact in facts:
        word, _, value = fact.partition(":")
        if word in ("at", "in"):
            said.append(Statement(Property.PLACE, Iri(value.strip())))
        elif word == "with":
            bonds = {f"{core.kind or ''} {core.key}" for each in value.split(";") for core in cores(each)}
        else:
            first, _, last = fact.partition("-")
            said.append(Statement(Property.START, PartialDate(first)))
            said.append(Statement(Property.END, PartialDate(last or first)))
    return Thing(iri, kind, tuple(said)), bonds


def _profile(thing: Thing, bonds: set[str], meaning: Meaning) -> Profile:
    return profile(thing, bonds, Written(), meaning)


def _gold_pairs(meaning: Meaning) -> Iterator[Pair]:
    """Things of different pages whose names have anything in common, and all that are one."""
    things: list[Thing] = []
    cluster: dict[str, str] = {}
    for path in sorted((JUDGED / "gold").glob("*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        for thing, name in _gold_things(page):
            things.append(thing)
            cluster[thing.iri] = name
    bound = _bonds(things)
    profiles = [_profile(thing, set(bound.get(thing.iri, ())), meaning) for thing in things]
    for number, left in enumerate(profiles):
        for right in profiles[number + 1 :]:
            is_same = cluster[left.iri] == cluster[right.iri]
            if left.type is right.type and (is_same or _have_something_in_common(left, right)):
                yield Pair(left, right, is_same=is_same, source=f"{left.iri.split()[0]} {right.iri.split()[0]}")


def _have_something_in_common(left: Profile, right: Profile) -> bool:
    words = [{word for name in each.names for word in name.words} for each in (left, right)]
    near = nearness(left.topics, right.topics) >= LEAST_MEANING
    return bool(words[0] & words[1]) or (near and bool(left.countries & right.countries or left.bonds & right.bonds))


def _gold_things(page: dict) -> Iterator[tuple[Thing, str]]:  # type: ignore[type-arg]
    entities = {entity["id"]: entity for entity in page["entities"]}
    places = {
        e["id"]: f"{e['cluster']}<{e['attrs'].get('country', '')}" for e in page["entities"] if e["type"] == "place"
    }
    countries = {place.split("<")[1] for place in places.values()} - {""}
    for entity in entities.values():
        is_known = entity["type"] == "programme" or entity["attrs"].get("org_type") == "international-organisation"
        if entity["type"] in ("place", "practice") or is_known:  # the well-known have one IRI from the start
            continue
        said = [Statement(Property.LABEL, LangText(name, page["lang"])) for name in entity["surfaces"]]
        said.append(Statement(Property.CITATION, Iri(page["file"])))
        for key, prop in (("start", Property.START), ("end", Property.END)):
            if entity["attrs"].get(key):
                said.append(Statement(prop, PartialDate(entity["attrs"][key])))
        if kind := entity["attrs"].get("org_type"):
            said.append(Statement(Property.CLASSIFICATION, Iri(f"/{kind}")))
        for relation in page["relations"]:
            if (
                relation["subject"] == entity["id"]
                and relation["predicate"] == "place"
                and relation["object"] in places
            ):
                said.append(Statement(Property.PLACE, Iri(places[relation["object"]])))
            elif relation["subject"] == entity["id"] and relation["predicate"] in _RELATED:
                said.append(Statement(_RELATED[relation["predicate"]], Iri(f"{page['file']} {relation['object']}")))
        if len(countries) == 1 and not any(s.property is Property.PLACE for s in said):
            said.append(Statement(Property.PLACE, Iri(next(iter(countries)))))
        yield Thing(f"{page['file']} {entity['id']}", ThingType(entity["type"]), tuple(said)), entity["cluster"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
