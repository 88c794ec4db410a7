"""Whether a graph is as the shapes want it, and whether its things fit together.

Shapes look at one thing at a time and are asked of what a run touched, in batches; what holds between things is asked
of the whole release in SPARQL (`sparql/check-*.rq`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from graph.provenance import DOCUMENT_CLASSES
from graph.quads import Literal, Quad, Term, text_of
from graph.queries import question, things_of_document
from graph.records import Iri
from graph.store import GraphStore
from ontology.files import OntologyFile, read_text
from ontology.terms import RDF, SH, XSD

if TYPE_CHECKING:
    import rdflib

# pySHACL needs 9 GB for the two million triples of 100,000 things at once; a batch of a thousand nodes needs 60 MB.
_NODES_AT_ONCE = 1_000
_SEVERITY = re.compile(r"^# Severity: (\w+)\.$", re.MULTILINE)


class Severity(StrEnum):
    """A violation makes a thing unusable or untraceable; a warning is something that a good record has."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is not as it should be."""

    severity: Severity
    focus: str  # IRI
    path: str  # IRI of the property, empty when several or none are meant
    message: str

    def __str__(self) -> str:
        of = f" ({self.path})" if self.path else ""
        return f"{self.severity}: {self.focus}{of}: {self.message}"


def validate(store: GraphStore, documents: Iterable[str]) -> list[Problem]:
    """What is wrong with these documents, with the things they describe, and between any things; sorted.

    `documents` are IRIs. The merged view must be written: it is what the shapes are asked of. Annotations, ten times as
    many nodes, are looked at in SPARQL here and by the shapes in `validate_all`.
    """
    touched = set(documents)
    touched.update([thing for document in sorted(touched) for thing in things_of_document(store, document)])
    return sorted({*_shape_problems(_nodes(store, touched)), *checks(store)})


def validate_all(store: GraphStore) -> list[Problem]:
    """What is wrong anywhere, in the graphs of the documents as well as in the merged view; sorted."""
    documents = {quad.subject for class_ in DOCUMENT_CLASSES for quad in _of_class(store, class_)}
    everything = documents | {quad.subject for class_ in _shaped_classes() for quad in _of_class(store, class_)}
    graphs = ([*store.quads(graph=document)] for document in sorted(documents))
    return sorted({*_shape_problems(graphs), *_shape_problems(_nodes(store, everything)), *checks(store)})


def _nodes(store: GraphStore, iris: Iterable[str]) -> Iterator[list[Quad]]:
    for iri in sorted(iris):
        yield list(store.quads(subject=iri))


def checks(store: GraphStore) -> Iterator[Problem]:
    """What does not fit between the things of the whole release."""
    for name in _check_names():
        text = question(name)
        found = _SEVERITY.search(text)
        assert found, f"{name}.rq does not say how severe it is"
        message = text.partition("\n")[0].removeprefix("# ")
        for row in store.select(text):
            path = text_of(row["path"]) if "path" in row else ""
            yield Problem(Severity(found.group(1).lower()), text_of(row["focus"]), path, message)


def _check_names() -> list[str]:
    names = (entry.name for entry in (files("graph") / "sparql").iterdir())
    return sorted(name.removesuffix(".rq") for name in names if name.startswith("check-"))


def _of_class(store: GraphStore, class_: str) -> Iterator[Quad]:
    return store.quads(predicate=RDF.type, object=Iri(class_))


def _shape_problems(nodes: Iterable[list[Quad]]) -> Iterator[Problem]:
    """`nodes` are the quads of one or more whole nodes each; they are put together to batches."""
    batch: list[Quad] = []
    subjects: set[str] = set()
    for quads in nodes:
        batch += quads
        subjects.update(quad.subject for quad in quads)
        if len(subjects) >= _NODES_AT_ONCE:
            yield from _problems(batch)
            batch, subjects = [], set()
    if batch:
        yield from _problems(batch)


def _problems(quads: Iterable[Quad]) -> Iterator[Problem]:
    import pyshacl  # with rdflib 0.9 s to import
    from rdflib import URIRef

    data = _rdflib_graph(quads)
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), advanced=False, inplace=True)
    for result in report.subjects(URIRef(RDF.type), URIRef(SH.ValidationResult)):
        severity, focus, path, message = (
            report.value(result, URIRef(term))
            for term in (SH.resultSeverity, SH.focusNode, SH.resultPath, SH.resultMessage)
        )
        name = str(severity).removeprefix(SH.NS).lower()
        yield Problem(Severity(name), str(focus), str(path) if isinstance(path, URIRef) else "", str(message))


@cache
def _shapes() -> "rdflib.Graph":
    import rdflib

    return rdflib.Graph().parse(data=read_text(OntologyFile.SHAPES), format="turtle")


@cache
def _shaped_classes() -> tuple[str, ...]:
    import rdflib

    classes = _shapes().objects(None, rdflib.URIRef(SH.targetClass))
    return tuple(sorted({str(class_) for class_ in classes} - {*DOCUMENT_CLASSES}))


def _rdflib_graph(quads: Iterable[Quad]) -> "rdflib.Graph":
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for quad in quads:
        graph.add((rdflib.URIRef(quad.subject), rdflib.URIRef(quad.predicate), _rdflib_term(quad.object)))
    return graph


def _rdflib_term(term: Term) -> "rdflib.term.Node":
    import rdflib

    if not isinstance(term, Literal):
        return rdflib.URIRef(term)
    if term.lang:
        return rdflib.Literal(term.text, lang=term.lang)
    if term.datatype == XSD.string:
        return rdflib.Literal(term.text)  # rdflib tells "a" from "a"^^xsd:string, and sh:in then fails
    return rdflib.Literal(term.text, datatype=rdflib.URIRef(term.datatype))
