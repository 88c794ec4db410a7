"""The order of extraction: from a document to its findings, every kind once.

Dates and sums come first, so that their numbers count nothing; names before relations, which join them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.labels import LabelMatcher
from graph.lemmas import stem, tokens
from graph.places import Gazetteer
from graph.records import ThingType
from ingest.document import Document
from ingest.extract.concepts import find_concepts
from ingest.extract.dates import periods_of
from ingest.extract.events import find_events
from ingest.extract.lifetimes import with_lifetimes
from ingest.extract.money import find_funding
from ingest.extract.names import Candidate, finding, resolved
from ingest.extract.observations import find_observations
from ingest.extract.organisations import CAPITALS, organisation_candidates, with_acronyms
from ingest.extract.page import Page
from ingest.extract.persons import mentions_person, names_person
from ingest.extract.places import find_places
from ingest.extract.practices import find_practices
from ingest.extract.projects import title_candidates
from ingest.extract.recogniser import Recogniser, joined, persons, recognised_organisations
from ingest.extract.relations import Found, find_relations
from ingest.extract.rules import known_names
from ingest.extract.stretches import Stretches
from ingest.extract.tables import find_in_tables
from ingest.finding import STATED, Finding, NameFinding, PlaceFinding

# A place inside the name of an organisation is where it belongs, not yet where something happens; one inside the
# title of a project tells of the country at most.
_INSIDE_BODY, _INSIDE_TITLE = 0.5, 0.3
_MUNICIPALITY = "municipality"
_BODIES = (ThingType.ORGANISATION, ThingType.PROGRAMME)


@dataclass(frozen=True, slots=True)
class Extractor:
    """Finds what a document says; holds what it takes to recognise it. Pure: the same document, the same findings."""

    gazetteer: Gazetteer
    matcher: LabelMatcher
    recogniser: Recogniser | None = None  # without it, names are those that the rules know

    @classmethod
    def open(cls) -> "Extractor":
        """An extractor with the gazetteer, concepts, rules and recogniser that ship with drom."""
        return cls(Gazetteer.open(), LabelMatcher.open(), Recogniser.open())

    def findings(self, document: Document) -> tuple[Finding, ...]:
        """All findings, sorted by where they start, then end, then kind."""
        if not document.text.strip():
            return ()
        page = Page(document)
        periods = periods_of(page)
        sums = tuple(find_funding(page))
        named = tuple(find_places(page, self.gazetteer))
        candidates, people = self._candidates(page, named)
        names = tuple(_with_events(self._names(page, candidates, named), find_events(page, periods)))
        dates = tuple(with_lifetimes(page, periods, names))
        located = tuple(_weighed(named, names, people))
        places = tuple(place for place in located if place.confidence >= STATED)
        bodies = Stretches((n.start, n.end) for n in names if n.type in _BODIES)
        concepts = tuple(find_concepts(page, self.matcher.find(page.text, page.lang), bodies))
        practices = tuple(
            p for p in find_practices(page, concepts, places) if not mentions_person(page, p.start, p.end)
        )
        relations = find_relations(page, Found(names, places, practices, concepts, sums), self.gazetteer)
        dated, paid = (Stretches((found.start, found.end) for found in spans) for spans in (periods, sums))
        tabled = tuple(find_in_tables(page, places))
        cells = Stretches((found.start, found.end) for found in tabled)
        observations = (*find_observations(page, dated, paid, cells), *tabled)
        found: tuple[Finding, ...] = (*located, *names, *concepts, *dates, *sums, *observations, *practices, *relations)
        return tuple(sorted(found, key=lambda f: (f.start, f.end, type(f).__name__)))

    def _candidates(self, page: Page, places: Sequence[PlaceFinding]) -> tuple[list[Candidate], Stretches]:
        """What the rules take for names, and what only the recogniser does; and where persons are named."""
        organisations = [*with_acronyms(page, resolved(organisation_candidates(page)))]
        ruled = resolved([*organisations, *title_candidates(page)])
        threshold = self.recogniser.threshold(page.lang) if self.recogniser else None
        if self.recogniser is None or threshold is None:
            return ruled, Stretches(())
        found = tuple(self.recogniser.names(page, places, organisations))
        people = persons(found)
        kept = (c for c in ruled if c.confidence > CAPITALS or not people.holds(c.start, c.end))
        return joined(kept, recognised_organisations(found, page, threshold)), people

    def _names(
        self, page: Page, candidates: Iterable[Candidate], places: Sequence[PlaceFinding]
    ) -> Iterator[NameFinding]:
        """Organisations, projects and programmes, one name for all mentions of a thing."""
        things = (c for c in candidates if c.known_as or not names_person(page, c.start, c.end))
        for candidate in _named_alike(things, page.lang):
            seat = _place_in(candidate, places) if candidate.type is ThingType.ORGANISATION else None
            if candidate.classification == _MUNICIPALITY and self._is_country(seat):
                continue  # "municipalities of Türkiye" are not one of that name
            yield finding(candidate, seat)

    def _is_country(self, geonames_id: int | None) -> bool:
        place = self.gazetteer.place(geonames_id) if geonames_id else None
        return place is not None and place.kind == "country"


@dataclass(frozen=True, slots=True)
class KnownLabels:
    """The labels of well-known programmes and bodies, from the rules."""

    def labels(self, key: str) -> Mapping[str, str]:
        """Label by language; empty for an unknown key."""
        name = known_names().get(key)
        return {"en": name.label} if name else {}


def _with_events(names: Iterable[NameFinding], events: Iterable[NameFinding]) -> Iterator[NameFinding]:
    """The names, and the events in place of their titles alone: an event has its head and date too."""
    dated = tuple(events)
    told = Stretches((event.start, event.end) for event in dated)
    yield from (n for n in names if n.type is not ThingType.EVENT or not told.overlaps(n.start, n.end))
    yield from dated


def _named_alike(candidates: Iterable[Candidate], lang: str) -> Iterator[Candidate]:
    """Mentions whose names differ only in inflection get the name of the first, best of one with one capital."""
    keyed = [((c.type, *(stem(token.text, lang) for token in tokens(c.name))), c) for c in candidates]
    first: dict[tuple[str, ...], str] = {}
    for key, candidate in sorted(keyed, key=lambda pair: (pair[1].name.isupper(), pair[1].name[:1].islower())):
        first.setdefault(key, candidate.name)
    for key, candidate in keyed:
        yield candidate if first[key] == candidate.name else replace(candidate, name=first[key])


def _place_in(candidate: Candidate, places: Sequence[PlaceFinding]) -> int | None:
    inside = (place for place in places if candidate.start <= place.start and place.end <= candidate.end)
    return next((place.geonames_id for place in inside if place.confidence >= STATED), None)


def _weighed(places: Sequence[PlaceFinding], names: Sequence[NameFinding], people: Stretches) -> Iterator[PlaceFinding]:
    """The places, less sure where they are part of a name; those in the name of a programme or person are none."""
    inside = {
        kind: Stretches((name.start, name.end) for name in names if name.type is kind)
        for kind in (ThingType.ORGANISATION, ThingType.PROJECT, ThingType.PROGRAMME)
    }
    for place in places:
        if inside[ThingType.PROGRAMME].holds(place.start, place.end) or people.holds(place.start, place.end):
            continue
        most = 1.0
        if inside[ThingType.ORGANISATION].holds(place.start, place.end):
            most = _INSIDE_BODY
        elif inside[ThingType.PROJECT].holds(place.start, place.end):
            most = _INSIDE_TITLE
        yield replace(place, confidence=most) if most < place.confidence else place
