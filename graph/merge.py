"""The merged view: what all documents and curation say together, once, under canonical IRIs, with the closures.

It is derived from the named graphs and written into the default graph when a release is built. Annotations and
selectors stay in the graphs of the documents.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from graph.closure import and_above, parents_in
from graph.identifiers import GraphName, Minted, graph_iri
from graph.identity_graph import identity_quads
from graph.labelling import Labels
from graph.mapping import CLASSES, PREDICATES, thing_quads
from graph.provenance import DOCUMENT_CLASSES
from graph.quads import ANYWHERE, Literal, Quad, Term
from graph.records import Iri, Thing
from graph.store import GraphStore
from graph.vocabulary import vocabulary_quads
from ontology.terms import DCTERMS, DROM, PROV, RDF, SCHEMA, SKOS

_THING_CLASSES: Final = tuple(dict.fromkeys((*(c for classes in CLASSES.values() for c in classes), *DOCUMENT_CLASSES)))
_DOCUMENT_PREDICATES: Final = (
    DROM.address,
    DCTERMS.source,
    DROM.fileName,
    PROV.wasDerivedFrom,
    DROM.sourceTitle,
    DROM.sourceRead,
    PROV.generatedAtTime,
    SCHEMA.sha256,
    DROM.extractor,
    DCTERMS.type,
    DCTERMS.language,
    DROM.languageConfidence,
    DCTERMS.date,
    DCTERMS.license,
    DCTERMS.hasPart,
    DCTERMS.isPartOf,
)
# Statements of document graphs are found by predicate: the index of the store never touches the annotations, which are
# ten times as many.
_MERGED_PREDICATES: Final = tuple(dict.fromkeys((*PREDICATES.values(), *_DOCUMENT_PREDICATES)))


def write_merged_view(
    store: GraphStore,
    *,
    base: str,
    clusters: Mapping[str, str],
    places: Iterable[Thing],
    minted: Iterable[Minted],
) -> None:
    """Write the graphs that belong to no document, then the default graph from all of them.

    `clusters` maps merged IRIs to canonical ones; `places` are all places that anything lies in, with everything that
    contains them; `minted` are all identifiers ever drawn: those that nothing speaks of any more get a tombstone.
    """
    store.replace_graph(graph_iri(base, GraphName.CONCEPTS), vocabulary_quads(base))
    store.replace_graph(graph_iri(base, GraphName.PLACES), (quad for place in places for quad in thing_quads(place)))
    merge = _Merge(store, base, clusters)
    store.replace_graph(graph_iri(base, GraphName.IDENTITY), identity_quads(store, clusters, minted, merge.alive()))
    store.replace_graph(None, merge.quads())


class _Merge:
    """One pass over the named graphs of a store."""

    def __init__(self, store: GraphStore, base: str, clusters: Mapping[str, str]) -> None:
        self._store = store
        self._clusters = clusters
        self._curation = graph_iri(base, GraphName.CURATION)
        whole = [graph_iri(base, name) for name in (GraphName.CONCEPTS, GraphName.PLACES)]
        self._shared = [quad for graph in whole for quad in store.quads(graph=graph)]
        self._around = parents_in(self._shared, SCHEMA.containedInPlace)
        self._broader = parents_in(self._shared, SKOS.broader)
        others = (GraphName.IDENTITY, GraphName.CATALOGUE)
        self._not_documents = {None, self._curation, *whole, *(graph_iri(base, name) for name in others)}

    def alive(self) -> set[str]:
        """Canonical IRIs of everything that a document, curation or the gazetteer speaks of."""
        found = {quad.subject for quad in self._typed()}
        found.update(quad.subject for quad in self._shared if quad.predicate == RDF.type)
        found.update(self._canonical(quad.subject) for quad in self._store.quads(graph=self._curation))
        return found

    def quads(self) -> Iterator[Quad]:
        """The whole default graph; quads may come twice."""
        yield from (Quad(quad.subject, quad.predicate, quad.object) for quad in self._shared)
        yield from self._typed()
        yield from self._said()
        yield from self._closures_of(self._shared)

    def _typed(self) -> Iterator[Quad]:
        for class_ in _THING_CLASSES:
            for quad in self._in_documents(self._store.quads(predicate=RDF.type, object=Iri(class_), graph=ANYWHERE)):
                yield self._canonical_quad(quad)

    def _said(self) -> Iterator[Quad]:
        labels = Labels()
        for quad in self._statements():
            if isinstance(quad.object, Literal) and quad.predicate in (SKOS.prefLabel, SKOS.altLabel):
                is_own = quad.subject not in self._clusters
                labels.add(self._canonical_quad(quad), is_own=is_own, is_curated=quad.graph == self._curation)
            else:
                yield from self._with_closures(self._canonical_quad(quad))
        yield from labels.chosen()

    def _statements(self) -> Iterator[Quad]:
        """What curation and the documents say, under the IRIs they use."""
        yield from self._store.quads(graph=self._curation)
        for predicate in _MERGED_PREDICATES:
            yield from self._in_documents(self._store.quads(predicate=predicate, graph=ANYWHERE))

    def _in_documents(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        return (quad for quad in quads if quad.graph not in self._not_documents)

    def _with_closures(self, quad: Quad) -> Iterator[Quad]:
        if quad.subject == quad.object:  # two ends of a relation that were merged
            return
        yield quad
        if quad.predicate == DROM.place:
            yield from _above(quad.subject, DROM.within, str(quad.object), self._around)
        elif quad.predicate == DCTERMS.subject:
            yield from _above(quad.subject, DROM.about, str(quad.object), self._broader)

    def _closures_of(self, shared: Iterable[Quad]) -> Iterator[Quad]:
        """Places within themselves and what contains them, concepts below themselves and what is broader."""
        for quad in shared:
            if quad.predicate == RDF.type and quad.object == DCTERMS.Location:
                yield from _above(quad.subject, DROM.within, quad.subject, self._around)
            elif quad.predicate == RDF.type and quad.object == SKOS.Concept:
                yield from _above(quad.subject, SKOS.broaderTransitive, quad.subject, self._broader)

    def _canonical(self, iri: str) -> str:
        return self._clusters.get(iri, iri)

    def _canonical_quad(self, quad: Quad) -> Quad:
        value: Term = quad.object
        if not isinstance(value, Literal):
            value = Iri(self._canonical(value))
        return Quad(self._canonical(quad.subject), quad.predicate, value)


def _above(subject: str, predicate: str, start: str, parents: Mapping[str, Iterable[str]]) -> Iterator[Quad]:
    for above in and_above(start, parents):
        yield Quad(subject, predicate, Iri(above))
