"""What belongs to a programme or project beyond its own parts: the practices of its projects, and where it all is."""

from collections.abc import Iterable, Iterator
from itertools import islice

from graph.identifiers import parse_iri
from graph.mapping import PREDICATES
from graph.quads import text_of
from graph.records import Iri, Property, Thing, ThingType
from service.pages.interface import Interface
from service.pages.naming import Names
from service.pages.portrait import MOST_INVERSE, Group, Said
from service.serving import Serving

# How something belongs to a programme: as its part, or because it pays for it.
BELONGS = (Property.PART_OF, Property.FUNDER)
FRAMES = (ThingType.PROGRAMME, ThingType.PROJECT)
# Things looked at for one page; the largest programme read so far has forty.
MOST_LOOKED_AT = 300


def belonging(frame: Thing, serving: Serving, view: Interface, names: Names) -> tuple[Group, ...]:
    """The practices that belong to it through others, and the places of everything that belongs to it."""
    if frame.type not in FRAMES:
        return ()
    first = list(islice(_belonging_to([frame.iri], serving), MOST_LOOKED_AT))
    farther = list(_all_below(frame.iri, first, serving))
    practices = (iri for iri in farther if _type(iri, serving) is ThingType.PRACTICE)
    own = set(frame.values(Property.PLACE))
    places = (place for iri in (*first, *farther) for place in _places(iri, serving) if place not in own)
    found = (("practices_within", practices), ("places_within", places))
    groups = (Group(name, _mentions(iris, serving, view, names)) for name, iris in found)
    return tuple(group for group in groups if group.values)


def _all_below(frame: str, first: list[str], serving: Serving) -> Iterator[str]:
    """What belongs to what belongs to it, each thing once, level by level; what runs in a circle ends."""
    seen = {frame, *first}
    level = first
    while level and len(seen) < MOST_LOOKED_AT:
        level = [iri for iri in _belonging_to(level, serving) if iri not in seen]
        seen.update(level)
        yield from level


def _belonging_to(frames: Iterable[str], serving: Serving) -> Iterator[str]:
    found = (
        quad.subject
        for frame in frames
        for prop in BELONGS
        for quad in serving.store.quads(predicate=PREDICATES[prop], object=Iri(frame))
    )
    yield from dict.fromkeys(found)


def _places(iri: str, serving: Serving) -> Iterator[str]:
    for quad in serving.store.quads(subject=iri, predicate=PREDICATES[Property.PLACE]):
        yield text_of(quad.object)


def _type(iri: str, serving: Serving) -> ThingType | None:
    parsed = parse_iri(iri, serving.base)
    return parsed[0] if parsed else None


def _mentions(iris: Iterable[str], serving: Serving, view: Interface, names: Names) -> tuple[Said, ...]:
    named = sorted((names.of(iri).text, iri) for iri in dict.fromkeys(iris))
    return tuple(
        Said(text, names.of(iri).lang, view.page_of(iri, serving.base), ()) for text, iri in named[:MOST_INVERSE]
    )
