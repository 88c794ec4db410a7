"""What drom knows, as plain frozen values: things, their statements, and the words that make each statement.

No RDF and nothing of ours is imported here; `graph/mapping.py` turns these records into quads and back.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

_PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class Iri(str):
    """An absolute IRI; told apart from plain text by its type."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, order=True)
class LangText:
    """A text with its language (BCP 47, e.g. `bg`, `sr-Latn`)."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a month or a day as ISO 8601 writes it: `2015`, `2015-04` or `2015-04-23`."""

    text: str

    def __post_init__(self) -> None:
        if not _PARTIAL_DATE.fullmatch(self.text):
            raise ValueError(f"{self.text!r} is not YYYY, YYYY-MM or YYYY-MM-DD")

    @property
    def year(self) -> int:
        return int(self.text[:4])


Value: TypeAlias = Iri | LangText | PartialDate | Decimal | int | str


class ThingType(StrEnum):
    """The types of things; the value is the word used in IRIs and on the wire."""

    PRACTICE = "practice"
    PROJECT = "project"
    PROGRAMME = "programme"
    ORGANISATION = "organisation"
    PLACE = "place"
    EVENT = "event"
    DOCUMENT = "document"
    OBSERVATION = "observation"
    FUNDING = "funding"


class Property(StrEnum):
    """What a statement says of its thing; `graph/mapping.py` holds the RDF term of each."""

    LABEL = "label"  # LangText, at most one per language
    ALT_LABEL = "alt_label"  # LangText
    TITLE = "title"  # LangText, the wording of the source
    DESCRIPTION = "description"  # LangText
    THEME = "theme"  # Iri of a concept
    APPROACH = "approach"  # Iri of a concept
    TARGET_GROUP = "target_group"  # Iri of a concept
    CLASSIFICATION = "classification"  # Iri of a concept of organisation-types
    PLACE = "place"  # Iri of a place
    PART_OF = "part_of"  # Iri: practice → project → programme
    COORDINATOR = "coordinator"  # Iri of an organisation
    PARTNER = "partner"  # Iri of an organisation
    FUNDER = "funder"  # Iri of an organisation or programme
    INVOLVES = "involves"  # Iri of an organisation whose part the source does not name
    ADAPTED_FROM = "adapted_from"  # Iri of a practice
    OUTCOME = "outcome"  # str: worked, mixed, did-not-work, unknown
    START = "start"  # PartialDate
    END = "end"  # PartialDate
    OBSERVATION = "observation"  # Iri of an observation
    FUNDING = "funding"  # Iri of a funding
    CITATION = "citation"  # Iri of the document that speaks of the thing
    VALUE = "value"  # Decimal (observation)
    UNIT = "unit"  # LangText, the counted noun as written and its English lemma
    QUALIFIER = "qualifier"  # str: exact, over, about, planned
    AMOUNT = "amount"  # Decimal (funding)
    CURRENCY = "currency"  # str, ISO 4217
    IDENTIFIER = "identifier"  # str with its register: `geonames:732800`, `iso3166:BG`
    LATITUDE = "latitude"  # Decimal degrees, WGS 84
    LONGITUDE = "longitude"  # Decimal degrees, WGS 84
    CONTAINED_IN = "contained_in"  # Iri of the place directly around
    EXACT_MATCH = "exact_match"  # Iri elsewhere
    CLOSE_MATCH = "close_match"  # Iri elsewhere


@dataclass(frozen=True, slots=True)
class Evidence:
    """The stretch of a document in which a statement was read.

    `start` and `end` count Unicode characters of the document's clean text, `end` exclusive: `text[start:end]` is
    `exact`. `prefix` and `suffix` are up to 32 characters around it. `confidence` lies in 0..1.
    """

    document: str  # IRI
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    method: str
    confidence: float

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"empty or backward span {self.start}..{self.end}")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is not in 0..1")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said of a thing, with every stretch of text that says it."""

    property: Property
    value: Value
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """A practice, project, organisation, place …: its IRI, its type and what is said of it."""

    iri: str
    type: ThingType
    statements: tuple[Statement, ...] = ()

    def values(self, wanted: Property) -> tuple[Value, ...]:
        """The values of one property, in the order of the statements."""
        return tuple(s.value for s in self.statements if s.property is wanted)

    def iris(self, wanted: Property) -> tuple[str, ...]:
        """The IRI values of one property."""
        return tuple(str(v) for v in self.values(wanted) if isinstance(v, Iri))

    def texts(self, wanted: Property) -> tuple[LangText, ...]:
        """The language-tagged values of one property."""
        return tuple(v for v in self.values(wanted) if isinstance(v, LangText))

    def first(self, wanted: Property) -> Value | None:
        return next(iter(self.values(wanted)), None)


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """One announcement of a page that holds several; `start` and `end` count characters of the clean text."""

    start: int
    end: int
    title: str | None = None
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A page or file as read: where it is from, what it is, in which language."""

    iri: str
    address: str  # where the capture was made: an http(s) URL, or `file:folder/name.html`
    source: str | None  # its address on the web, where known
    file_name: str | None  # path relative to the folder read, for files
    derived_from: str | None  # the address that a digest summarises
    source_title: str | None  # title of the page that a digest summarises
    source_read: PartialDate | None  # when the author of a digest read its source
    fetched: datetime  # aware, UTC
    sha256: str  # of the archived bytes, 64 hex digits
    extractor: str  # version of the rules that read it
    kind: str  # article, several, listing
    lang: str
    lang_confidence: float  # 0..1
    title: str | None = None
    date: PartialDate | None = None
    licence: str | None = None  # IRI
    parts: tuple[DocumentPart, ...] = ()
    alternates: tuple[str, ...] = ()  # web addresses of the same page in other languages, as it says; sorted


@dataclass(frozen=True, slots=True)
class DocumentGraph:
    """Everything one document says: the content of its named graph."""

    document: DocumentRecord
    things: tuple[Thing, ...] = field(default=())
