"""What comes back: hits with their reasons, facets, and the page they stand on. `to_json` gives the wire's shape."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from graph.registers import geonames_of
from search.plan import QueryPlan

Json: TypeAlias = Mapping[str, object]


class ReasonKind(StrEnum):
    """Why something was found; `semantic` only when nothing else says why."""

    THEME = "theme"
    PLACE = "place"
    TYPE = "type"
    DATE = "date"
    ORGANISATION = "organisation"
    TEXT = "text"
    SEMANTIC = "semantic"


@dataclass(frozen=True, slots=True)
class Reason:
    """`label` is what of the question was met; `matched` the words of the source that say it, where they are known."""

    kind: ReasonKind
    label: str
    matched: str | None = None

    def to_json(self) -> Json:
        return {"kind": self.kind.value, "label": self.label, "matched": self.matched}


@dataclass(frozen=True, slots=True)
class EvidenceSnippet:
    """A stretch of a source; `highlights` count characters of `text`.

    `url` is its address on the web, None for a file without one; for a digest it is the address that the digest
    summarises, and `digest` is true.
    """

    document: str  # IRI
    url: str | None
    lang: str
    text: str
    highlights: tuple[tuple[int, int], ...]
    title: str | None = None
    digest: bool = False
    file_name: str | None = None  # relative to the folder read, for files

    def to_json(self) -> Json:
        return {
            "document": self.document, "url": self.url, "lang": self.lang, "text": self.text,
            "highlights": [list(span) for span in self.highlights], "title": self.title,
            "digest": self.digest, "digest_of": self.url if self.digest else None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamedConcept:
    """A concept with its label in the language of the interface."""

    scheme: str
    notation: str
    iri: str
    label: str

    def to_json(self) -> Json:
        return {"notation": self.notation, "label": self.label, "iri": self.iri}


@dataclass(frozen=True, slots=True)
class PlacePoint:
    """A place of a thing, with its position where it is known (degrees, WGS 84)."""

    iri: str
    geonames: int | None
    label: str
    country: str | None  # ISO 3166-1 alpha-2
    latitude: float | None
    longitude: float | None

    def to_json(self) -> Json:
        geonames = geonames_of(self.geonames) if self.geonames else None
        return {
            "iri": self.iri, "geonames": geonames, "label": self.label, "country": self.country,
            "lat": self.latitude, "lon": self.longitude,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrganisationRole:
    """A body and the part it plays: coordinator, partner, funder or involves."""

    iri: str
    label: str
    role: str

    def to_json(self) -> Json:
        return {"iri": self.iri, "label": self.label, "role": self.role}


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    iri: str
    type: str
    label: str
    label_lang: str
    label_translated: str | None  # in the language of the interface, where that is another
    score: float  # 0..1, comparable within one answer
    date: str | None  # partial ISO date
    languages: tuple[str, ...]  # of its sources
    themes: tuple[NamedConcept, ...]
    approaches: tuple[NamedConcept, ...]
    target_groups: tuple[NamedConcept, ...]
    places: tuple[PlacePoint, ...]
    organisations: tuple[OrganisationRole, ...]
    evidence: tuple[EvidenceSnippet, ...]
    why: tuple[Reason, ...]
    scores: Mapping[str, float] | None = None  # of each ranking, when the question asks to explain

    def to_json(self) -> Json:
        wire: dict[str, object] = {
            "iri": self.iri, "type": self.type, "label": self.label, "label_lang": self.label_lang,
            "label_translated": self.label_translated, "score": round(self.score, 4), "date": self.date,
            "languages": list(self.languages),
        }  # fmt: skip
        for name in ("themes", "approaches", "target_groups", "places", "organisations", "evidence", "why"):
            wire[name] = [each.to_json() for each in getattr(self, name)]
        if self.scores is not None:
            wire["scores"] = {name: round(score, 4) for name, score in self.scores.items()}
        return wire


@dataclass(frozen=True, slots=True)
class FacetValue:
    """How many things of the match set have this value."""

    value: str
    label: str
    count: int

    def to_json(self) -> Json:
        return {"value": self.value, "label": self.label, "count": self.count}


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of an answer; `total` and `facets` count the whole match set."""

    query: str
    interpretation: QueryPlan
    release: int
    total: int
    limit: int
    offset: int
    took_ms: float
    results: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)

    def to_json(self) -> Json:
        return {
            "query": self.query, "interpretation": self.interpretation.to_json(), "release": self.release,
            "total": self.total, "limit": self.limit, "offset": self.offset, "took_ms": round(self.took_ms, 2),
            "results": [hit.to_json() for hit in self.results],
            "facets": {name: [value.to_json() for value in values] for name, values in self.facets.items()},
        }  # fmt: skip
