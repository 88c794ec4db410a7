"""Hidden statements leave the graphs of their documents, with the annotations that quote them. The texts keep their
words: what must not be read at all is not captured.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from graph.curation import Act, Decision, Line
from graph.identity import cluster_of
from graph.mapping import PREDICATES, document_graph_from, quads_of
from graph.quads import ANYWHERE, Literal, Quad, Term
from graph.queries import aliases, successor
from graph.records import Iri, Property, Thing
from graph.store import GraphStore
from graph.values import term_of
from ontology.terms import DROM, RDF

_NAMES = (Property.LABEL, Property.ALT_LABEL)


def hide(store: GraphStore, decisions: Iterable[Decision], clusters: Mapping[str, str]) -> None:
    """Take out of every document graph what stands hidden, under whatever IRI a document says it."""
    for decision in decisions:
        if decision.act is Act.HIDE:
            hidden = frozenset(_spellings(decision, clusters))
            for document in sorted(_documents(store, hidden)):
                _rewrite(store, document, hidden)


def shown_again(store: GraphStore, lines: Iterable[Line]) -> set[str]:
    """Documents of the things of which these lines hid or showed again something."""
    things = {line.decision.thing for line in lines if line.decision.act is Act.HIDE}
    canonical = {successor(store, thing) or thing for thing in things}
    names = {name for thing in canonical for name in (thing, *aliases(store, thing))}
    found = (quad.graph for name in names for quad in store.quads(subject=name, predicate=RDF.type, graph=ANYWHERE))
    return {graph for graph in found if graph and _is_document(store, graph)}


def _spellings(decision: Decision, clusters: Mapping[str, str]) -> Iterator[Quad]:
    term = decision.term
    values: tuple[Term, ...] = (term,) if isinstance(term, Literal) else tuple(map(Iri, cluster_of(clusters, term)))
    properties = _NAMES if decision.prop in _NAMES else (decision.prop,)
    for thing in cluster_of(clusters, decision.thing):
        for prop in properties:
            yield from (Quad(thing, PREDICATES[prop], value) for value in values)


def _documents(store: GraphStore, hidden: Iterable[Quad]) -> set[str]:
    found = (
        quad.graph
        for said in hidden
        for quad in store.quads(subject=said.subject, predicate=said.predicate, object=said.object, graph=ANYWHERE)
    )
    return {graph for graph in found if graph and _is_document(store, graph)}


def _is_document(store: GraphStore, graph: str) -> bool:
    return next(iter(store.quads(subject=graph, predicate=DROM.address, graph=graph)), None) is not None


def _rewrite(store: GraphStore, document: str, hidden: frozenset[Quad]) -> None:
    content = document_graph_from(store.quads(graph=document))
    things = tuple(_without(thing, hidden) for thing in content.things)
    store.replace_graph(document, quads_of(replace(content, things=things)))


def _without(thing: Thing, hidden: frozenset[Quad]) -> Thing:
    kept = (s for s in thing.statements if Quad(thing.iri, PREDICATES[s.property], term_of(s.value)) not in hidden)
    return Thing(thing.iri, thing.type, tuple(kept))
