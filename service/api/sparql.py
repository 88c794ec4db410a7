"""The SPARQL endpoint: SPARQL 1.1 Protocol, queries only, answered by worker processes that can be killed."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from graph.errors import QueryRefused
from graph.exchange import Syntax, serialise
from graph.querycheck import CheckedQuery, QueryForm, check
from graph.querystore import BOOLEAN_FORMATS, GRAPH_FORMATS, SOLUTION_FORMATS
from service.api.responses import QUERY, QUERY_BODY, QUERY_OR_PAGE, answers
from service.dependencies import CurrentServing
from service.description import service_description
from service.errors import ParameterWrong
from service.negotiation import DATA_SUFFIXES, HTML, chosen, content_type
from service.pages.interface import interface
from service.pages.programs import query_page
from service.problems import problem
from service.serving import Serving

router = APIRouter(tags=["sparql"])
MAX_BODY_BYTES = 200_000
# Short names for people who type an address; a header says it too.
FORMAT_WORDS: Mapping[str, str] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    **DATA_SUFFIXES,
}
_ALIASES = {"application/json": "application/sparql-results+json", "application/xml": "application/sparql-results+xml"}


@router.get("/sparql", response_class=Response, responses=answers(400, 403, 406, 503, found=QUERY_OR_PAGE))
def query_by_get(
    request: Request,
    serving: CurrentServing,
    query: str | None = None,
    default_graph_uri: Annotated[list[str] | None, Query(alias="default-graph-uri")] = None,
    named_graph_uri: Annotated[list[str] | None, Query(alias="named-graph-uri")] = None,
    format: str | None = None,
) -> Response:
    """Answer `query`; without one, say what the endpoint does."""
    if query is None:
        return _no_query(request, serving)
    _only_one(request.query_params.getlist("query"))
    return _answer(serving, request, query, default_graph_uri or (), named_graph_uri or (), format)


@router.post(
    "/sparql",
    response_class=Response,
    responses=answers(400, 403, 406, 413, 415, 503, found=QUERY),
    openapi_extra=QUERY_BODY,
)
async def query_by_post(request: Request, serving: CurrentServing) -> Response:
    """Answer a query sent directly (`application/sparql-query`) or as a form."""
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    body = await _body(request)
    if body is None:
        return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-long", f"a query may have {MAX_BODY_BYTES} bytes")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return problem(HTTPStatus.BAD_REQUEST, "not-utf-8", "the query is not UTF-8")
    parameters = parse_qs(str(request.url.query), keep_blank_values=True, max_num_fields=100)
    if media_type == "application/sparql-query":
        query: str | None = text
    elif media_type == "application/x-www-form-urlencoded":
        parameters = parse_qs(text, keep_blank_values=True, max_num_fields=100)
        query = _only_one(parameters.get("query", []))
    elif media_type == "application/sparql-update":
        raise QueryRefused("update", "updates are refused: this endpoint is read-only")
    else:
        return problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "unsupported-media-type",
            "send application/sparql-query or application/x-www-form-urlencoded",
        )
    if query is None:
        if "update" in parameters:
            raise QueryRefused("update", "updates are refused: this endpoint is read-only")
        return _no_query(request, serving)
    return await run_in_threadpool(
        _answer,
        serving,
        request,
        query,
        parameters.get("default-graph-uri", []),
        parameters.get("named-graph-uri", []),
        next(iter(parameters.get("format", [])), None),
    )


async def _body(request: Request) -> bytes | None:
    """The body, or None when it is larger than a query may be; no more than that is ever read."""
    collected = bytearray()
    async for piece in request.stream():
        collected += piece
        if len(collected) > MAX_BODY_BYTES:
            return None
    return bytes(collected)


def _only_one(queries: Sequence[str]) -> str | None:
    if len(queries) > 1:
        raise ParameterWrong("query", queries[1], "send one query at a time")
    return next(iter(queries), None)


def _no_query(request: Request, serving: Serving) -> Response:
    """What the endpoint is: a form for browsers, the Service Description for every other client."""
    # Of equals the last is chosen: a client that takes anything gets Turtle.
    offered = (*SOLUTION_FORMATS, HTML, *DATA_SUFFIXES.values())
    form = chosen(request.headers.get("accept"), offered) if request.method == "GET" else ""
    if form in ("", *SOLUTION_FORMATS):
        return problem(
            HTTPStatus.BAD_REQUEST,
            "no-query",
            "send a SPARQL query as the parameter `query`, e.g. /sparql?query=ASK%20%7B%7D",
        )
    if form == HTML:
        return query_page(interface(request), serving.release.number)
    body = serialise(service_description(f"{serving.base}/sparql"), Syntax(form))
    return Response(body, headers={"Content-Type": content_type(form), "Vary": "Accept"})


def _answer(
    serving: Serving,
    request: Request,
    query: str,
    default_graphs: Sequence[str],
    named_graphs: Sequence[str],
    word: str | None,
) -> Response:
    checked = check(query)
    media_type = _media_type(checked, request.headers.get("accept"), word)
    body = serving.queries.run(
        checked, media_type, default_graphs=tuple(default_graphs), named_graphs=tuple(named_graphs)
    )
    return Response(body, headers={"Content-Type": content_type(media_type), "Vary": "Accept"})


def _media_type(checked: CheckedQuery, accept: str | None, word: str | None) -> str:
    formats = _formats(checked)
    if word:
        asked = FORMAT_WORDS.get(word, word)
        return chosen(asked, list(formats))
    # The first format is what a client without a wish gets; `chosen` prefers the last of equals.
    offered = [*_ALIASES, *reversed(formats)]
    found = chosen(accept, [o for o in offered if _ALIASES.get(o, o) in formats])
    return _ALIASES.get(found, found)


def _formats(checked: CheckedQuery) -> tuple[str, ...]:
    if checked.gives_graph:
        return tuple(GRAPH_FORMATS)
    return tuple(BOOLEAN_FORMATS if checked.form is QueryForm.ASK else SOLUTION_FORMATS)
