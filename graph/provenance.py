"""Where statements come from, as RDF: the node of a document, and the annotations that tie a statement to its words.

Annotations, targets and selectors have IRIs made from what they hold, so that two builds can be compared line by line.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from graph.identifiers import address_as_iri, content_key
from graph.quads import Literal, Quad, Term, tagged
from graph.records import DocumentPart, DocumentRecord, Evidence, Iri, PartialDate
from graph.values import fraction_term, term_of, time_of, time_term
from ontology.terms import DCTERMS, DROM, OA, PROV, RDF, SCHEMA, XSD

Node: TypeAlias = Mapping[str, list[Term]]  # predicate → its values, for one subject

DOCUMENT_CLASSES = (SCHEMA.WebPage, SCHEMA.DigitalDocument)


@dataclass(frozen=True, slots=True)
class Support:
    """One annotation: this evidence supports `thing` — `predicate` — `value`."""

    thing: str  # IRI
    predicate: str  # IRI
    value: Term
    evidence: Evidence


def support_quads(supports: Iterable[Support]) -> Iterator[Quad]:
    """The annotations in the graphs of their documents, and once each the stretches of text they rest on."""
    targets: dict[tuple[str, int, int, str, str, str], str] = {}
    for support in supports:
        found = support.evidence
        stretch = (found.document, found.start, found.end, found.exact, found.prefix, found.suffix)
        if stretch not in targets:
            targets[stretch], selectors = _target_quads(found)
            yield from selectors
        yield from _annotation_quads(support, targets[stretch])


def _annotation_quads(support: Support, target: str) -> Iterator[Quad]:
    found = support.evidence
    document = found.document
    literal = support.value if isinstance(support.value, Literal) else None
    confidence = fraction_term(found.confidence)
    content = (support.thing, support.predicate, *_content(support.value), target, found.method, confidence.text)
    annotation = f"{document}#a-" + content_key("\n".join(content))
    for predicate, value in (
        (RDF.type, Iri(OA.Annotation)),
        (OA.motivatedBy, Iri(OA.identifying)),
        (OA.hasBody, Iri(support.thing) if literal else support.value),
        (OA.hasTarget, Iri(target)),
        (DROM.describes, Iri(support.thing)),
        (DROM.supports, Iri(support.predicate)),
        (DROM.method, Literal(found.method)),
        (DROM.confidence, confidence),
    ):
        yield Quad(annotation, predicate, value, document)
    if literal:
        yield Quad(annotation, RDF.value, literal, document)


def _content(value: Term) -> tuple[str, ...]:
    return (value.text, value.datatype, value.lang) if isinstance(value, Literal) else (value,)


def _target_quads(found: Evidence) -> tuple[str, list[Quad]]:
    """The IRI of the stretch of text, shared by everything read in it, and its quads."""
    document = found.document
    key = content_key("\n".join([str(found.start), str(found.end), found.exact, found.prefix, found.suffix]))
    target, quote, position = (f"{document}#{kind}-{key}" for kind in "tqp")
    return target, [
        Quad(target, RDF.type, Iri(OA.SpecificResource), document),
        Quad(target, OA.hasSource, Iri(document), document),
        Quad(target, OA.hasSelector, Iri(quote), document),
        Quad(target, OA.hasSelector, Iri(position), document),
        Quad(quote, RDF.type, Iri(OA.TextQuoteSelector), document),
        Quad(quote, OA.exact, Literal(found.exact), document),
        Quad(quote, OA.prefix, Literal(found.prefix), document),
        Quad(quote, OA.suffix, Literal(found.suffix), document),
        Quad(position, RDF.type, Iri(OA.TextPositionSelector), document),
        Quad(position, OA.start, _number(found.start), document),
        Quad(position, OA.end, _number(found.end), document),
    ]


def supports_in(document: str, nodes: Mapping[str, Node]) -> Iterator[Support]:
    """The annotations among the nodes of a document's graph."""
    for node in nodes.values():
        if DROM.supports in node:
            thing = str(node[DROM.describes][0])
            value = node[RDF.value][0] if RDF.value in node else node[OA.hasBody][0]
            yield Support(thing, str(node[DROM.supports][0]), value, _evidence(document, node, nodes))


def _evidence(document: str, annotation: Node, nodes: Mapping[str, Node]) -> Evidence:
    target = nodes[str(annotation[OA.hasTarget][0])]
    selector: dict[str, list[Term]] = {}
    for iri in target[OA.hasSelector]:
        selector.update(nodes[str(iri)])
    return Evidence(
        document=document,
        start=int(_text(selector, OA.start)),
        end=int(_text(selector, OA.end)),
        exact=_text(selector, OA.exact),
        prefix=_text(selector, OA.prefix),
        suffix=_text(selector, OA.suffix),
        method=_text(annotation, DROM.method),
        confidence=float(_text(annotation, DROM.confidence)),
    )


def document_quads(record: DocumentRecord) -> Iterator[Quad]:
    """The node of the document and of its parts, in the graph of the document."""
    for predicate, value in _document_values(record):
        if value is not None:
            yield Quad(record.iri, predicate, value, record.iri)
    for part in record.parts:
        yield from _part_quads(record, part)


def _document_values(record: DocumentRecord) -> Iterator[tuple[str, Term | None]]:
    yield RDF.type, Iri(SCHEMA.DigitalDocument if record.file_name else SCHEMA.WebPage)
    yield DROM.address, Literal(record.address)
    yield DCTERMS.source, _web_iri(record.source)
    yield DROM.fileName, _plain(record.file_name)
    yield PROV.wasDerivedFrom, _web_iri(record.derived_from)
    yield DROM.sourceTitle, _plain(record.source_title)
    yield DROM.sourceRead, _date(record.source_read)
    yield PROV.generatedAtTime, time_term(record.fetched)
    yield SCHEMA.sha256, Literal(record.sha256)
    yield DROM.extractor, Literal(record.extractor)
    yield DCTERMS.type, Literal(record.kind)
    yield DCTERMS.language, Literal(record.lang)
    yield DROM.languageConfidence, fraction_term(record.lang_confidence)
    yield DCTERMS.title, _title(record.title, record.lang)
    yield DCTERMS.date, _date(record.date)
    yield DCTERMS.license, _web_iri(record.licence)
    for address in record.alternates:
        yield DROM.alternate, _web_iri(address)


def _part_quads(record: DocumentRecord, part: DocumentPart) -> Iterator[Quad]:
    iri = f"{record.iri}#part-{part.start}-{part.end}"
    yield Quad(record.iri, DCTERMS.hasPart, Iri(iri), record.iri)
    for predicate, value in (
        (DCTERMS.isPartOf, Iri(record.iri)),
        (OA.start, _number(part.start)),
        (OA.end, _number(part.end)),
        (DCTERMS.title, _title(part.title, record.lang)),
        (DCTERMS.date, _date(part.date)),
    ):
        if value is not None:
            yield Quad(iri, predicate, value, record.iri)


def document_from(iri: str, nodes: Mapping[str, Node]) -> DocumentRecord:
    """The record of a document from the nodes of its graph. Raises KeyError when a required value is missing."""
    node = nodes[iri]
    parts = [_part(nodes[str(part)]) for part in node.get(DCTERMS.hasPart, [])]
    return DocumentRecord(
        iri=iri,
        address=_text(node, DROM.address),
        source=_maybe(node, DCTERMS.source),
        file_name=_maybe(node, DROM.fileName),
        derived_from=_maybe(node, PROV.wasDerivedFrom),
        source_title=_maybe(node, DROM.sourceTitle),
        source_read=_maybe_date(node, DROM.sourceRead),
        fetched=time_of(Literal(_text(node, PROV.generatedAtTime))),
        sha256=_text(node, SCHEMA.sha256),
        extractor=_text(node, DROM.extractor),
        kind=_text(node, DCTERMS.type),
        lang=_text(node, DCTERMS.language),
        lang_confidence=float(_text(node, DROM.languageConfidence)),
        title=_maybe(node, DCTERMS.title),
        date=_maybe_date(node, DCTERMS.date),
        licence=_maybe(node, DCTERMS.license),
        parts=tuple(sorted(parts, key=lambda part: (part.start, part.end))),
        alternates=tuple(sorted(map(str, node.get(DROM.alternate, [])))),
    )


def _part(node: Node) -> DocumentPart:
    start, end = int(_text(node, OA.start)), int(_text(node, OA.end))
    return DocumentPart(start, end, _maybe(node, DCTERMS.title), _maybe_date(node, DCTERMS.date))


def nodes_of(quads: Iterable[Quad]) -> dict[str, dict[str, list[Term]]]:
    """The quads by subject and predicate."""
    nodes: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        nodes[quad.subject][quad.predicate].append(quad.object)
    return {subject: dict(values) for subject, values in nodes.items()}


def _number(count: int) -> Literal:
    return Literal(str(count), XSD.integer)


def _plain(text: str | None) -> Literal | None:
    return None if text is None else Literal(text)


def _title(title: str | None, lang: str) -> Literal | None:
    return None if title is None else tagged(title, lang)


def _date(date: PartialDate | None) -> Term | None:
    return None if date is None else term_of(date)


def _web_iri(address: str | None) -> Iri | None:
    return None if address is None else Iri(address_as_iri(address))


def _text(node: Node, predicate: str) -> str:
    value = node[predicate][0]
    return value.text if isinstance(value, Literal) else str(value)


def _maybe(node: Node, predicate: str) -> str | None:
    return _text(node, predicate) if predicate in node else None


def _maybe_date(node: Node, predicate: str) -> PartialDate | None:
    return PartialDate(_text(node, predicate)) if predicate in node else None
