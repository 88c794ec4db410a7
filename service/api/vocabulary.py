"""The words themselves: the ontology, every concept and every scheme dereference as RDF; their pages are in pages/."""

from collections.abc import Iterable

from fastapi import APIRouter, Request
from fastapi.responses import Response

from graph.exchange import Syntax, serialise
from graph.quads import Quad
from graph.queries import description
from graph.vocabulary import ontology_quads
from ontology.errors import ConceptUnknown
from service.api.responses import RDF, RDF_OR_PAGE, answers
from service.dependencies import CurrentServing
from service.negotiation import DATA_SUFFIXES, HTML, chosen, content_type, split_suffix
from service.pages.interface import interface
from service.pages.ontology import ontology_page

router = APIRouter(tags=["vocabulary"])


@router.get("/ns", response_class=Response, responses=answers(406, found=RDF_OR_PAGE))
def ontology(request: Request) -> Response:
    """The ontology of drom: a page for browsers, else Turtle or another RDF syntax by `Accept`."""
    media_type = chosen(request.headers.get("accept"), (HTML, *DATA_SUFFIXES.values()))
    return ontology_page(interface(request)) if media_type == HTML else _rdf(ontology_quads(), media_type)


@router.get("/ns.{suffix}", response_class=Response, responses=answers(404, found=RDF))
def ontology_as(suffix: str) -> Response:
    """The ontology of drom in the syntax of the suffix."""
    if suffix not in DATA_SUFFIXES:
        raise ConceptUnknown(f"ns.{suffix}", "ontology")
    return _rdf(ontology_quads(), DATA_SUFFIXES[suffix])


@router.get("/data/concept/{scheme}", response_class=Response, responses=answers(404, 406, 503, found=RDF))
def scheme(scheme: str, request: Request, serving: CurrentServing) -> Response:
    """A concept scheme with its top concepts as RDF."""
    name, suffix = split_suffix(scheme)
    return _described(serving, f"{serving.base}/concept/{name}", suffix, request)


@router.get("/data/concept/{scheme}/{notation}", response_class=Response, responses=answers(404, 406, 503, found=RDF))
def concept(scheme: str, notation: str, request: Request, serving: CurrentServing) -> Response:
    """A concept as RDF."""
    notation, suffix = split_suffix(notation)
    return _described(serving, serving.scheme.concept(scheme, notation).iri, suffix, request)


def _described(serving: CurrentServing, iri: str, suffix: str, request: Request) -> Response:
    accept = request.headers.get("accept")
    media_type = DATA_SUFFIXES[suffix] if suffix else chosen(accept, tuple(DATA_SUFFIXES.values()))
    quads = description(serving.store, iri)
    if not quads:
        scheme, _, notation = iri.removeprefix(f"{serving.base}/concept/").partition("/")
        raise ConceptUnknown(notation, scheme)
    return _rdf(quads, media_type)


def _rdf(quads: Iterable[Quad], media_type: str) -> Response:
    headers = {"Content-Type": content_type(media_type), "Vary": "Accept"}
    return Response(serialise(quads, Syntax(media_type)), headers=headers)
