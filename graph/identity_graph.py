"""The identity graph: which IRI stands for which, and tombstones for things that no source speaks of any more."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from graph.identifiers import Minted, document_iri
from graph.quads import ANYWHERE, Literal, Quad, tagged, text_of
from graph.records import Iri
from graph.store import GraphStore
from ontology.terms import DCTERMS, OWL, PROV, XSD

_NO_LONGER_SAID = tagged("No source says this any more.", "en")
_BEFORE_ANYTHING = "1970-01-01T00:00:00Z"  # when not one document is left


def identity_quads(
    store: GraphStore,
    clusters: Mapping[str, str],
    minted: Iterable[Minted],
    alive: set[str],
    reviewed: Collection[tuple[str, str]] = (),
) -> Iterator[Quad]:
    """Redirects from merged IRIs, and a tombstone for every other minted IRI that is not `alive`.

    `owl:sameAs` is said only where a person judged the two (`reviewed`, pairs in ascending order).

    A tombstone's time is when the document that once named the thing was last fetched; where there is no such document,
    when any was.
    """
    for alias, canonical in clusters.items():
        yield Quad(alias, DCTERMS.isReplacedBy, Iri(canonical))
        if (min(alias, canonical), max(alias, canonical)) in reviewed:
            yield Quad(alias, OWL.sameAs, Iri(canonical))
    fetched = _fetch_times(store)
    latest = max(fetched.values(), default=_BEFORE_ANYTHING)
    for drawn in minted:
        if drawn.iri not in alive and drawn.iri not in clusters:
            yield from _tombstone(drawn, fetched, latest)


def _fetch_times(store: GraphStore) -> dict[str, str]:
    """Document → when its bytes were fetched, as text that sorts by time."""
    found = store.quads(predicate=PROV.generatedAtTime, graph=ANYWHERE)
    return {quad.subject: text_of(quad.object) for quad in found if quad.graph == quad.subject}


def _tombstone(drawn: Minted, fetched: Mapping[str, str], latest: str) -> Iterator[Quad]:
    base = drawn.iri.partition("/id/")[0]
    document = document_iri(base, drawn.address)
    when = fetched.get(document, latest)
    yield Quad(drawn.iri, PROV.invalidatedAtTime, Literal(when, XSD.dateTime))
    yield Quad(drawn.iri, DCTERMS.description, _NO_LONGER_SAID)
    if document in fetched:
        yield Quad(drawn.iri, DCTERMS.references, Iri(document))
