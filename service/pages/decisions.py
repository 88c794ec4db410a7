"""What people decided about a thing, as its page shows it: beside the statements, with who, when and why."""

from dataclasses import dataclass
from datetime import datetime

from graph.curation import Act
from graph.curation_graph import Decided, decisions_on
from graph.identity import Verdict
from graph.queries import aliases, overruled, successor
from graph.records import Iri, LangText, Property, Statement, Value
from service.serving import Serving

_NAMES = (Property.LABEL, Property.ALT_LABEL)


@dataclass(frozen=True, slots=True)
class Note:
    """Who decided what, when and why; `verdict` is an `Act` or a `Verdict`."""

    verdict: str
    by: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class MergedHere:
    """An identifier that leads to this page; `note` is there when a person judged it."""

    iri: str
    note: Note | None


class Decisions:
    """The decisions on one thing under any of its identifiers; look-ups cost a few store reads where there are none."""

    def __init__(self, iri: str, serving: Serving) -> None:
        self._iri = iri
        self._store = serving.store
        self._aliases = aliases(serving.store, iri)
        self._all = decisions_on(serving.store, (iri, *self._aliases))
        statements = [found for found in self._all if found.prop is not None]
        self.overruled: tuple[Statement, ...] = overruled(serving.store, iri) if statements else ()

    def on(self, prop: Property, value: Value) -> Note | None:
        """The last decision on this very value."""
        wanted = _NAMES if prop in _NAMES else (prop,)
        found = [d for d in self._all if d.prop in wanted and d.value is not None and self._same(d.value, value)]
        return _note(found[-1]) if found else None

    def against(self, prop: Property, value: Value) -> Note | None:
        """Why a value that a source gives is not taken: it was retracted, or another was set."""
        own = self.on(prop, value)
        if own is not None and own.verdict == Act.RETRACT:
            return own
        lang = value.lang if isinstance(value, LangText) else None
        found = [
            d for d in self._all if d.prop is prop and d.verdict == Act.SET and getattr(d.value, "lang", None) == lang
        ]
        return _note(found[-1]) if found else own

    def hidden(self, prop: Property) -> tuple[Note, ...]:
        """That something was hidden, without what it was."""
        return tuple(_note(d) for d in self._all if d.prop is prop and d.verdict == Act.HIDE)

    def merged_here(self) -> tuple[MergedHere, ...]:
        """The identifiers that were merged into this thing."""
        return tuple(MergedHere(alias, self._note_on_merge(alias)) for alias in self._aliases)

    def kept_apart(self) -> tuple[tuple[str, Note], ...]:
        """What a person judged not to be this thing: its canonical IRI, and who said so."""
        own = {self._iri, *self._aliases}
        found: dict[str, Note] = {}
        for decided in self._all:
            if decided.verdict == Verdict.NOT_SAME and decided.value is not None:
                (other,) = {decided.thing, str(decided.value)} - own or {""}
                if other:
                    found[successor(self._store, other) or other] = _note(decided)
        return tuple(found.items())

    def _note_on_merge(self, alias: str) -> Note | None:
        judged = (d for d in self._all if d.verdict == Verdict.SAME and alias in (d.thing, str(d.value)))
        return next((_note(d) for d in judged), None)

    def _same(self, decided: Value, shown: Value) -> bool:
        if decided == shown:
            return True
        return isinstance(decided, Iri) and (successor(self._store, decided) or decided) == shown


def _note(decided: Decided) -> Note:
    return Note(decided.verdict, decided.by, decided.at, decided.why)
