"""Permanent identifiers: 303 from a thing to what is said about it, as a page or as RDF."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from graph.exchange import Syntax, serialise
from graph.queries import description
from service.dependencies import CurrentServing
from service.lookup import canonical_iri
from service.negotiation import DATA_SUFFIXES, HTML, THING_FORMS, chosen

router = APIRouter(tags=["identifiers"])
SUFFIX_OF = {media_type: suffix for suffix, media_type in DATA_SUFFIXES.items()}


@router.head("/id/{kind}/{key}", include_in_schema=False)
@router.get("/id/{kind}/{key}")
def identifier(kind: str, key: str, request: Request, serving: CurrentServing) -> Response:
    """303 to the page or the data of a thing, by `Accept`; 308 to its successor; 410 for a withdrawn one."""
    canonical_iri(serving, kind, key)
    media_type = chosen(request.headers.get("accept"), THING_FORMS)
    path = f"/page/{kind}/{key}" if media_type == HTML else f"/data/{kind}/{key}.{SUFFIX_OF[media_type]}"
    return RedirectResponse(path, HTTPStatus.SEE_OTHER, headers={"Vary": "Accept"})


@router.head("/data/{kind}/{key}", include_in_schema=False)
@router.get("/data/{kind}/{key}")
def data(kind: str, key: str, request: Request, serving: CurrentServing) -> Response:
    """What the merged view says of a thing, as Turtle, N-Triples, RDF/XML or JSON-LD, by suffix or `Accept`."""
    key, _, suffix = key.partition(".")
    iri = canonical_iri(serving, kind, key)
    media_type = DATA_SUFFIXES.get(suffix) or chosen(request.headers.get("accept"), tuple(DATA_SUFFIXES.values()))
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    etag = f'"{serving.release.number}-{key}-{SUFFIX_OF[media_type]}"'
    headers = {
        "Content-Type": media_type + charset,
        "Vary": "Accept",
        "ETag": etag,
        "Link": f'<{iri}>; rel="cite-as"',
    }
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(serialise(description(serving.store, iri), Syntax(media_type)), headers=headers)
