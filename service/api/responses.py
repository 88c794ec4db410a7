"""What the routes answer beside plain JSON, as the OpenAPI document tells it; the one place for it."""

from collections.abc import Iterable
from typing import TypeAlias

from graph.querystore import BOOLEAN_FORMATS, GRAPH_FORMATS, SOLUTION_FORMATS
from service.negotiation import DATA_SUFFIXES, HTML

Described: TypeAlias = dict[str, object]
Responses: TypeAlias = dict[int | str, Described]

PROBLEM_SCHEMA: Described = {
    "title": "Problem",
    "description": "RFC 9457",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": "stable word of the failure, as a path: /problems/parameter-wrong"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "parameter": {"type": "string", "description": "the parameter that was not accepted"},
        "allowed": {"type": "string", "description": "what it takes"},
        "offered": {"type": "array", "items": {"type": "string"}, "description": "media types to be had"},
    },
}
LOCATION: Described = {"Location": {"schema": {"type": "string"}}}
RETRY_AFTER: Described = {"Retry-After": {"description": "seconds", "schema": {"type": "integer"}}}


def _problem(description: str) -> Described:
    return {"description": description, "content": {"application/problem+json": {"schema": PROBLEM_SCHEMA}}}


def _detour(description: str) -> Described:
    return {"description": description, "headers": LOCATION}


def _found(description: str, media_types: Iterable[str]) -> Described:
    return {"description": description, "content": {media_type: {} for media_type in media_types}}


KNOWN: Responses = {
    301: _detour("The same address in the canonical spelling"),
    303: _detour("The page or the data of the thing"),
    304: {"description": "The version named in `If-None-Match` still stands"},
    308: _detour("The thing that replaces this one, for ever"),
    400: _problem("A parameter has a value that is not accepted, or the query cannot be understood"),
    403: _problem("Updates, `LOAD` and `SERVICE` are refused"),
    404: _problem("Nothing is known by this name"),
    406: _problem("None of the media types asked for is to be had"),
    410: _problem("The thing was withdrawn; the detail says when and why"),
    413: _problem("The query is too long"),
    415: _problem("The body is neither a query nor a form"),
    503: {**_problem("No release is open, or the query took too long"), "headers": RETRY_AFTER},
}
# Of every route; with it nothing is said of 422, which is never answered.
EVERYWHERE: Responses = {"default": _problem("Any other failure")}
RDF: Responses = {200: _found("As RDF", DATA_SUFFIXES.values())}
RDF_OR_PAGE: Responses = {200: _found("As RDF, or a page", (*DATA_SUFFIXES.values(), HTML))}
QUERY_FORMATS = dict.fromkeys((*SOLUTION_FORMATS, *BOOLEAN_FORMATS, *GRAPH_FORMATS))
QUERY: Responses = {200: _found("A table, a graph or yes or no, by the form of the query", QUERY_FORMATS)}
QUERY_OR_PAGE: Responses = {
    200: _found("The answer; without a query the Service Description, or a form", (*QUERY_FORMATS, HTML))
}
QUERY_BODY: Described = {
    "requestBody": {
        "required": True,
        "content": {
            "application/sparql-query": {"schema": {"type": "string"}},
            "application/x-www-form-urlencoded": {
                "schema": {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}}
            },
        },
    }
}


def answers(*statuses: int, found: Responses | None = None) -> Responses:
    """The responses of a route: how it answers when all is well, and these statuses."""
    return {**(found or {}), **{status: KNOWN[status] for status in statuses}}
