"""What a release holds in a few numbers, counted once per release."""

from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from babel import Locale

from graph.identifiers import parse_iri, place_iri
from graph.quads import text_of
from graph.records import Iri, ThingType
from graph.release import Release
from ontology.terms import DCTERMS, DROM
from service.serving import Serving

# What people look for; places, figures and sums of money are said of these.
DESCRIBED = (ThingType.PRACTICE, ThingType.PROJECT, ThingType.PROGRAMME, ThingType.ORGANISATION, ThingType.EVENT)


@dataclass(frozen=True, slots=True)
class Overview:
    """How much a release holds."""

    things: int
    documents: int
    languages: int  # in which the documents are written
    countries: int  # in which something happens


# Counting goes over all documents, and a release never changes; a release that is no longer served is forgotten.
_counted: WeakKeyDictionary[Release, Overview] = WeakKeyDictionary()


def overview(serving: Serving) -> Overview:
    found = _counted.get(serving.release)
    if found is None:
        found = _counted[serving.release] = _count(serving)
    return found


def _count(serving: Serving) -> Overview:
    by_type = serving.release.manifest.counts
    languages = {text_of(quad.object) for quad in serving.store.quads(predicate=DCTERMS.language)}
    return Overview(
        things=sum(by_type.get(kind, 0) for kind in DESCRIBED),
        documents=by_type.get(ThingType.DOCUMENT, 0),
        languages=len(languages),
        countries=sum(_has_anything(iri, serving) for iri in _countries(serving)),
    )


def _countries(serving: Serving) -> Iterator[str]:
    for code in map(str, Locale.parse("en").territories):
        country = serving.gazetteer.country(code) if len(code) == 2 else None
        if country is not None:
            yield place_iri(serving.base, country.geonames_id)


def _has_anything(country: str, serving: Serving) -> bool:
    """Whether anything but places lies within the country."""
    inside = serving.store.quads(predicate=DROM.within, object=Iri(country))
    parsed = (parse_iri(quad.subject, serving.base) for quad in inside)
    return any(found is not None and found[0] is not ThingType.PLACE for found in parsed)
