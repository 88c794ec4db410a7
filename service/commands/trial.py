"""What `drom ingest try` prints: the page as read and every finding with its quote and confidence."""

from collections.abc import Iterable
from dataclasses import fields
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from ingest.finding import NameFinding, PlaceFinding, PracticeFinding, RelationFinding, Span
from ingest.report import Rejected

if TYPE_CHECKING:
    from graph.places import Gazetteer
    from ingest.finding import Reading

# Characters shown of the text on either side of a quotation, and of the quotation itself.
CONTEXT = 24
LONGEST_QUOTE = 120
_PLAIN = frozenset(field.name for field in fields(Span))


def print_trial(readings: "Iterable[Reading | Rejected]") -> int:
    """Print each page in turn; the number of pages that could not be used."""
    from graph.places import Gazetteer

    console, gazetteer = Console(highlight=False), Gazetteer.open()
    problems = 0
    for reading in readings:
        if isinstance(reading, Rejected):
            problems += 1
            console.print(Text(f"rejected: {reading}", style="red"))
        else:
            _print_reading(console, reading, gazetteer)
    return problems


def _print_reading(console: Console, reading: "Reading", gazetteer: "Gazetteer") -> None:
    document = reading.document
    console.rule(Text(document.title or "(no title)", style="bold"))
    facts = {
        "address": document.address,
        "source": document.source,
        "digest of": document.derived_from,
        "language": f"{document.lang} (confidence {document.lang_confidence:.2f})",
        "date": document.date.text if document.date else None,
        "kind": document.kind,
        "parts": str(len(document.parts)) if document.parts else None,
    }
    for name, value in facts.items():
        if value:
            console.print(Text(f"{name:>10}  ", style="dim") + Text(value))
    console.print(Text(document.text), soft_wrap=True)
    console.rule(f"{len(reading.findings)} findings")
    for found in reading.findings:
        console.print(_line(document.text, found, gazetteer), soft_wrap=True)


def _line(text: str, found: Span, gazetteer: "Gazetteer") -> Text:
    kind = type(found).__name__.removesuffix("Finding").lower()
    head = Text(f"{found.start:>5}-{found.end:<5} {found.confidence:.2f}  ", style="dim")
    what = Text(f"{kind} ", style="cyan") + Text(_what(text, found, gazetteer), style="bold")
    return head + what + Text("  ") + _quote(text, found) + Text(f"  [{found.method}]", style="dim")


def _what(text: str, found: Span, gazetteer: "Gazetteer") -> str:
    if isinstance(found, RelationFinding):
        named = (_named(text, found.subject, gazetteer), found.predicate.value, _named(text, found.object, gazetteer))
        return " — ".join(named)
    own = (getattr(found, field.name) for field in fields(found) if field.name not in _PLAIN)
    if isinstance(found, PlaceFinding):
        return _named(text, found, gazetteer)
    return " · ".join(filter(None, map(_written, own)))


def _named(text: str, found: Span, gazetteer: "Gazetteer") -> str:
    if isinstance(found, NameFinding):
        return found.name
    if isinstance(found, PlaceFinding) and (place := gazetteer.place(found.geonames_id)):
        return f"{place.name}, {place.country} (geonames:{place.geonames_id})"
    if isinstance(found, PracticeFinding):
        return f"{found.approach or '?'} for {found.theme or '?'}"
    return text[found.start : found.end]


def _written(value: object) -> str:
    """A value of a finding on one line; findings inside it stand on lines of their own."""
    if isinstance(value, tuple):
        return ", ".join(_written(each) for each in value if not isinstance(each, Span))
    return "" if value is None or isinstance(value, Span) else str(getattr(value, "text", value))


def _quote(text: str, found: Span) -> Text:
    exact = text[found.start : found.end]
    if len(exact) > LONGEST_QUOTE:
        exact = exact[:LONGEST_QUOTE] + "…"
    before = text[max(0, found.start - CONTEXT) : found.start]
    after = text[found.end : found.end + CONTEXT]
    quoted = Text("«" + before, style="dim") + Text(exact, style="yellow") + Text(after + "»", style="dim")
    return Text(" ").join(quoted.split("\n"))
