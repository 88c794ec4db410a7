"""From the type and key of an address to the thing that is meant, or to what the routes answer instead."""

from graph.identifiers import parse_iri
from graph.queries import known_as, successor, withdrawal
from service.errors import SpeltOtherwise, ThingMerged, ThingUnknown, ThingWithdrawn
from service.serving import Serving


def canonical_iri(serving: Serving, kind: str, key: str) -> str:
    """The IRI of a living thing.

    Raises ThingUnknown (404), SpeltOtherwise (301, for upper case), ThingMerged (308, with the IRI of its successor) or
    ThingWithdrawn (410).
    """
    iri = f"{serving.base}/id/{kind}/{key}"
    if parse_iri(iri, serving.base) is None:
        lower = f"{kind}/{key}".lower()
        if parse_iri(f"{serving.base}/id/{lower}", serving.base) is None:
            raise ThingUnknown(iri)
        raise SpeltOtherwise(f"{kind}/{key}", lower)
    if known_as(serving.store, iri):
        return iri
    heir = successor(serving.store, iri)
    if heir is not None:
        raise ThingMerged(iri, heir)
    gone = withdrawal(serving.store, iri)
    if gone is not None:
        raise ThingWithdrawn(iri, gone.why, gone.when)
    raise ThingUnknown(iri)
