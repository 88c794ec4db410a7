"""Records ⇄ quads: which class and which property stands for what, and whole document graphs both ways."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from graph.provenance import Node, Support, document_from, document_quads, nodes_of, support_quads, supports_in
from graph.quads import Literal, Quad, Term, text_of
from graph.records import DocumentGraph, Evidence, Iri, Property, Statement, Thing, ThingType
from graph.values import term_of, value_of
from ontology.terms import DCTERMS, DROM, ORG, RDF, SCHEMA, SKOS

CLASSES: Final[Mapping[ThingType, tuple[str, ...]]] = {  # the first is the one queries use
    ThingType.PRACTICE: (DROM.Practice,),
    ThingType.PROJECT: (DROM.Project,),
    ThingType.PROGRAMME: (DROM.Programme,),
    ThingType.ORGANISATION: (ORG.Organization,),
    ThingType.PLACE: (DCTERMS.Location, SCHEMA.Place),
    ThingType.EVENT: (SCHEMA.Event,),
    ThingType.DOCUMENT: (SCHEMA.WebPage,),
    ThingType.OBSERVATION: (DROM.Observation,),
    ThingType.FUNDING: (SCHEMA.MonetaryGrant,),
}
TYPES: Final[Mapping[str, ThingType]] = {
    **{classes[0]: type_ for type_, classes in CLASSES.items()},
    SCHEMA.DigitalDocument: ThingType.DOCUMENT,
}

PREDICATES: Final[Mapping[Property, str]] = {
    Property.LABEL: SKOS.prefLabel,
    Property.ALT_LABEL: SKOS.altLabel,
    Property.TITLE: DCTERMS.title,
    Property.DESCRIPTION: DCTERMS.description,
    Property.THEME: DCTERMS.subject,
    Property.APPROACH: DROM.approach,
    Property.TARGET_GROUP: DROM.targetGroup,
    Property.CLASSIFICATION: ORG.classification,
    Property.PLACE: DROM.place,
    Property.PART_OF: DROM.partOf,
    Property.COORDINATOR: DROM.coordinator,
    Property.PARTNER: DROM.partner,
    Property.FUNDER: DROM.funder,
    Property.INVOLVES: DROM.involves,
    Property.ADAPTED_FROM: DROM.adaptedFrom,
    Property.OUTCOME: DROM.outcome,
    Property.START: SCHEMA.startDate,
    Property.END: SCHEMA.endDate,
    Property.OBSERVATION: DROM.observation,
    Property.FUNDING: SCHEMA.funding,
    Property.CITATION: SCHEMA.citation,
    Property.VALUE: SCHEMA.value,
    Property.UNIT: DROM.unit,
    Property.QUALIFIER: DROM.qualifier,
    Property.AMOUNT: SCHEMA.amount,
    Property.CURRENCY: SCHEMA.currency,
    Property.IDENTIFIER: DCTERMS.identifier,
    Property.LATITUDE: SCHEMA.latitude,
    Property.LONGITUDE: SCHEMA.longitude,
    Property.CONTAINED_IN: SCHEMA.containedInPlace,
    Property.EXACT_MATCH: SKOS.exactMatch,
    Property.CLOSE_MATCH: SKOS.closeMatch,
}
PROPERTIES: Final[Mapping[str, Property]] = {predicate: property_ for property_, predicate in PREDICATES.items()}
_ORDER = {property_: place for place, property_ in enumerate(Property)}


def quads_of(content: DocumentGraph) -> list[Quad]:
    """Everything the named graph of a document holds: the document, its things, the words that support each statement.

    The document itself may be among the things: what it is about. Raises ValueError when a statement rests on the words
    of another document, StatementRefused for values RDF refuses.
    """
    document = content.document.iri
    quads = dict.fromkeys(document_quads(content.document))
    for thing in content.things:
        if (thing.type is ThingType.DOCUMENT) != (thing.iri == document):
            raise ValueError(f"{thing.iri} cannot be of type {thing.type} in the graph of {document}")
        quads.update(dict.fromkeys(thing_quads(thing, document)))
    supports = [support for thing in content.things for support in _supports(thing)]
    for support in supports:
        if support.evidence.document != document:
            raise ValueError(f"evidence from {support.evidence.document} in the graph of {document}")
    quads.update(dict.fromkeys(support_quads(supports)))
    return list(quads)


def document_graph_from(quads: Iterable[Quad]) -> DocumentGraph:
    """What `quads_of` was given, in the order of `ordered`. Raises ValueError when the quads hold no document."""
    nodes = nodes_of(quads)
    document = next((subject for subject, node in nodes.items() if DCTERMS.language in node), None)
    if document is None:
        raise ValueError("no document node among the quads")
    evidence: dict[tuple[str, str, Term], list[Evidence]] = defaultdict(list)
    for support in supports_in(document, nodes):
        evidence[support.thing, support.predicate, support.value].append(support.evidence)
    things = (thing for subject, node in nodes.items() if (thing := _thing(subject, node, evidence)) is not None)
    kept = tuple(thing for thing in map(_without_title, things) if thing.statements or thing.iri != document)
    return ordered(DocumentGraph(document_from(document, nodes), kept))


def ordered(content: DocumentGraph) -> DocumentGraph:
    """The same content with things, statements and evidence in an order that does not depend on how it was made."""
    things = (Thing(t.iri, t.type, ordered_statements(t.statements)) for t in content.things)
    return DocumentGraph(content.document, tuple(sorted(things, key=lambda thing: thing.iri)))


def ordered_statements(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """By property as `Property` lists them, then by value; equal statements become one with all their evidence."""
    evidence: dict[tuple[Property, Term], set[Evidence]] = defaultdict(set)
    for statement in statements:
        evidence[statement.property, term_of(statement.value)].update(statement.evidence)
    return tuple(
        Statement(property_, value_of(term), tuple(sorted(evidence[property_, term], key=_evidence_order)))
        for property_, term in sorted(evidence, key=lambda pair: (_ORDER[pair[0]], _term_order(pair[1])))
    )


def thing_quads(thing: Thing, graph: str | None = None) -> Iterator[Quad]:
    """The type and the statements of a thing, without the words they rest on."""
    for class_ in () if thing.type is ThingType.DOCUMENT else CLASSES[thing.type]:  # a document's record says its class
        yield Quad(thing.iri, RDF.type, Iri(class_), graph)
    for statement in thing.statements:
        yield Quad(thing.iri, PREDICATES[statement.property], term_of(statement.value), graph)


def thing_from(iri: str, node: Node) -> Thing | None:
    """A thing from its values by predicate, without evidence; None when no class of ours is among its types."""
    return _thing(iri, node, {})


def type_of(node: Node) -> ThingType | None:
    """The type that a node's classes stand for; None when none of them is ours."""
    classes = sorted(text_of(class_) for class_ in node.get(RDF.type, []))
    return next((TYPES[class_] for class_ in classes if class_ in TYPES), None)


def _supports(thing: Thing) -> Iterator[Support]:
    for statement in thing.statements:
        value = term_of(statement.value)
        for found in statement.evidence:
            yield Support(thing.iri, PREDICATES[statement.property], value, found)


def _thing(iri: str, node: Node, evidence: Mapping[tuple[str, str, Term], list[Evidence]]) -> Thing | None:
    type_ = type_of(node)
    if type_ is None:
        return None
    statements = (
        Statement(PROPERTIES[predicate], value_of(term), tuple(evidence.get((iri, predicate, term), ())))
        for predicate, terms in node.items()
        if predicate in PROPERTIES
        for term in terms
    )
    return Thing(iri, type_, ordered_statements(statements))


def _without_title(thing: Thing) -> Thing:
    """A document without the statement that its record makes already."""
    if thing.type is not ThingType.DOCUMENT:
        return thing
    return Thing(thing.iri, thing.type, tuple(s for s in thing.statements if s.property is not Property.TITLE))


def _term_order(term: Term) -> tuple[str, str, str]:
    return (term.lang, term.text, term.datatype) if isinstance(term, Literal) else ("", term, "")


def _evidence_order(found: Evidence) -> tuple[str, int, int, str, float]:
    return found.document, found.start, found.end, found.method, found.confidence
