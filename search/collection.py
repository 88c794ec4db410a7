"""What a release holds, as the index needs it: things and documents with what they inherit, read once from it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from graph.lemmas import name_key
from graph.places import Gazetteer
from graph.queries import documents, evidence_spans, merged_things
from graph.records import DocumentRecord, LangText, PartialDate, Property, Thing, ThingType
from graph.registers import known_number
from graph.store import GraphStore
from ontology.scheme import Concept, ConceptScheme
from search.cards import Card, CardBody, CardPlace, Source
from search.question import TYPES

_TOPICS = (Property.THEME, Property.APPROACH, Property.TARGET_GROUP)
_ROLES = (Property.COORDINATOR, Property.PARTNER, Property.FUNDER, Property.INVOLVES)


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing of the release, as it is indexed; a document also has what the things it speaks of have."""

    iri: str
    type: str
    labels: tuple[LangText, ...]
    names: tuple[LangText, ...]  # labels and alternative labels
    descriptions: tuple[LangText, ...]
    concepts: tuple[Concept, ...]  # as stated
    places: tuple[str, ...]  # IRIs, as stated; of a place itself
    bodies: tuple[tuple[str, str], ...]  # IRI and role
    documents: tuple[str, ...]  # IRIs of those that speak of it; of a document itself
    dates: tuple[str, ...]
    outcomes: tuple[str, ...]


class Collection:
    """Entries in the order of their IRIs' bytes."""

    def __init__(
        self,
        things: Iterable[Thing],
        records: Iterable[DocumentRecord],
        spans: Iterable[tuple[str, str, int, int]],
        scheme: ConceptScheme,
        gazetteer: Gazetteer,
    ) -> None:
        self.scheme = scheme
        self.gazetteer = gazetteer
        self.records: dict[str, DocumentRecord] = {record.iri: record for record in records}
        known = {thing.iri: thing for thing in things if thing.type in TYPES}
        self.things = {iri: thing for iri, thing in known.items() if iri not in self.records}
        self._said = {iri: thing for iri, thing in known.items() if iri in self.records}  # of documents as a whole
        self.spans: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
        for iri, document, start, end in spans:
            self.spans[document].append((iri, start, end))
        self._speaks_of: dict[str, list[str]] = defaultdict(list)
        for thing in self.things.values():
            for document in thing.iris(Property.CITATION):
                self._speaks_of[document].append(thing.iri)
        self.entries: list[Entry] = sorted(self._entries(), key=lambda entry: entry.iri.encode("utf-8", "replace"))
        self.row: dict[str, int] = {entry.iri: number for number, entry in enumerate(self.entries)}

    @classmethod
    def from_store(cls, store: GraphStore, scheme: ConceptScheme, gazetteer: Gazetteer) -> "Collection":
        return cls(merged_things(store), documents(store), evidence_spans(store), scheme, gazetteer)

    def _entries(self) -> Iterator[Entry]:
        own = {iri: self._entry(thing) for iri, thing in self.things.items()}
        yield from own.values()
        for record in self.records.values():
            said = [self._entry(self._said[record.iri])] if record.iri in self._said else []
            yield self._document(record, [*said, *(own[iri] for iri in self._speaks_of[record.iri])])

    def _entry(self, thing: Thing) -> Entry:
        cited = tuple(iri for iri in thing.iris(Property.CITATION) if iri in self.records)
        labels = thing.texts(Property.LABEL) or thing.texts(Property.TITLE)
        concepts = (self.scheme.by_iri(iri) for topic in _TOPICS for iri in thing.iris(topic))
        return Entry(
            thing.iri,
            thing.type,
            labels or (LangText(thing.iri.rpartition("/")[2], "und"),),
            tuple(dict.fromkeys((*labels, *thing.texts(Property.ALT_LABEL), *thing.texts(Property.TITLE)))),
            thing.texts(Property.DESCRIPTION),
            tuple(concept for concept in concepts if concept),
            (thing.iri,) if thing.type == ThingType.PLACE else thing.iris(Property.PLACE),
            tuple((iri, role.value) for role in _ROLES for iri in thing.iris(role)),
            cited,
            self._dates(thing, cited),
            tuple(str(value) for value in thing.values(Property.OUTCOME)),
        )

    def _dates(self, thing: Thing, cited: Sequence[str]) -> tuple[str, ...]:
        own = [v for name in (Property.START, Property.END) for v in thing.values(name) if isinstance(v, PartialDate)]
        dates = own or [date for iri in cited if (date := self.records[iri].date)]
        return tuple(sorted(date.text for date in dates))

    def _document(self, record: DocumentRecord, things: Sequence[Entry]) -> Entry:
        title = LangText(record.title or record.file_name or record.address, record.lang)
        return Entry(
            record.iri,
            ThingType.DOCUMENT,
            (title,),
            (title,),
            (),
            tuple(dict.fromkeys(concept for thing in things for concept in thing.concepts)),
            tuple(dict.fromkeys(iri for thing in things for iri in thing.places)),
            tuple(dict.fromkeys(body for thing in things for body in thing.bodies)),
            (record.iri,),
            (record.date.text,) if record.date else (),
            (),
        )

    def around(self, place: str) -> tuple[str, ...]:
        """A place and everything that contains it, by IRI."""
        found: list[str] = []
        waiting = [place]
        while waiting:
            iri = waiting.pop()
            if iri not in found:
                found.append(iri)
                thing = self.things.get(iri)
                waiting += thing.iris(Property.CONTAINED_IN) if thing else ()
        return tuple(found)

    def country(self, document: str) -> str | None:
        """The country that most places of a document lie in, by ISO code; namesakes elsewhere are then not meant."""
        entry = self.entries[self.row[document]]
        found = Counter(place.country for iri in entry.places if (place := self.place(iri)).country)
        return max(found, key=lambda iso: (found[iso], iso or "")) if found else None

    def languages(self, entry: Entry) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.records[iri].lang for iri in entry.documents))

    def name_keys(self) -> Iterator[tuple[str, int]]:
        """The names of things with the rows they belong to; titles of documents are no names."""
        for row, entry in enumerate(self.entries):
            if entry.type not in (ThingType.DOCUMENT, ThingType.PRACTICE):
                yield from ((name_key(name.text), row) for name in entry.names)

    def card(self, entry: Entry) -> Card:
        record = self.records.get(entry.iri)
        return Card(
            entry.labels,
            entry.dates[0] if entry.dates else None,
            self.languages(entry),
            tuple(f"{concept.scheme}/{concept.notation}" for concept in entry.concepts),
            tuple(self.place(iri) for iri in entry.places),
            tuple(CardBody(iri, role, self._name(iri)) for iri, role in entry.bodies),
            _source(record) if record else None,
        )

    def place(self, iri: str) -> CardPlace:
        thing = self.things.get(iri)
        if thing is None:
            return CardPlace(iri, None, self._name(iri), None, None, None)
        entry = (id_ := self.geonames(thing)) and self.gazetteer.place(id_)
        country = entry.country if entry else None
        latitude, longitude = thing.first(Property.LATITUDE), thing.first(Property.LONGITUDE)
        return CardPlace(iri, id_, self._name(iri), country, _degrees(latitude), _degrees(longitude))

    def geonames(self, place: Thing) -> int | None:
        """Its number in the gazetteer."""
        numbers = (known_number(str(identifier)) for identifier in place.values(Property.IDENTIFIER))
        return next((number for number in numbers if number is not None), None)

    def _name(self, iri: str) -> str:
        thing = self.things.get(iri)
        labels = (thing.texts(Property.LABEL) or thing.texts(Property.TITLE)) if thing else ()
        return labels[0].text if labels else iri.rpartition("/")[2]

    def concept_labels(self, entry: Entry, langs: Sequence[str]) -> Iterator[LangText]:
        """What the entry's concepts are called, so that a question in one language finds it in another."""
        for concept in entry.concepts:
            yield from (LangText(concept.labels[lang], lang) for lang in langs if lang in concept.labels)

    def place_labels(self, entry: Entry, langs: Sequence[str]) -> Iterator[LangText]:
        for iri in entry.places:
            thing = self.things.get(iri)
            place = self.gazetteer.place(id_) if thing and (id_ := self.geonames(thing)) else None
            if place:
                yield from (LangText(self.gazetteer.label(place, lang), lang) for lang in langs)

    def outer_places(self) -> Mapping[str, tuple[str, ...]]:
        """`around` of every place of the collection."""
        return {iri: self.around(iri) for entry in self.entries for iri in entry.places}


def _source(record: DocumentRecord) -> Source:
    return Source(
        record.derived_from or record.source,
        record.lang,
        record.source_title or record.title if record.derived_from else record.title,
        record.file_name,
        record.derived_from is not None,
    )


def _degrees(value: object) -> float | None:
    return float(value) if isinstance(value, Decimal | int) else None
