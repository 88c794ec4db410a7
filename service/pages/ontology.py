"""The page of the ontology: its classes and properties with what they mean, read from the ontology itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fastapi.responses import HTMLResponse

from graph.quads import Literal, Term, text_of
from graph.records import LangText
from graph.vocabulary import ontology_quads
from ontology.terms import DROM, OWL, RDF, RDFS
from service.negotiation import DATA_SUFFIXES
from service.pages.interface import Interface
from service.pages.naming import best_text
from service.pages.offers import FORMAT_NAMES, DataLink
from service.pages.rendering import html_page

ONTOLOGY = DROM.NS.removesuffix("#")
KINDS = {"classes": (OWL.Class,), "properties": (OWL.ObjectProperty, OWL.DatatypeProperty)}


@dataclass(frozen=True, slots=True)
class TermView:
    """A class or property of ours; `name` is the last part of its IRI, and the anchor on the page."""

    name: str
    iri: str
    label: LangText
    comment: LangText
    domain: str | None  # as `drom:Practice` or an IRI
    range: str | None


def ontology_page(view: Interface) -> HTMLResponse:
    """What every term of drom's own namespace means, in the language of the interface where it is written in it."""
    formats = tuple(DataLink(name, DATA_SUFFIXES[end], f"/ns.{end}") for end, name in FORMAT_NAMES.items())
    about = _nodes()[ONTOLOGY]
    response = html_page(
        view,
        "ontology.html",
        release=None,
        iri=ONTOLOGY,
        label=best_text(_texts(about[RDFS.label]), view.ui),
        comment=best_text(_texts(about[RDFS.comment]), view.ui),
        kinds={name: tuple(_terms(classes, view.ui)) for name, classes in KINDS.items()},
        formats=formats,
    )
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _terms(classes: tuple[str, ...], ui: str) -> Iterator[TermView]:
    for iri, node in _nodes().items():
        if any(text_of(term) in classes for term in node.get(RDF.type, [])):
            yield TermView(
                name=iri.removeprefix(DROM.NS),
                iri=iri,
                label=best_text(_texts(node[RDFS.label]), ui),
                comment=best_text(_texts(node[RDFS.comment]), ui),
                domain=_first(node.get(RDFS.domain, [])),
                range=_first(node.get(RDFS.range, [])),
            )


@cache
def _nodes() -> dict[str, dict[str, list[Term]]]:
    """Subject → predicate → objects, in the order of the file."""
    nodes: dict[str, dict[str, list[Term]]] = {}
    for quad in ontology_quads():
        nodes.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
    return nodes


def _texts(terms: list[Term]) -> list[LangText]:
    return [LangText(term.text, term.lang) for term in terms if isinstance(term, Literal)]


def _first(terms: list[Term]) -> str | None:
    return next((text_of(term).replace(DROM.NS, "drom:") for term in terms), None)
