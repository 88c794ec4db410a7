"""The words themselves: the ontology and every concept dereference as RDF; pages/concept.py has the page."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from graph.exchange import Syntax, serialise
from graph.queries import description
from graph.vocabulary import ontology_quads
from ontology.errors import ConceptUnknown
from service.dependencies import CurrentServing
from service.negotiation import DATA_SUFFIXES, chosen

router = APIRouter(tags=["vocabulary"])


@router.get("/ns")
def ontology(request: Request) -> Response:
    """The ontology of drom, as Turtle or another RDF syntax by `Accept`."""
    media_type = chosen(request.headers.get("accept"), tuple(DATA_SUFFIXES.values()))
    return Response(serialise(ontology_quads(), Syntax(media_type)), media_type=media_type, headers={"Vary": "Accept"})


@router.get("/data/concept/{scheme}/{notation}")
def concept(scheme: str, notation: str, request: Request, serving: CurrentServing) -> Response:
    """A concept as RDF."""
    notation, _, suffix = notation.partition(".")
    found = serving.scheme.concept(scheme, notation)
    media_type = DATA_SUFFIXES.get(suffix) or chosen(request.headers.get("accept"), tuple(DATA_SUFFIXES.values()))
    quads = list(description(serving.store, found.iri))
    if not quads:
        raise ConceptUnknown(notation, scheme)
    return Response(serialise(quads, Syntax(media_type)), media_type=media_type, headers={"Vary": "Accept"})
