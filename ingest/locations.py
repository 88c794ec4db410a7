"""Places as things: from the gazetteer to records, with everything around them."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from graph.identifiers import Identifiers
from graph.places import Gazetteer, PlaceEntry
from graph.records import Iri, LangText, Property, Statement, Thing, ThingType

GEONAMES = "https://sws.geonames.org/"


def with_containers(gazetteer: Gazetteer, geonames_ids: Iterable[int]) -> tuple[PlaceEntry, ...]:
    """The places and all that contain them, each once, by GeoNames id."""
    found: dict[int, PlaceEntry] = {}
    for geonames_id in geonames_ids:
        entry = gazetteer.place(geonames_id)
        if entry is None:
            continue
        for place in (entry, *gazetteer.containers(geonames_id)):
            found[place.geonames_id] = place
    return tuple(found[number] for number in sorted(found))


def place_things(gazetteer: Gazetteer, identifiers: Identifiers, geonames_ids: Iterable[int]) -> Iterator[Thing]:
    """A thing for each place and for each place around it."""
    for entry in with_containers(gazetteer, geonames_ids):
        yield Thing(
            identifiers.place(entry.geonames_id), ThingType.PLACE, tuple(_statements(gazetteer, identifiers, entry))
        )


def _statements(gazetteer: Gazetteer, identifiers: Identifiers, entry: PlaceEntry) -> Iterator[Statement]:
    labels = dict(entry.labels)
    labels.setdefault("en", entry.name)
    for lang, label in sorted(labels.items()):
        yield Statement(Property.LABEL, LangText(label, lang))
    yield Statement(Property.IDENTIFIER, f"geonames:{entry.geonames_id}")
    if entry.kind == "country":
        yield Statement(Property.IDENTIFIER, f"iso3166:{entry.country}")
    yield Statement(Property.LATITUDE, Decimal(str(entry.latitude)))
    yield Statement(Property.LONGITUDE, Decimal(str(entry.longitude)))
    yield Statement(Property.EXACT_MATCH, Iri(f"{GEONAMES}{entry.geonames_id}/"))
    around = gazetteer.containers(entry.geonames_id)
    if around:
        yield Statement(Property.CONTAINED_IN, Iri(identifiers.place(around[0].geonames_id)))


class Containment:
    """Which places lie in which, by IRI; countries and what is larger are left out, since they tell namesakes apart
    too badly.
    """

    def __init__(self, gazetteer: Gazetteer, identifiers: Identifiers) -> None:
        self._gazetteer = gazetteer
        self._identifiers = identifiers
        self._id_by_iri: dict[str, int] = {}

    def learn(self, geonames_ids: Iterable[int]) -> None:
        for geonames_id in geonames_ids:
            self._id_by_iri[self._identifiers.place(geonames_id)] = geonames_id

    def around(self, place_iri: str) -> frozenset[str]:
        """The place itself and the places around it that are smaller than a country; empty for a country or an
        unknown IRI.
        """
        geonames_id = self._id_by_iri.get(place_iri)
        entry = self._gazetteer.place(geonames_id) if geonames_id is not None else None
        if entry is None or entry.kind == "country":
            return frozenset()
        places = (entry, *self._gazetteer.containers(entry.geonames_id))
        return frozenset(self._identifiers.place(p.geonames_id) for p in places if p.kind != "country")
