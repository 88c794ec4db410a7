"""Where a place lies: what is around it, its position, and its entry in GeoNames."""

from dataclasses import dataclass

from graph.identifiers import place_iri
from graph.records import Property, Thing, ThingType
from service.pages.hits import Tag
from service.pages.interface import Interface
from service.serving import Serving

REGISTER = "geonames:"
GEONAMES_PAGE = "https://www.geonames.org/"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`around` goes from the nearest place to the country."""

    around: tuple[Tag, ...]
    geonames: str  # address of its entry


def where(found: Thing, serving: Serving, view: Interface) -> Whereabouts | None:
    """None for what is no place, and for a place that GeoNames does not list."""
    number = _geonames_id(found) if found.type is ThingType.PLACE else None
    if number is None:
        return None
    around = (
        Tag(
            serving.gazetteer.label(place, view.ui),
            view.page_of(place_iri(serving.base, place.geonames_id), serving.base),
        )
        for place in serving.gazetteer.containers(number)
    )
    return Whereabouts(tuple(around), f"{GEONAMES_PAGE}{number}")


def _geonames_id(found: Thing) -> int | None:
    for value in found.values(Property.IDENTIFIER):
        register, _, number = str(value).partition(":")
        if f"{register}:" == REGISTER and number.isascii() and number.isdigit():
            return int(number)
    return None
