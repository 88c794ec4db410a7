"""What a question was understood to mean: the shape of `/api/v1/interpret`. Made by `understanding.py`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from graph.registers import geonames_of

Span: TypeAlias = tuple[int, int]  # characters of the question, end exclusive


@dataclass(frozen=True, slots=True)
class TypeAsked:
    """`stated` is false when no thing of this type meets the rest, so that things of every type are looked for."""

    value: str
    span: Span
    stated: bool = True

    def to_json(self) -> Mapping[str, object]:
        return {"value": self.value, "span": list(self.span), "stated": self.stated}


@dataclass(frozen=True, slots=True)
class ConceptAsked:
    """`stated` is false when nothing in the release states the concept, so that its words are searched for instead."""

    scheme: str
    notation: str
    iri: str
    label: str
    span: Span
    score: float  # 0..1
    stated: bool = True

    @property
    def key(self) -> str:
        return f"{self.scheme}/{self.notation}"

    def to_json(self) -> Mapping[str, object]:
        return {
            "notation": self.notation, "iri": self.iri, "label": self.label, "span": list(self.span),
            "score": round(self.score, 3), "stated": self.stated,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceAsked:
    geonames: int  # its number in the gazetteer (`graph.registers`)
    iri: str
    label: str
    kind: str
    country: str
    span: Span

    def to_json(self) -> Mapping[str, object]:
        return {
            "geonames": geonames_of(self.geonames), "iri": self.iri, "label": self.label, "kind": self.kind,
            "country": self.country, "span": list(self.span),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrganisationAsked:
    """`stated` is false when it takes no part in anything that meets the rest of the question."""

    iri: str
    label: str
    span: Span
    stated: bool = True

    def to_json(self) -> Mapping[str, object]:
        return {"iri": self.iri, "label": self.label, "span": list(self.span), "stated": self.stated}


@dataclass(frozen=True, slots=True)
class PeriodAsked:
    """Partial ISO dates; None where open."""

    begins: str | None
    ends: str | None
    span: Span

    def to_json(self) -> Mapping[str, object]:
        return {"from": self.begins, "to": self.ends, "span": list(self.span)}


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What is not wanted. `value` is short for people (an ISO code, a notation); `key` is what the index calls it."""

    slot: str  # type, place, theme, approach, target_group, outcome
    value: str
    key: str
    span: Span

    def to_json(self) -> Mapping[str, object]:
        return {"slot": self.slot, "value": self.value, "span": list(self.span)}


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryPlan:
    """A question understood. `remaining_text` is what no slot explains and what is searched for in the texts."""

    query: str
    language: str  # BCP 47; a guess
    types: tuple[TypeAsked, ...] = ()
    themes: tuple[ConceptAsked, ...] = ()
    approaches: tuple[ConceptAsked, ...] = ()
    target_groups: tuple[ConceptAsked, ...] = ()
    organisations: tuple[OrganisationAsked, ...] = ()
    places: tuple[PlaceAsked, ...] = ()
    period: PeriodAsked | None = None
    excluded: tuple[Exclusion, ...] = ()
    named: tuple[str, ...] = ()  # IRIs of things whose name stands in the question
    remaining_text: str = ""
    content_words: str = ""  # the words that say something, explained or not, but for words of types and negations
    sparql: str = ""

    @property
    def concepts(self) -> tuple[ConceptAsked, ...]:
        return (*self.themes, *self.approaches, *self.target_groups)

    @property
    def topics(self) -> tuple[ConceptAsked, ...]:
        """The concepts of which a thing must state one: themes, else approaches, else target groups.

        *School mediators* asks for school mediation: where nothing states that, what states mediation is not what was
        asked for, and the words are looked for instead.
        """
        lost = [theme.span for theme in self.themes if not theme.stated]
        for slot in (self.themes, self.approaches, self.target_groups):
            if stated := tuple(each for each in slot if each.stated and not overlaps(each.span, lost)):
                return stated
        return ()

    def to_json(self) -> Mapping[str, object]:
        wire: dict[str, object] = {"query": self.query, "language": self.language}
        for name in ("types", "themes", "approaches", "target_groups", "organisations", "places"):
            wire[name] = [each.to_json() for each in getattr(self, name)]
        wire["period"] = self.period.to_json() if self.period else None
        wire["excluded"] = [each.to_json() for each in self.excluded]
        wire["named"] = list(self.named)
        return {**wire, "remaining_text": self.remaining_text, "sparql": self.sparql}


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
