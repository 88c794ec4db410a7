"""Where a place lies: what is around it, its position, and its entry in GeoNames."""

from dataclasses import dataclass

from graph.identifiers import place_iri
from graph.records import Property, Thing, ThingType
from graph.registers import geonames_of, known_number
from service.pages.hits import Tag
from service.pages.interface import Interface
from service.serving import Serving

GEONAMES_PAGE = "https://www.geonames.org/"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`around` goes from the nearest place to the country."""

    around: tuple[Tag, ...]
    geonames: str | None  # address of its entry, where it has one


def where(found: Thing, serving: Serving, view: Interface) -> Whereabouts | None:
    """None for what is no place, and for a place that no register lists."""
    numbers = (known_number(str(value)) for value in found.values(Property.IDENTIFIER))
    number = next((each for each in numbers if each), None) if found.type is ThingType.PLACE else None
    if number is None:
        return None
    around = (
        Tag(
            serving.gazetteer.label(place, view.ui),
            view.page_of(place_iri(serving.base, place.geonames_id), serving.base),
        )
        for place in serving.gazetteer.containers(number)
    )
    return Whereabouts(tuple(around), f"{GEONAMES_PAGE}{number}" if geonames_of(number) else None)
