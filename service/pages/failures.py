"""What people see when something cannot be shown: 404, 410, 503 and the others, with a way on."""

from http import HTTPStatus

from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from graph.records import PartialDate
from service.errors import ThingWithdrawn
from service.pages.examples import examples_in
from service.pages.formatting import partial_date
from service.pages.interface import Interface, interface
from service.pages.rendering import html_page

# Paths that answer programs: a failure there is problem+json whatever the client accepts.
FOR_PROGRAMS = ("/api/", "/data/", "/sparql", "/health/", "/version", "/static/", "/openapi.json")
# Addresses that have nothing but a page, whatever the client accepts.
ONLY_PAGES = ("/", "/search")
# What an operator types to publish a first release.
FIRST_STEP = Markup("<code>drom ingest read PATH</code>")
HTML_TYPES = ("text/html", "application/xhtml+xml")


def wants_page(request: Request) -> bool:
    """Whether a person is looking: the client names HTML and the path is one of pages, or the path has only a page."""
    accept = request.headers.get("accept", "").lower()
    path = request.url.path
    return path in ONLY_PAGES or (not path.startswith(FOR_PROGRAMS) and any(known in accept for known in HTML_TYPES))


def failure_page(request: Request, status: HTTPStatus, failure: Exception | None = None) -> HTMLResponse:
    """The page of a failure: what happened in plain words, never a path or a traceback of ours."""
    view = interface(request)
    key = f"error.{status.value}"
    heading = view.words.text(key) if view.words.has(key) else view.words.text("error.title")
    response = html_page(
        view,
        "failure.html",
        status=status,
        release=None,
        heading=heading,
        code=status.value,
        explanation=_explanation(view, status, failure),
        examples=() if status is HTTPStatus.SERVICE_UNAVAILABLE else examples_in(view.ui),
    )
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _explanation(view: Interface, status: HTTPStatus, failure: Exception | None) -> str | None:
    key = f"error.{status.value}_explain"
    if isinstance(failure, ThingWithdrawn):
        return view.words.text(key, when=_day(failure.when, view), why=failure.why)
    if not view.words.has(key) or status is HTTPStatus.GONE:
        return None
    return view.words.text(key, command=FIRST_STEP)


def _day(when: str, view: Interface) -> str:
    """The day of an ISO date or time; what is neither is shown as it is."""
    try:
        return partial_date(PartialDate(when[:10]), view.ui)
    except ValueError:
        return when
