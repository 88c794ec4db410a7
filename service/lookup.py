"""From the type and key of an address to the thing that is meant; raises what the routes turn into 404, 308 and 410."""

from graph.identifiers import parse_iri
from graph.queries import known_as, successor, withdrawal
from service.errors import ThingMerged, ThingUnknown, ThingWithdrawn
from service.serving import Serving


def canonical_iri(serving: Serving, kind: str, key: str) -> str:
    """The IRI of a living thing.

    Raises ThingUnknown (404), ThingMerged (308, with the IRI of its successor) or ThingWithdrawn (410).
    """
    iri = f"{serving.base}/id/{kind}/{key}"
    if parse_iri(iri, serving.base) is None:
        raise ThingUnknown(iri)
    if known_as(serving.store, iri):
        return iri
    heir = successor(serving.store, iri)
    if heir is not None:
        raise ThingMerged(iri, heir)
    gone = withdrawal(serving.store, iri)
    if gone is not None:
        raise ThingWithdrawn(iri, gone.why, gone.when)
    raise ThingUnknown(iri)
