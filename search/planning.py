"""A plan as a list of conditions, and these as a filter over the columns (run) and as SPARQL (shown).

Both say the same of every release (`tests/search/test_planning.py`): a thing is found when it meets every condition. A
document is about, and in, what the things it speaks of are about and in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.mapping import CLASSES
from graph.provenance import DOCUMENT_CLASSES
from graph.records import ThingType
from ontology.terms import DCTERMS, DROM, ORG, RDF, SCHEMA, SKOS
from search.columns import Columns, first_day, last_day
from search.plan import Exclusion, QueryPlan
from search.question import TYPES, Box
from search.understanding import SLOTS

_PREFIXES: Final = {
    "drom": DROM.NS,
    "rdf": RDF.NS,
    "dcterms": DCTERMS.NS,
    "schema": SCHEMA.NS,
    "skos": SKOS.NS,
    "org": ORG.NS,
}
_ROLES = "drom:coordinator|drom:partner|drom:funder|drom:involves"
_OWN_DATES = "schema:startDate|schema:endDate|dcterms:date"
_TOPICS: Final = {  # how a thing leads to the concepts of a scheme and all broader ones
    "themes": "drom:about",
    "approaches": "drom:approach/skos:broaderTransitive",
    "target-groups": "drom:targetGroup/skos:broaderTransitive",
}
NOT_WORKED: Final = ("mixed", "did-not-work")  # outcomes
_EARLIEST, _LATEST = "0000", "9999"  # years


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that a thing must have, or, `excluded`, must not have. The values are alternatives.

    slot      values
    type      words of `question.TYPES`
    concept   `scheme/notation`, narrower concepts included
    place     IRIs, everything inside included
    organisation IRIs: the body itself, and what it takes part in
    lang      BCP 47 tags of sources, subtags included
    period    two partial ISO dates, empty where open
    outcome   worked, mixed, did-not-work, unknown
    box       none; `box` holds it
    """

    slot: str
    values: tuple[str, ...] = ()
    excluded: bool = False
    box: Box | None = field(default=None)


def conditions_of(plan: QueryPlan) -> list[Condition]:
    """The conditions that were understood. Approaches only rank where a theme is asked for, target groups where either
    is: *school mediators* asks for school mediation, and sources name approaches and groups too loosely to leave out
    what does not."""
    found = [
        Condition("type", tuple(each.value for each in plan.types if each.stated)),
        Condition("concept", tuple(each.key for each in plan.topics)),
        Condition("place", tuple(each.iri for each in plan.places)),
        Condition("organisation", tuple(each.iri for each in plan.organisations if each.stated)),
    ]
    if plan.period:
        found.append(Condition("period", (plan.period.begins or "", plan.period.ends or "")))
    found += [_without(each) for each in plan.excluded]
    return [condition for condition in found if condition.values]


def _without(exclusion: Exclusion) -> Condition:
    """Most things do not say how they went, so that what did not work must say so, not merely not say the opposite."""
    if exclusion.slot == "outcome":
        return Condition("outcome", NOT_WORKED)
    slot = "concept" if exclusion.slot in SLOTS.values() else exclusion.slot
    return Condition(slot, (exclusion.key,), excluded=True)


def filter_of(conditions: Iterable[Condition], columns: Columns) -> NDArray[np.bool_]:
    """The things that meet every condition, as a mask over rows."""
    mask = np.ones(len(columns), dtype=np.bool_)
    for condition in conditions:
        mask &= _mask(condition, columns) ^ condition.excluded
    return mask


def _mask(condition: Condition, columns: Columns) -> NDArray[np.bool_]:
    match condition.slot:
        case "concept":
            mask = np.zeros(len(columns), dtype=np.bool_)
            for value in condition.values:
                scheme, _, notation = value.partition("/")
                mask |= columns.holding(SLOTS[scheme], [notation])
            return mask
        case "period":
            begins, ends = condition.values
            return columns.within_days(first_day(begins or _EARLIEST), last_day(ends or _LATEST))
        case "box":
            box = condition.box
            return columns.within_box(box.west, box.south, box.east, box.north) if box else columns.holding("type", [])
        case slot:
            return columns.holding(slot, condition.values)


def sparql_of(conditions: Sequence[Condition], base: str) -> str:
    """The same as a query over a release's default graph, for people to read, run and change."""
    body = [] if any(c.slot == "type" and not c.excluded for c in conditions) else _any_type()
    for number, condition in enumerate(conditions, start=1):
        lines = _pattern(condition, number, base)
        if condition.excluded:
            lines = [
                lines[0].replace("# ", "# not ", 1),
                "FILTER NOT EXISTS {",
                *(f"  {line}" for line in lines[1:]),
                "}",
            ]
        body += lines
    text = "\n".join(f"  {line}" for line in body)
    used = [name for name in _PREFIXES if f"{name}:" in text]
    prefixes = "".join(f"PREFIX {name}: <{_PREFIXES[name]}>\n" for name in used)
    return f"{prefixes}SELECT DISTINCT ?thing WHERE {{\n{text}\n}}\nORDER BY ?thing"


def _any_type() -> list[str]:
    return ["# things of every type", *_type_pattern(TYPES, 0)]


def _pattern(condition: Condition, number: int, base: str) -> list[str]:
    """The lines of one condition, a comment first."""
    values = condition.values
    match condition.slot:
        case "type":
            return [f"# type: {' or '.join(values)}", *_type_pattern(values, number)]
        case "concept":
            return [
                f"# about {' or '.join(values)}, narrower concepts included",
                *_concept_pattern(values, number, base),
            ]
        case "place":
            return ["# in one of these places, or in a place inside them", *_place_pattern(values, number)]
        case "organisation":
            return ["# one of these organisations, or what they take part in", *_organisation_pattern(values, number)]
        case "lang":
            return [f"# from sources in {' or '.join(values)}", *_lang_pattern(values, number)]
        case "period":
            return [f"# at some time from {values[0] or '…'} to {values[1] or '…'}", *_period_pattern(values, number)]
        case "outcome":
            return [f"# outcome: {' or '.join(values)}", *_outcome_pattern(values, number)]
        case _:
            return ["# inside this box of the map", *_box_pattern(condition.box, number)]


def _type_pattern(values: Sequence[str], number: int) -> list[str]:
    classes: list[str] = []
    for value in values:
        type_ = ThingType(value)
        classes += DOCUMENT_CLASSES if type_ is ThingType.DOCUMENT else CLASSES[type_][:1]
    return [f"VALUES ?class{number} {{ {' '.join(map(_short, classes))} }}", f"?thing rdf:type ?class{number} ."]


def _concept_pattern(values: Sequence[str], number: int, base: str) -> list[str]:
    topic = f"?topic{number}"
    iris = " ".join(f"<{base}/concept/{value}>" for value in values)
    schemes = dict.fromkeys(value.partition("/")[0] for value in values)
    branches = [branch for scheme in schemes for branch in _own_or_spoken_of(_TOPICS[scheme], topic, number)]
    return [f"VALUES {topic} {{ {iris} }}", *_union(branches)]


def _place_pattern(iris: Sequence[str], number: int) -> list[str]:
    place = f"?place{number}"
    return [f"VALUES {place} {{ {_iris(iris)} }}", *_union(_own_or_spoken_of("drom:within", place, number))]


def _organisation_pattern(iris: Sequence[str], number: int) -> list[str]:
    body = f"?body{number}"
    branches = [f"VALUES ?thing {{ {_iris(iris)} }}", *_own_or_spoken_of(_ROLES, body, number)]
    return [f"VALUES {body} {{ {_iris(iris)} }}", *_union(branches)]


def _own_or_spoken_of(path: str, variable: str, number: int) -> list[str]:
    """A thing's own value, or, for a document, that of a thing it speaks of."""
    return [f"?thing {path} {variable} .", f"?about{number} schema:citation ?thing ; {path} {variable} ."]


def _lang_pattern(tags: Sequence[str], number: int) -> list[str]:
    matches = " || ".join(f'LANGMATCHES(STR(?lang{number}), "{tag}")' for tag in tags)
    branches = [f"?thing dcterms:language ?lang{number} .", f"?thing schema:citation/dcterms:language ?lang{number} ."]
    return [*_union(branches), f"FILTER({matches})"]


def _period_pattern(values: Sequence[str], number: int) -> list[str]:
    """Partial dates compare as text: `~` comes after every digit and hyphen, so that 2015~ is the end of 2015."""
    lines = []
    begins, ends = values
    for name, test in ((f"first{number}", f'STR(?first{number}) <= "{ends}~"'),
                       (f"last{number}", f'CONCAT(STR(?last{number}), "~") >= "{begins}"')):  # fmt: skip
        own = f"?thing {_OWN_DATES} ?{name} ."
        source = (
            f"?thing schema:citation/dcterms:date ?{name} . FILTER NOT EXISTS {{ ?thing {_OWN_DATES} ?own{number} }}"
        )
        lines += [*_union([own, source]), f"FILTER({test})" if (ends if name[0] == "f" else begins) else ""]
    return [line for line in lines if line]


def _outcome_pattern(values: Sequence[str], number: int) -> list[str]:
    listed = " ".join(f'"{value}"' for value in values)
    return [f"VALUES ?outcome{number} {{ {listed} }}", f"?thing drom:outcome ?outcome{number} ."]


def _box_pattern(box: Box | None, number: int) -> list[str]:
    if box is None:
        return []
    latitude, longitude = f"?latitude{number}", f"?longitude{number}"
    point = f"schema:latitude {latitude} ; schema:longitude {longitude} ."
    both = "&&" if box.west <= box.east else "||"
    placed = f"drom:place ?spot{number} . ?spot{number} {point}"
    return [
        *_union([f"?thing {point}", f"?thing {placed}", f"?about{number} schema:citation ?thing ; {placed}"]),
        f"FILTER({latitude} >= {box.south} && {latitude} <= {box.north})",
        f"FILTER({longitude} >= {box.west} {both} {longitude} <= {box.east})",
    ]


def _union(branches: Sequence[str]) -> list[str]:
    lines = []
    for i, branch in enumerate(branches):
        lines.append(f"{'UNION ' if i else ''}{{ {branch} }}")
    return lines


def _short(iri: str) -> str:
    prefix, namespace = next((name, ns) for name, ns in _PREFIXES.items() if iri.startswith(ns))
    return f"{prefix}:{iri.removeprefix(namespace)}"


def _iris(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)
