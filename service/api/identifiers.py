"""Permanent identifiers: 303 from a thing to what is said about it, as a page or as RDF."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from graph.exchange import Syntax, serialise
from graph.queries import description
from service.api.responses import RDF, answers
from service.caching import etag_of, is_current
from service.dependencies import CurrentServing
from service.lookup import canonical_iri
from service.negotiation import DATA_SUFFIXES, HTML, SUFFIX_OF, THING_FORMS, chosen, content_type, split_suffix

router = APIRouter(tags=["identifiers"])


@router.get(
    "/id/{kind}/{key}",
    status_code=HTTPStatus.SEE_OTHER,
    response_class=Response,
    responses=answers(301, 303, 308, 404, 406, 410, 503),
)
def identifier(kind: str, key: str, request: Request, serving: CurrentServing) -> Response:
    """303 to the page or the data of a thing, by suffix or `Accept`; 308 to its successor; 410 for a withdrawn one."""
    key, suffix = split_suffix(key)
    canonical_iri(serving, kind, key)
    media_type = DATA_SUFFIXES[suffix] if suffix else chosen(request.headers.get("accept"), THING_FORMS)
    path = f"/page/{kind}/{key}" if media_type == HTML else f"/data/{kind}/{key}.{SUFFIX_OF[media_type]}"
    return RedirectResponse(path, HTTPStatus.SEE_OTHER, headers={"Vary": "Accept"})


@router.get(
    "/data/{kind}/{key}", response_class=Response, responses=answers(301, 304, 308, 404, 406, 410, 503, found=RDF)
)
def data(kind: str, key: str, request: Request, serving: CurrentServing) -> Response:
    """What the merged view says of a thing, as Turtle, N-Triples, RDF/XML or JSON-LD, by suffix or `Accept`."""
    key, suffix = split_suffix(key)
    iri = canonical_iri(serving, kind, key)
    suffix = suffix or SUFFIX_OF[chosen(request.headers.get("accept"), tuple(SUFFIX_OF))]
    media_type = DATA_SUFFIXES[suffix]
    etag = etag_of(serving.release.manifest.checksums, kind, key, suffix)
    headers = {
        "Content-Type": content_type(media_type),
        "Vary": "Accept",
        "ETag": etag,
        "Link": f'<{iri}>; rel="cite-as"',
    }
    if is_current(request.headers.get("if-none-match"), etag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(serialise(description(serving.store, iri), Syntax(media_type)), headers=headers)
