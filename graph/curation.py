"""What people decide about single statements: the append-only ledger of curation, and what stands of it.

A decision outranks whatever is read, now and later; undoing it brings back what stood before. No line is ever removed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeAlias

from graph.errors import LedgerDamaged
from graph.ledger import Entry, Ledger
from graph.mapping import PREDICATES
from graph.quads import Literal, Term
from graph.records import Iri, Property, Value
from graph.values import term_of, value_of

# Properties of which a thing has one value (a label: one per language): what is set takes the place of what is read.
SINGLE: Final = frozenset(
    {
        Property.LABEL,
        Property.START,
        Property.END,
        Property.OUTCOME,
        Property.VALUE,
        Property.QUALIFIER,
        Property.AMOUNT,
        Property.CURRENCY,
    }
)
_UNDONE = "undone"
_IRI = "iri"  # instead of a datatype
_Key: TypeAlias = tuple[str, Property, Term]


class Act(StrEnum):
    """What may be done with a statement."""

    SET = "set"  # people say so
    RETRACT = "retract"  # it is wrong: the graph says it no more, the page shows who read it and who took it back
    HIDE = "hide"  # it must not be shown: neither it nor its words stay in the graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided about one statement."""

    thing: str  # IRI, as it was named
    prop: Property
    value: Value
    act: Act
    by: str
    at: datetime  # aware, UTC
    why: str

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a decision needs a time with its zone")
        if not (self.by.strip() and self.why.strip()):
            raise ValueError("a decision needs somebody who makes it, and a reason")

    @property
    def term(self) -> Term:
        return term_of(self.value)

    @property
    def predicate(self) -> str:
        return PREDICATES[self.prop]

    @property
    def slot(self) -> tuple[Property, str] | None:
        """What only one value can fill: the property, and of a label its language; None where several may stand."""
        if self.prop not in SINGLE:
            return None
        term = self.term
        return self.prop, term.lang if isinstance(term, Literal) else ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger; `is_undone` when it takes back what stood on the statement."""

    decision: Decision
    is_undone: bool


class CurationLedger:
    """The decisions of one data folder, in `DATA/ledger/curation.jsonl`. Raises LedgerDamaged.

    On each statement the last word stands; of a property with one value the last that was set.
    """

    def __init__(self, path: Path) -> None:
        self._ledger = Ledger(path)
        self._lines: list[Line] = []
        self._stacks: dict[_Key, list[tuple[int, Decision]]] = {}  # number of the line and what it decided
        for number, entry in enumerate(self._ledger.entries(), start=1):
            self._remember(self._read(entry, number))

    def append(self, decision: Decision) -> bool:
        """Record a decision; False when just this stands already."""
        last = self._stacks.get(_key(decision), [])[-1:]
        if last and (last[0][1].act, last[0][1].by, last[0][1].why) == (decision.act, decision.by, decision.why):
            return False
        self._write(Line(decision, is_undone=False))
        return True

    def undo(self, thing: str, prop: Property, value: Value, *, by: str, at: datetime, why: str) -> Decision | None:
        """Take back the last decision on a statement; gives it, or None when there is none."""
        stack = self._stacks.get((thing, prop, term_of(value)))
        if not stack:
            return None
        _, last = stack[-1]
        undone = Decision(thing=thing, prop=prop, value=value, act=last.act, by=by, at=_to_the_second(at), why=why)
        self._write(Line(undone, is_undone=True))
        return last

    def standing(self) -> list[Decision]:
        """Every decision in force, oldest first."""
        found = sorted(((stack[-1]) for stack in self._stacks.values() if stack), key=lambda pair: pair[0])
        latest = {(d.thing, d.slot): number for number, d in found if d.act is Act.SET and d.slot}
        return [d for number, d in found if d.act is not Act.SET or not d.slot or latest[d.thing, d.slot] == number]

    def history(self) -> Iterator[Line]:
        """Every line, oldest first."""
        yield from self._lines

    def __len__(self) -> int:
        """Lines in the ledger."""
        return len(self._lines)

    def flush(self) -> None:
        """Return when every decision made so far is on the disk."""
        self._ledger.flush()

    def close(self) -> None:
        self._ledger.close()

    def _write(self, line: Line) -> None:
        decision, term = line.decision, line.decision.term
        self._ledger.append(
            {
                "thing": decision.thing,
                "property": str(decision.prop),
                "act": f"{_UNDONE} {decision.act}" if line.is_undone else str(decision.act),
                "value": term.text if isinstance(term, Literal) else term,
                "datatype": term.datatype if isinstance(term, Literal) else _IRI,
                "lang": term.lang if isinstance(term, Literal) else None,
                "by": decision.by,
                "at": decision.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "why": decision.why,
            }
        )
        self._remember(line)

    def _remember(self, line: Line) -> None:
        self._lines.append(line)
        stack = self._stacks.setdefault(_key(line.decision), [])
        if not line.is_undone:
            stack.append((len(self._lines), line.decision))
        elif stack:
            stack.pop()

    def _read(self, entry: Entry, number: int) -> Line:
        try:
            text, datatype = str(entry["value"]), str(entry["datatype"])
            term: Term = Iri(text) if datatype == _IRI else Literal(text, datatype, str(entry["lang"] or ""))
            act = str(entry["act"])
            decision = Decision(
                thing=str(entry["thing"]),
                prop=Property(str(entry["property"])),
                value=value_of(term),
                act=Act(act.removeprefix(_UNDONE).strip()),
                by=str(entry["by"]),
                at=datetime.fromisoformat(str(entry["at"])),
                why=str(entry["why"]),
            )
        except (KeyError, ValueError) as err:
            raise LedgerDamaged(self._ledger.path, number, f"not a decision ({err})") from err
        return Line(decision, act.startswith(_UNDONE))


def _key(decision: Decision) -> _Key:
    return decision.thing, decision.prop, decision.term


def _to_the_second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
