"""What drom says of judged pages and questions, written as `bench/score.py` reads it (bench/README.md has the format).

Everything is taken from the published release, as anybody could: nothing from inside a run.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from bench.measure import Json
from graph.mapping import document_graph_from
from graph.queries import documents, redirects
from graph.records import (
    DocumentRecord,
    Evidence,
    Iri,
    LangText,
    PartialDate,
    Property,
    Statement,
    Thing,
    ThingType,
)
from graph.release import Release
from search.engine import SearchEngine
from search.evaluation import evaluate

_NAMES = (Property.LABEL, Property.ALT_LABEL, Property.TITLE, Property.DESCRIPTION)
_NAMED = (ThingType.PROJECT, ThingType.PROGRAMME, ThingType.ORGANISATION, ThingType.EVENT)
_CONCEPTS = {"themes": Property.THEME, "approaches": Property.APPROACH, "target_groups": Property.TARGET_GROUP}
# The relations that are judged, and of what; drom states places of organisations too, which nobody judged.
_RELATED = (ThingType.PROJECT, ThingType.PRACTICE, ThingType.EVENT)
_RELATIONS = {
    Property.COORDINATOR: "coordinator",
    Property.PARTNER: "partner",
    Property.FUNDER: "funder",
    Property.PLACE: "place",
    Property.PART_OF: "partOf",
    Property.THEME: "theme",
}
_INFERRED = "context"  # method of what no words of the page say; the judges looked at words only


def predictions(release: Release, engine: SearchEngine, questions: Path) -> Json:
    """Pages by file name and questions by id."""
    canonical = redirects(release.store)
    pages = {
        PurePosixPath(record.file_name).name: _Page(release, record, canonical).prediction()
        for record in documents(release.store)
        if record.file_name
    }
    return {"pages": pages, "queries": answers(engine, questions)}


def answers(engine: SearchEngine, questions: Path) -> Json:
    """What the search finds for each question, as `drom evaluate --predictions` writes it."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder, "predictions.json")
        evaluate(engine, questions, written)
        found: Json = json.loads(written.read_text(encoding="utf-8"))["queries"]
    return found


class _Page:
    """One page of a release."""

    def __init__(self, release: Release, record: DocumentRecord, canonical: Mapping[str, str]) -> None:
        self._release = release
        self._record = record
        self._canonical = canonical
        self._text = release.text(record.iri)
        self._things = document_graph_from(release.store.quads(graph=record.iri)).things

    def prediction(self) -> Json:
        record = self._record
        about = [said for thing in self._things if thing.type is ThingType.DOCUMENT for said in thing.statements]
        notations = {
            slot: sorted({_notation(said.value) for said in about if said.property is prop})
            for slot, prop in _CONCEPTS.items()
        }
        return {
            "title": record.title or "",
            "date": record.date.text if record.date else "",
            "lang": record.lang,
            "kind": record.kind,
            "text": self._text,
            "items": [{"title": p.title or "", "text": self._text[p.start : p.end]} for p in record.parts],
            "entities": [*self._named(), *self._practices(), *self._places(about)],
            **notations,
            "observations": list(self._observations()),
            "funding": list(self._sums()),
            "relations": list(self._relations()),
        }

    def _entity(self, iri: str, type_: ThingType, quotes: list[str], **more: object) -> Json:
        surfaces = list(dict.fromkeys(quotes))
        return {"id": iri, "type": type_.value, "surfaces": surfaces, "cluster": self._canonical.get(iri, iri), **more}

    def _named(self) -> Iterator[Json]:
        for thing in self._things:
            if thing.type in _NAMED:
                quotes = [
                    words.exact for said in thing.statements if said.property in _NAMES for words in said.evidence
                ]
                yield self._entity(thing.iri, thing.type, quotes, attrs=_attributes(thing))

    def _practices(self) -> Iterator[Json]:
        """The words that say how it is done: those of the approach first, then the sentence."""
        wanted = (Property.APPROACH, Property.TITLE, Property.DESCRIPTION)
        for thing in self._things:
            if thing.type is ThingType.PRACTICE:
                quotes = [
                    w.exact for prop in wanted for s in thing.statements if s.property is prop for w in s.evidence
                ]
                yield self._entity(thing.iri, thing.type, quotes, attrs=_attributes(thing))

    def _places(self, about: list[Statement]) -> Iterator[Json]:
        for said in about:
            if said.property is Property.PLACE and isinstance(said.value, Iri):
                quotes = [words.exact for words in said.evidence]
                yield self._entity(said.value, ThingType.PLACE, quotes, geonames=self._geonames(said.value))

    def _geonames(self, place: str) -> int | None:
        identifiers = (
            str(getattr(quad.object, "text", "")) for quad in self._release.store.quads(subject=place)
        )  # fmt: skip
        return next((int(text[9:]) for text in identifiers if text.startswith("geonames:")), None)

    def _observations(self) -> Iterator[Json]:
        for thing in self._things:
            if thing.type is ThingType.OBSERVATION:
                units = thing.texts(Property.UNIT)
                english = next((unit for unit in units if unit.lang == "en"), units[0] if units else LangText("", ""))
                yield {
                    "value": str(thing.first(Property.VALUE)),
                    "unit_en": english.text,
                    "quote": _quote(thing, Property.VALUE),
                }

    def _sums(self) -> Iterator[Json]:
        for thing in self._things:
            if thing.type is ThingType.FUNDING:
                yield {"amount": str(thing.first(Property.AMOUNT)), "currency": thing.first(Property.CURRENCY)}

    def _relations(self) -> Iterator[Json]:
        for thing in self._things:
            for said in thing.statements if thing.type in _RELATED else ():
                predicate = _RELATIONS.get(said.property)
                if predicate and any(_is_said(words) for words in said.evidence):
                    value = str(said.value) if predicate != "theme" else _notation(said.value)
                    yield {"subject": thing.iri, "predicate": predicate, "object": value}


def _attributes(thing: Thing) -> Json:
    """What `attributes.py` scores: how a practice came out, when an undertaking began and ended."""
    said = {"start": thing.first(Property.START), "end": thing.first(Property.END)}
    dates = {edge: date.text for edge, date in said.items() if isinstance(date, PartialDate)}
    outcome = thing.first(Property.OUTCOME)
    return {**dates, "outcome": outcome} if outcome else dict(dates)


def _is_said(words: Evidence) -> bool:
    return words.method != _INFERRED


def _notation(value: object) -> str:
    return str(value).rpartition("/")[2]


def _quote(thing: Thing, prop: Property) -> str:
    return next((words.exact for said in thing.statements if said.property is prop for words in said.evidence), "")
