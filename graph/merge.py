"""The merged view: what all documents and curation say together, once, under canonical IRIs, with the closures.

It is derived from the named graphs and written into the default graph when a release is built. Annotations and
selectors stay in the graphs of the documents.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from graph.closure import and_above, parents_in
from graph.curation import Decision
from graph.curation_graph import Overrule, curation_quads, judgement_quads
from graph.identifiers import GraphName, Minted, graph_iri
from graph.identity import Recorded
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
    decisions: Sequence[Decision] = (),
    judged: Sequence[Recorded] = (),
    versions: Iterable[Quad] = (),
) -> None:
    """Write the graphs that belong to no document, then the default graph from all of them.

    `clusters` maps merged IRIs to canonical ones; `places` are all places that anything lies in, with everything that
    contains them; `minted` are all identifiers ever drawn: those that nothing speaks of any more get a tombstone.
    `decisions` (oldest first) outrank what documents say; `judged` are the judgements of people, for the record.
    `versions` say which documents are translations of one another, and which of their figures disagree.
    """
    people = (*curation_quads(decisions), *judgement_quads(judged))
    store.replace_graph(graph_iri(base, GraphName.CURATION), people)
    store.replace_graph(graph_iri(base, GraphName.CONCEPTS), vocabulary_quads(base))
    store.replace_graph(graph_iri(base, GraphName.PLACES), (quad for place in places for quad in thing_quads(place)))
    merge = _Merge(store, base, clusters, decisions)
    reviewed = {line.pair for line in judged}
    identity = identity_quads(store, clusters, minted, merge.alive(), reviewed)
    store.replace_graph(graph_iri(base, GraphName.IDENTITY), identity)
    store.replace_graph(None, chain(merge.quads(), versions))


class _Merge:
    """One pass over the named graphs of a store."""

    def __init__(
        self, store: GraphStore, base: str, clusters: Mapping[str, str], decisions: Sequence[Decision]
    ) -> None:
        self._store = store
        self._clusters = clusters
        self._things = f"{base}/id/"
        self._overrule = Overrule(decisions, self._canonical)
        whole = [graph_iri(base, name) for name in (GraphName.CONCEPTS, GraphName.PLACES)]
        self._shared = [quad for graph in whole for quad in store.quads(graph=graph)]
        self._around = parents_in(self._shared, SCHEMA.containedInPlace)
        self._broader = parents_in(self._shared, SKOS.broader)
        self._not_documents = {None, *(graph_iri(base, name) for name in GraphName)}

    def alive(self) -> set[str]:
        """Canonical IRIs of everything that a document or the gazetteer speaks of; a decision alone keeps nothing."""
        found = {quad.subject for quad in self._typed()}
        found.update(quad.subject for quad in self._shared if quad.predicate == RDF.type)
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
        for quad, is_own, is_curated in self._statements():
            if isinstance(quad.object, Literal) and quad.predicate in (SKOS.prefLabel, SKOS.altLabel):
                labels.add(quad, is_own=is_own, is_curated=is_curated)
            else:
                yield from self._with_closures(quad)
        yield from labels.chosen()

    def _statements(self) -> Iterator[tuple[Quad, bool, bool]]:
        """What people and documents say, under canonical IRIs, and whether it is said under its own, and by people."""
        alive = self.alive() if self._overrule.added() else set()
        for quad in self._overrule.added():
            if quad.subject in alive and (quad.object in alive or not self._is_thing(quad.object)):
                yield quad, True, True
        for predicate in _MERGED_PREDICATES:
            for quad in self._in_documents(self._store.quads(predicate=predicate, graph=ANYWHERE)):
                canonical = self._canonical_quad(quad)
                if self._overrule.allows(canonical):
                    yield canonical, quad.subject not in self._clusters, False

    def _is_thing(self, value: Term) -> bool:
        return not isinstance(value, Literal) and value.startswith(self._things)

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
