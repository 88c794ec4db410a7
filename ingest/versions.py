"""Language versions in a store: read from the graphs of documents, and written as what the merged view says of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from graph.identifiers import normalise_address
from graph.mapping import CLASSES, PREDICATES, thing_from
from graph.quads import ANYWHERE, Quad, Term, text_of
from graph.records import Iri, Property, Thing, ThingType
from graph.store import GraphStore
from ingest.parallel import Page, Shared, Versions
from ontology.terms import DCTERMS, DROM, RDF, SCHEMA

_TYPES = (ThingType.PROJECT, ThingType.EVENT, ThingType.PRACTICE, ThingType.OBSERVATION, ThingType.FUNDING)
_SAID = (
    Property.THEME, Property.VALUE, Property.UNIT, Property.QUALIFIER, Property.AMOUNT, Property.CURRENCY
)  # fmt: skip


def pages_in(store: GraphStore) -> Iterator[Page]:
    """Every document of the store with what tells whether another says the same."""
    things = _things(store)
    langs = _values(store, DCTERMS.language)
    addresses, sources, alternates = (_values(store, p) for p in (DROM.address, DCTERMS.source, DROM.alternate))
    for iri in sorted(addresses):
        named = frozenset(map(normalise_address, (*addresses[iri], *sources.get(iri, ()))))
        others = frozenset(map(normalise_address, alternates.get(iri, ())))
        yield Page(iri, next(iter(langs.get(iri, ())), "und"), named, others - named, tuple(things.get(iri, ())))


def version_quads(
    versions: Iterable[Versions], shared: Iterable[Shared], clusters: Mapping[str, str]
) -> Iterator[Quad]:
    """Which documents are translations of one another, and which of their figures disagree; both ways."""
    for pair in versions:
        yield from _both_ways(pair.left.iri, SCHEMA.workTranslation, pair.right.iri)
    for said in shared:
        for left, right in said.disagreeing:
            yield from _both_ways(clusters.get(left, left), DROM.disagreesWith, clusters.get(right, right))


def _both_ways(left: str, predicate: str, right: str) -> Iterator[Quad]:
    yield Quad(left, predicate, Iri(right))
    yield Quad(right, predicate, Iri(left))


def _values(store: GraphStore, predicate: str) -> Mapping[str, list[str]]:
    """By document the values of a predicate that stand in its own graph."""
    found: dict[str, list[str]] = defaultdict(list)
    for quad in store.quads(predicate=predicate, graph=ANYWHERE):
        if quad.graph == quad.subject:
            found[quad.subject].append(text_of(quad.object))
    return found


def _things(store: GraphStore) -> Mapping[str, list[Thing]]:
    """By document its undertakings, practices and figures, without the words they rest on."""
    nodes: dict[tuple[str, str], dict[str, list[Term]]] = defaultdict(dict)
    for kind in _TYPES:
        for quad in store.quads(predicate=RDF.type, object=Iri(CLASSES[kind][0]), graph=ANYWHERE):
            if quad.graph is not None:
                nodes[quad.graph, quad.subject][RDF.type] = [quad.object]
    for prop in _SAID:
        for quad in store.quads(predicate=PREDICATES[prop], graph=ANYWHERE):
            node = nodes.get((quad.graph or "", quad.subject))
            if node is not None:
                node.setdefault(quad.predicate, []).append(quad.object)
    found: dict[str, list[Thing]] = defaultdict(list)
    for (graph, iri), node in sorted(nodes.items()):
        thing = thing_from(iri, node)
        if thing is not None:
            found[graph].append(thing)
    return found
