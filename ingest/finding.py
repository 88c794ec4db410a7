"""What extraction gives: findings, each with the exact stretch of text that holds it and how sure we are.

`start` and `end` count characters of `Document.text`, `end` exclusive. Findings know no IRIs of things; `assemble.py`
makes those.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from graph.records import PartialDate, Property, ThingType
from ingest.document import Document

# Confidence from which a place is one that the page states; below, it only hints at a country ("Latvian cities").
STATED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the clean text, the method that found it and its confidence 0..1."""

    start: int
    end: int
    method: str
    confidence: float

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"empty or backward span {self.start}..{self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFinding(Span):
    """A place, linked to the gazetteer; from confidence `STATED` the text says that something is there."""

    geonames_id: int
    quarter: str = ""  # as written: a part of that place which the gazetteer does not know


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptFinding(Span):
    """A concept of one of the schemes, found by one of its labels."""

    scheme: str
    notation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFinding(Span):
    """A named organisation, project, programme or event."""

    type: ThingType
    name: str  # as a label: quotation marks and inflection of the head removed where the rules can
    known_as: str | None = None  # key in the table of well-known names (`rules/known.toml`)
    classification: str | None = None  # notation in organisation-types
    geonames_id: int | None = None  # the place that the name carries (Община Антоново)
    starts: PartialDate | None = None
    ends: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFinding(Span):
    """A date or the edge of a period: `role` is `on`, `start` or `end`."""

    date: PartialDate
    role: str
    is_of_project: bool = False  # told of the project whose sentence it stands in


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationFinding(Span):
    """A number of people, things or percent that the text states."""

    value: Decimal
    unit: str  # the counted noun as written
    unit_en: str | None  # its English lemma, where the table knows it
    qualifier: str = "exact"  # exact, over, about, planned
    target_group: str | None = None  # notation
    starts: PartialDate | None = None  # when it was counted, as the heading of a column says
    ends: PartialDate | None = None
    geonames_id: int | None = None  # where, as the heading of a row or column says
    of_cell: bool = False  # of a table: no figure of the text is the same count


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingFinding(Span):
    """A sum that pays for something."""

    amount: Decimal
    currency: str  # ISO 4217


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeFinding(Span):
    """An approach applied in a context; the span is the clause that says how it is done."""

    approach: str | None  # notation
    theme: str | None  # notation
    target_groups: tuple[str, ...] = ()  # notations
    geonames_ids: tuple[int, ...] = ()  # where it is carried out, as the text names them
    outcome: str = "unknown"  # worked, mixed, did-not-work, unknown
    concepts: tuple[ConceptFinding, ...] = field(default=())  # those that its sentence names
    carrier: Span | None = None  # who or what carries it, or the words of its approach


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationFinding(Span):
    """What the text says of two findings: `subject` — `predicate` — `object`; the span is the cue word."""

    predicate: Property  # coordinator, partner, funder, involves, place, part_of, theme
    subject: NameFinding | PracticeFinding
    object: NameFinding | PlaceFinding | ConceptFinding


Finding: TypeAlias = (
    PlaceFinding
    | ConceptFinding
    | NameFinding
    | DateFinding
    | ObservationFinding
    | FundingFinding
    | PracticeFinding
    | RelationFinding
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one capture gives: the document and everything found in it, by position."""

    document: Document
    findings: tuple[Finding, ...]
    adviser: str = ""  # version of the language model's question whose answer is in; empty: the rules alone
