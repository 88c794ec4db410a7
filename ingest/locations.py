"""Places as things: from the gazetteer to records, with everything around them."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from graph.identifiers import Identifiers
from graph.lemmas import inflections, script_of
from graph.places import Gazetteer, PlaceEntry
from graph.records import Iri, LangText, Property, Statement, Thing, ThingType
from graph.registers import Register, geonames_of, key_of, number_of

GEONAMES = "https://sws.geonames.org/"


def with_containers(gazetteer: Gazetteer, geonames_ids: Iterable[int]) -> tuple[PlaceEntry, ...]:
    """The places and all that contain them, each once, by number."""
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


def quarter_iri(identifiers: Identifiers, town: int, name: str) -> Iri:
    """The IRI of a part of a town that no register knows: the same for every document that names it so."""
    return Iri(identifiers.iri(ThingType.PLACE, key_of(town), name))


def quarter_things(gazetteer: Gazetteer, identifiers: Identifiers) -> Iterator[Thing]:
    """A thing for each quarter that any document ever named, in its town and with the town's position."""
    for minted in list(identifiers.minted()):
        town = gazetteer.place(number_of(minted.address)) if minted.type is ThingType.PLACE and minted.name else None
        if town is not None:
            label = LangText(_title(minted.name), _lang_of(minted.name, town, gazetteer))
            yield Thing(
                minted.iri,
                ThingType.PLACE,
                (
                    Statement(Property.LABEL, label),
                    Statement(Property.LATITUDE, Decimal(str(town.latitude))),
                    Statement(Property.LONGITUDE, Decimal(str(town.longitude))),
                    Statement(Property.CONTAINED_IN, Iri(identifiers.place(town.geonames_id))),
                ),
            )


def _title(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in name.split())


def _lang_of(name: str, town: PlaceEntry, gazetteer: Gazetteer) -> str:
    """A language of the country that writes in the name's alphabet, else English, as a foreign page writes it."""
    for lang in sorted(gazetteer.languages(town.country)):
        scripts = inflections()[lang].scripts if lang in inflections() else frozenset()
        if script_of(name) in scripts:
            return "sr-Latn" if lang == "sr" and script_of(name) == "Latn" else lang
    return "en"


def _statements(gazetteer: Gazetteer, identifiers: Identifiers, entry: PlaceEntry) -> Iterator[Statement]:
    labels = dict(entry.labels)
    labels.setdefault("en", entry.name)
    for lang, label in sorted(labels.items()):
        yield Statement(Property.LABEL, LangText(label, lang))
    yield Statement(Property.IDENTIFIER, key_of(entry.geonames_id))
    if entry.nuts and not key_of(entry.geonames_id).startswith(Register.NUTS):
        yield Statement(Property.IDENTIFIER, f"{Register.NUTS}:{entry.nuts}")
    if entry.kind == "country":
        yield Statement(Property.IDENTIFIER, f"iso3166:{entry.country}")
    yield Statement(Property.LATITUDE, Decimal(str(entry.latitude)))
    yield Statement(Property.LONGITUDE, Decimal(str(entry.longitude)))
    if number := geonames_of(entry.geonames_id):
        yield Statement(Property.EXACT_MATCH, Iri(f"{GEONAMES}{number}/"))
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

    def country(self, place_iri: str) -> str | None:
        """ISO 3166 code of the country that the place is or lies in; None for an unknown IRI."""
        geonames_id = self._id_by_iri.get(place_iri)
        entry = self._gazetteer.place(geonames_id) if geonames_id is not None else None
        return entry.country if entry else None

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
