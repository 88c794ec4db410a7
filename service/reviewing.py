"""Pairs that no rule could decide: what a person needs to see of both, and what they answer."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from rich.console import Console
from rich.prompt import Prompt
from rich.table import Table
from rich.text import Text

from graph.identity import Verdict
from graph.queries import document, labels, thing
from graph.records import Evidence, Iri, Property, Statement, Thing
from graph.store import GraphStore
from graph.valuetext import written
from service.pages.links import host_of
from service.settings import Settings
from service.wiring import author, current_release, desk

if TYPE_CHECKING:
    from graph.identity import Recorded

# What tells two namesakes apart, in the order in which it is shown.
ROWS = (
    Property.LABEL,
    Property.ALT_LABEL,
    Property.CLASSIFICATION,
    Property.PLACE,
    Property.START,
    Property.END,
    Property.PART_OF,
    Property.COORDINATOR,
    Property.PARTNER,
    Property.FUNDER,
    Property.INVOLVES,
    Property.IDENTIFIER,
)
ANSWERS = {"s": Verdict.SAME, "n": Verdict.NOT_SAME, "u": Verdict.UNSURE}
MOST_QUOTES = 3
MOST_NAMES = 6  # values of one property that are shown


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source, with what stands around them."""

    lang: str
    source: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two things."""

    iri: str
    type: str
    said: dict[str, tuple[str, ...]]  # property → values as people read them
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class OpenPair:
    """Two things of which nobody knows yet whether they are one."""

    pair: tuple[str, str]  # IRIs as they were judged
    score: float  # the probability that a rule gave
    why: str
    sides: tuple[Side, Side]

    def to_json(self) -> dict[str, object]:
        return asdict(self)


def open_pairs(settings: Settings, limit: int) -> list[OpenPair]:
    """The likeliest first."""
    with desk(settings) as opened:
        lines = opened.unsure()[:limit]
    store = current_release(settings).store
    return list(_pairs(store, lines))


def _pairs(store: GraphStore, lines: Sequence["Recorded"]) -> Iterator[OpenPair]:
    for line in lines:
        left, right = (thing(store, iri) for iri in line.pair)
        if left and right and line.judgement:
            yield OpenPair(line.pair, line.judgement.score, line.why, (_side(store, left), _side(store, right)))


def _side(store: GraphStore, found: Thing) -> Side:
    said = {
        prop.value: tuple(_read(store, s) for s in found.statements if s.property is prop)[:MOST_NAMES] for prop in ROWS
    }
    names = [s for s in found.statements if s.property in (Property.LABEL, Property.ALT_LABEL)]
    evidence = sorted({e for s in names for e in s.evidence}, key=lambda e: (-e.confidence, e.document, e.start))
    quotes = tuple(_quote(store, e) for e in evidence[:MOST_QUOTES])
    return Side(found.iri, found.type.value, {name: values for name, values in said.items() if values}, quotes)


def _read(store: GraphStore, statement: Statement) -> str:
    if not isinstance(statement.value, Iri):
        return written(statement.value)
    known = labels(store, statement.value)
    english = [label.text for label in known if label.lang == "en"]
    return (english or [label.text for label in known] or [statement.value.rpartition("/")[2]])[0]


def _quote(store: GraphStore, evidence: Evidence) -> Quote:
    record = document(store, evidence.document)
    address = (record.derived_from or record.source) if record else None
    source = host_of(address) or (record.file_name if record else None) or evidence.document
    return Quote(record.lang if record else "und", source, evidence.prefix, evidence.exact, evidence.suffix)


def ask(settings: Settings, pairs: Sequence[OpenPair], *, by: str | None, only_list: bool) -> int:
    """Show the pairs one after the other and record the answers; gives how many there were."""
    console = Console(highlight=False)
    if not pairs:
        console.print("nothing is unsure")
        return 0
    if not only_list:
        author(settings, by, "-")  # refused before the first question, not after it
    answered = 0
    for number, pair in enumerate(pairs, start=1):
        _show(console, pair, f"{number} of {len(pairs)}")
        if only_list:
            continue
        answer = Prompt.ask("[bold]s[/bold]ame, [bold]n[/bold]ot the same, [bold]u[/bold]nsure, [bold]q[/bold]uit",
                            choices=[*ANSWERS, "q"], show_choices=False, console=console)  # fmt: skip
        if answer == "q":
            break
        why = Prompt.ask("why", default=f"reviewed: {pair.why}", console=console)
        with desk(settings) as opened:
            opened.judge(pair.pair, ANSWERS[answer], author(settings, by, why))
        answered += 1
    return answered


def _show(console: Console, pair: OpenPair, title: str) -> None:
    table = Table(title=f"{title} · {pair.score:.0%} likely one: {pair.why}", title_justify="left", expand=True)
    table.add_column("", style="dim", no_wrap=True)
    for side in pair.sides:
        table.add_column(side.type, ratio=1, overflow="fold")
    for prop in ROWS:
        values = [side.said.get(prop.value, ()) for side in pair.sides]
        if any(values):
            table.add_row(prop.value.replace("_", " "), *(Text("\n".join(each)) for each in values))
    table.add_row("words", *(_quotes(side) for side in pair.sides))
    table.add_row("identifier", *(Text(side.iri, style="dim") for side in pair.sides))
    console.print(table)


def _quotes(side: Side) -> Text:
    shown = Text()
    for quote in side.quotes:
        shown.append(f"…{quote.before}")
        shown.append(quote.words, style="bold yellow")
        shown.append(f"{quote.after}…\n")
        shown.append(f"[{quote.lang}] {quote.source}\n", style="dim")
    return shown
