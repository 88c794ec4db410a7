"""Pages for people who write programs, in English: the interface, from its own OpenAPI, and a form for SPARQL."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from tomllib import loads

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse

from graph.exchange import PREFIXES
from service.pages.interface import Interface, View
from service.pages.rendering import html_page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Route:
    """One way to ask, as the OpenAPI document describes it."""

    method: str
    path: str
    summary: str
    parameters: tuple[tuple[str, str], ...]  # name, what it takes


@dataclass(frozen=True, slots=True)
class QueryExample:
    """A question in plain words and the query that answers it."""

    question: str
    query: str


@router.get("/docs")
def programs_page(request: Request, view: View) -> HTMLResponse:
    app = request.app
    assert isinstance(app, FastAPI)
    return html_page(view, "programs.html", release=None, routes=tuple(_routes(app.openapi())), examples=examples())


def query_page(view: Interface, release: int) -> HTMLResponse:
    """The form at `/sparql`, with example queries that can be sent as they are."""
    return html_page(view, "query.html", release=release, examples=examples(), prefixes=PREFIXES)


@cache
def examples() -> tuple[QueryExample, ...]:
    """The example queries that ship; each is run by a test."""
    text = (files("service") / "pages" / "queries.toml").read_text(encoding="utf-8")
    return tuple(QueryExample(e["question"], e["query"].strip()) for e in loads(text)["example"])


def _routes(openapi: Mapping[str, Mapping[str, Mapping[str, dict[str, object]]]]) -> Iterator[Route]:
    for path, methods in openapi["paths"].items():
        for method, described in methods.items():
            told = str(described.get("description") or described.get("summary") or "")
            yield Route(method.upper(), path, told, tuple(_parameters(described)))


def _parameters(described: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    listed = described.get("parameters")
    for parameter in listed if isinstance(listed, list) else ():
        if parameter["in"] == "query":
            yield str(parameter["name"]), str(parameter.get("description") or "")
