"""One typed function per question put to a release; questions in SPARQL lie in `sparql/*.rq`.

Look-ups of one pattern go straight to the store: they need no SPARQL and take microseconds.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.identifiers import GraphName, graph_iri, parse_iri
from graph.mapping import CLASSES, PREDICATES, PROPERTIES, TYPES, ordered_statements, thing_from, type_of
from graph.provenance import DOCUMENT_CLASSES, document_from, nodes_of
from graph.quads import Literal, Quad, Term, text_of
from graph.records import DocumentRecord, Evidence, Iri, LangText, Statement, Thing, ThingType
from graph.store import GraphStore, Row
from graph.values import term_of, value_of
from ontology.terms import DCTERMS, DROM, PROV, RDF, SKOS

_LABELS = (SKOS.prefLabel, DCTERMS.title)
_CLASSES_ASKED: Mapping[ThingType, tuple[str, ...]] = {
    **{type_: classes[:1] for type_, classes in CLASSES.items()},
    ThingType.DOCUMENT: DOCUMENT_CLASSES,
}
_INTRODUCTION = frozenset(
    {RDF.type, SKOS.prefLabel, SKOS.notation, DCTERMS.title, DCTERMS.source, DCTERMS.language, DCTERMS.date}
    | {PROV.wasDerivedFrom, DCTERMS.identifier}
)


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a thing that no source speaks of any more."""

    when: str  # the day, ISO 8601
    why: str
    document: str | None  # IRI of the document that once named it


@cache
def question(name: str) -> str:
    """The text of `sparql/{name}.rq`."""
    return (files("graph") / "sparql" / f"{name}.rq").read_text(encoding="utf-8")


def thing(store: GraphStore, iri: str) -> Thing | None:
    """A thing with the words of all documents that each statement rests on; a merged IRI gives what replaces it."""
    iri = successor(store, iri) or iri
    found = thing_from(iri, _node(store, iri))
    if found is None:
        return None
    evidence = _all_evidence(store, iri)
    statements = (
        Statement(said.property, said.value, tuple(evidence.get((PREDICATES[said.property], term_of(said.value)), ())))
        for said in found.statements
    )
    return Thing(iri, found.type, ordered_statements(statements))


def overruled(store: GraphStore, iri: str) -> tuple[Statement, ...]:
    """What documents say of a thing and the merged view does not, since people decided otherwise; with their words."""
    kept = {quad[1:3] for quad in store.quads(subject=iri)}
    names = {SKOS.prefLabel, SKOS.altLabel}
    found = (
        Statement(PROPERTIES[predicate], value_of(term), tuple(words))
        for (predicate, term), words in _all_evidence(store, iri).items()
        if predicate in PROPERTIES
        and not any((said, term) in kept for said in (names if predicate in names else {predicate}))
        and term != iri  # two ends of a relation that were merged
    )
    return ordered_statements(found)


def merged_things(store: GraphStore, type: ThingType | None = None) -> Iterator[Thing]:
    """The things of the merged view in the order of their IRIs, documents and places among them, without evidence."""
    for iri in sorted(_subjects(store, type)):
        found = thing_from(iri, _node(store, iri))
        if found is not None:
            yield found


def document(store: GraphStore, iri: str) -> DocumentRecord | None:
    """A document as it was read; None when the IRI is that of no document."""
    nodes = nodes_of(store.quads(subject=iri, graph=iri))
    if DROM.address not in nodes.get(iri, {}):
        return None
    for part in nodes[iri].get(DCTERMS.hasPart, []):
        nodes.update(nodes_of(store.quads(subject=text_of(part), graph=iri)))
    return document_from(iri, nodes)


def documents(store: GraphStore) -> Iterator[DocumentRecord]:
    """Every document, in the order of their IRIs."""
    for iri in sorted(_subjects(store, ThingType.DOCUMENT)):
        found = document(store, iri)
        if found is not None:
            yield found


def things_of_document(store: GraphStore, document: str) -> tuple[str, ...]:
    """Canonical IRIs of the things that a document describes, sorted; the document itself is left out."""
    typed = (quad for quad in store.quads(predicate=RDF.type, graph=document) if text_of(quad.object) in TYPES)
    found = {successor(store, quad.subject) or quad.subject for quad in typed}
    return tuple(sorted(found - {document}))


def evidence_spans(store: GraphStore) -> Iterator[tuple[str, str, int, int]]:
    """(canonical IRI of a thing, IRI of a document, start, end): the stretches of text that speak of each thing."""
    replaced = redirects(store)
    for row in store.select(question("evidence-spans")):
        said_of = text_of(row["thing"])
        yield (
            replaced.get(said_of, said_of),
            text_of(row["document"]),
            int(text_of(row["start"])),
            int(text_of(row["end"])),
        )


def known_as(store: GraphStore, iri: str) -> ThingType | None:
    """The type of a thing of the merged view; None for every other IRI."""
    return type_of(_node(store, iri))


def successor(store: GraphStore, iri: str) -> str | None:
    """The canonical IRI of the thing that a merged IRI stands for; None for an IRI that was never merged."""
    found = store.quads(subject=iri, predicate=DCTERMS.isReplacedBy, graph=_identity(iri))
    return next((text_of(quad.object) for quad in found), None)


def aliases(store: GraphStore, iri: str) -> tuple[str, ...]:
    """The IRIs that were merged into this one, sorted."""
    found = store.quads(predicate=DCTERMS.isReplacedBy, object=Iri(iri), graph=_identity(iri))
    return tuple(sorted(quad.subject for quad in found))


def redirects(store: GraphStore) -> dict[str, str]:
    """Every merged IRI → its canonical one."""
    base = next((iri.partition("/graph/")[0] for iri in store.graphs() if "/graph/" in iri), "")
    found = store.quads(predicate=DCTERMS.isReplacedBy, graph=graph_iri(base, GraphName.IDENTITY)) if base else ()
    return {quad.subject: text_of(quad.object) for quad in found}


def withdrawal(store: GraphStore, iri: str) -> Tombstone | None:
    """Since when and why nothing is known of a thing any more; None for every other IRI."""
    node = nodes_of(store.quads(subject=iri, graph=_identity(iri))).get(iri, {})
    if PROV.invalidatedAtTime not in node:
        return None
    when, why = text_of(node[PROV.invalidatedAtTime][0])[:10], text_of(node[DCTERMS.description][0])
    return Tombstone(when, why, next((text_of(term) for term in node.get(DCTERMS.references, [])), None))


def labels(store: GraphStore, iri: str) -> tuple[LangText, ...]:
    """The preferred labels of a thing or concept, else its titles, by language."""
    for predicate in _LABELS:
        terms = [quad.object for quad in store.quads(subject=iri, predicate=predicate)]
        found = sorted(LangText(term.text, term.lang) for term in terms if isinstance(term, Literal))
        if found:
            return tuple(sorted(found, key=lambda label: (label.lang, label.text)))
    return ()


def description(store: GraphStore, iri: str) -> list[Quad]:
    """What `/data` serves of a thing or concept: its statements, the labels of what they point to, its sources.

    Quads of the merged view; none for an unknown IRI.
    """
    said = list(store.quads(subject=iri))
    pointed = {text_of(quad.object) for quad in said if not isinstance(quad.object, Literal)}
    about = [quad for other in sorted(pointed) for quad in store.quads(subject=other) if _introduces(quad)]
    return said + about


def counts(store: GraphStore) -> dict[str, int]:
    """Things of the merged view by type; types without any are left out."""
    found = {type_.value: len(_subjects(store, type_)) for type_ in ThingType}
    return {name: number for name, number in found.items() if number}


def captures_read(store: GraphStore) -> dict[str, tuple[str, str]]:
    """Address of each document → SHA-256 of the bytes read and version of the rules that read them."""
    return {
        text_of(row["address"]): (text_of(row["sha256"]), text_of(row["extractor"]))
        for row in store.select(question("captures-read"))
    }


def known_iris(store: GraphStore, base: str) -> set[str]:
    """Every IRI of a thing that answers something: things of the merged view, redirects and tombstones."""
    alive = _subjects(store, None)
    identity = graph_iri(base, GraphName.IDENTITY)
    for predicate in (DCTERMS.isReplacedBy, PROV.invalidatedAtTime):
        alive.update(quad.subject for quad in store.quads(predicate=predicate, graph=identity))
    return {iri for iri in alive if parse_iri(iri, base)}


def _all_evidence(store: GraphStore, iri: str) -> Mapping[tuple[str, Term], list[Evidence]]:
    """The words of all documents that speak of a thing under any of its IRIs, by predicate and canonical value."""
    evidence: dict[tuple[str, Term], list[Evidence]] = defaultdict(list)
    for name in (iri, *aliases(store, iri)):
        for row in store.select(question("evidence"), {"thing": Iri(name)}):
            if row["value"] != name:
                evidence[text_of(row["property"]), _canonical(store, row["value"])].append(_evidence(row))
    return evidence


def _subjects(store: GraphStore, type_: ThingType | None) -> set[str]:
    wanted = ThingType if type_ is None else (type_,)
    classes = [class_ for each in wanted for class_ in _CLASSES_ASKED[each]]
    return {quad.subject for class_ in classes for quad in store.quads(predicate=RDF.type, object=Iri(class_))}


def _introduces(quad: Quad) -> bool:
    return quad.predicate in _INTRODUCTION


def _node(store: GraphStore, iri: str) -> Mapping[str, list[Term]]:
    return nodes_of(store.quads(subject=iri)).get(iri, {})


def _identity(iri: str) -> str:
    return graph_iri(iri.partition("/id/")[0], GraphName.IDENTITY)


def _canonical(store: GraphStore, value: Term) -> Term:
    return value if isinstance(value, Literal) else Iri(successor(store, value) or value)


def _evidence(row: Row) -> Evidence:
    return Evidence(
        document=text_of(row["document"]),
        start=int(text_of(row["start"])),
        end=int(text_of(row["end"])),
        exact=text_of(row["exact"]),
        prefix=text_of(row["prefix"]),
        suffix=text_of(row["suffix"]),
        method=text_of(row["method"]),
        confidence=float(text_of(row["confidence"])),
    )
