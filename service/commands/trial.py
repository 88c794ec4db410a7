"""What `drom ingest try` prints: the page as read and every finding with its quote and confidence."""

from collections.abc import Iterable
from dataclasses import fields
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ingest.finding import Span
from ingest.report import Rejected

if TYPE_CHECKING:
    from ingest.pipeline import Reading

# Characters shown around a quotation that is itself short.
CONTEXT = 24
LONGEST_QUOTE = 160
_PLAIN = frozenset(field.name for field in fields(Span))


def print_trial(readings: "Iterable[Reading | Rejected]") -> int:
    """Print each page in turn; the number of pages that could not be used."""
    console = Console(highlight=False)
    problems = 0
    for reading in readings:
        if isinstance(reading, Rejected):
            problems += 1
            console.print(Text(f"rejected: {reading}", style="red"))
        else:
            _print_reading(console, reading)
    return problems


def _print_reading(console: Console, reading: "Reading") -> None:
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
    console.print(Text(document.text))
    console.print(_table(reading))


def _table(reading: "Reading") -> Table:
    table = Table("kind", "what", "quote", "at", "conf.", "method", title=f"{len(reading.findings)} findings")
    for found in reading.findings:
        table.add_row(
            type(found).__name__.removesuffix("Finding").lower(),
            Text(_what(found)),
            _quote(reading.document.text, found),
            f"{found.start}-{found.end}",
            f"{found.confidence:.2f}",
            Text(found.method),
        )
    return table


def _what(found: Span) -> str:
    """The values of a finding that are its own; other findings inside it are named by their words only."""
    parts = []
    for field in fields(found):
        value = getattr(found, field.name)
        if field.name in _PLAIN or value is None or value == () or isinstance(value, Span):
            continue
        if isinstance(value, tuple):
            value = ", ".join(str(v) for v in value if not isinstance(v, Span))
        if value:
            parts.append(str(getattr(value, "text", value)))
    return " · ".join(parts)


def _quote(text: str, found: Span) -> Text:
    exact = text[found.start : found.end]
    if len(exact) > LONGEST_QUOTE:
        exact = exact[:LONGEST_QUOTE] + "…"
    before = text[max(0, found.start - CONTEXT) : found.start].replace("\n", " ")
    after = text[found.end : found.end + CONTEXT].replace("\n", " ")
    return Text(before, style="dim") + Text(exact, style="bold") + Text(after, style="dim")
