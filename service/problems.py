"""From failures to problem+json (RFC 9457): the one table of statuses and slugs."""

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match, Mount

from graph.errors import (
    GraphError,
    QueryCrashed,
    QueryMalformed,
    QueryRefused,
    QueryTimedOut,
    QueryWorkersBusy,
    ReleaseError,
    ReleaseMissing,
    ResultTooLarge,
)
from ontology.errors import ConceptUnknown, OntologyError
from search.errors import EncodingFailed, IndexMissing, IndexStale, SearchError
from search.errors import QueryRefused as QuestionRefused
from service import errors
from service.pages.failures import failure_page, wants_page

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"

STATUS: dict[type[Exception], HTTPStatus] = {
    errors.NotReady: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.NotAcceptable: HTTPStatus.NOT_ACCEPTABLE,
    errors.ParameterWrong: HTTPStatus.BAD_REQUEST,
    errors.ThingUnknown: HTTPStatus.NOT_FOUND,
    errors.ThingWithdrawn: HTTPStatus.GONE,
    errors.ThingMerged: HTTPStatus.PERMANENT_REDIRECT,
    errors.SpeltOtherwise: HTTPStatus.MOVED_PERMANENTLY,
    errors.ServiceError: HTTPStatus.INTERNAL_SERVER_ERROR,
    QuestionRefused: HTTPStatus.BAD_REQUEST,
    IndexMissing: HTTPStatus.SERVICE_UNAVAILABLE,
    IndexStale: HTTPStatus.SERVICE_UNAVAILABLE,
    EncodingFailed: HTTPStatus.INTERNAL_SERVER_ERROR,
    SearchError: HTTPStatus.INTERNAL_SERVER_ERROR,
    ConceptUnknown: HTTPStatus.NOT_FOUND,
    OntologyError: HTTPStatus.INTERNAL_SERVER_ERROR,
    QueryRefused: HTTPStatus.BAD_REQUEST,
    QueryMalformed: HTTPStatus.BAD_REQUEST,
    QueryTimedOut: HTTPStatus.SERVICE_UNAVAILABLE,
    QueryWorkersBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    QueryCrashed: HTTPStatus.BAD_REQUEST,
    ResultTooLarge: HTTPStatus.INTERNAL_SERVER_ERROR,
    ReleaseMissing: HTTPStatus.NOT_FOUND,
    ReleaseError: HTTPStatus.SERVICE_UNAVAILABLE,
    GraphError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
# Seconds after which a client may try again.
RETRY_AFTER_S = 10
WRITING_METHODS = ("POST", "PUT", "PATCH", "DELETE")
ROOTS = (errors.ServiceError, SearchError, OntologyError, GraphError)


def status_of(failure: Exception) -> HTTPStatus:
    """The most specific entry wins; a failure nobody listed is ours, hence 500."""
    if isinstance(failure, QueryRefused) and failure.slug in ("service", "update"):
        return HTTPStatus.FORBIDDEN
    for kind in type(failure).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return HTTPStatus.INTERNAL_SERVER_ERROR


def slug_of(failure: Exception) -> str:
    """The stable word of a failure: its class name with hyphens, `parameter-wrong`."""
    name = type(failure).__name__
    return "".join("-" + c.lower() if c.isupper() else c for c in name).lstrip("-")


def problem(status: HTTPStatus, slug: str, detail: str, **more: object) -> JSONResponse:
    # Of most addresses a failure is a page or a problem, by `Accept`.
    headers = {"Vary": "Accept", **_waiting(status)}
    body = {"type": f"/problems/{slug}", "title": status.phrase, "status": status.value, "detail": detail, **more}
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE, headers=headers)


def _waiting(status: HTTPStatus) -> dict[str, str]:
    return {"Retry-After": str(RETRY_AFTER_S)} if status is HTTPStatus.SERVICE_UNAVAILABLE else {}


async def _failed(request: Request, failure: Exception) -> Response:
    if isinstance(failure, errors.ThingMerged):
        names = (iri.partition("/id/")[2] for iri in (failure.iri, failure.successor))
        return RedirectResponse(_renamed(request, *names), HTTPStatus.PERMANENT_REDIRECT)
    if isinstance(failure, errors.SpeltOtherwise):
        return RedirectResponse(_renamed(request, failure.given, failure.canonical), HTTPStatus.MOVED_PERMANENTLY)
    status = status_of(failure)
    if wants_page(request) and status is not HTTPStatus.INTERNAL_SERVER_ERROR:
        page = failure_page(request, status, failure)
        page.headers.update(_waiting(status))
        return page
    if status is HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(failure, ResultTooLarge):
        log.exception("request failed", exc_info=failure)
        return problem(status, slug_of(failure), "something went wrong on our side; the log says what")
    facts = {name: getattr(failure, name) for name in ("parameter", "allowed", "offered") if hasattr(failure, name)}
    return problem(status, slug_of(failure), str(failure), **facts)


def _renamed(request: Request, old: str, new: str) -> str:
    """Path, suffix and parameters of the request with one `type/key` for another; no host, as a client chooses that."""
    path = request.url.path.replace(old, new, 1)
    return f"{path}?{request.url.query}" if request.url.query else path


async def _http(request: Request, failure: Exception) -> Response:
    assert isinstance(failure, HTTPException)
    status = HTTPStatus(failure.status_code)
    if wants_page(request):
        found: Response = failure_page(request, status, failure)
    else:
        found = problem(status, status.phrase.lower().replace(" ", "-"), str(failure.detail))
    found.headers.update(failure.headers or {})
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        found.headers["Allow"] = ", ".join(_methods_of(request))
    return found


def _methods_of(request: Request) -> list[str]:
    """Every method that some route takes at this path; every address can be read."""
    routes = [route for route in request.app.routes if not isinstance(route, Mount)]
    asked = [{**request.scope, "method": method} for method in WRITING_METHODS]
    taken = (scope["method"] for scope in asked if any(route.matches(scope)[0] is Match.FULL for route in routes))
    return ["GET", "HEAD", *taken]


async def _invalid(_request: Request, failure: Exception) -> Response:
    assert isinstance(failure, RequestValidationError)
    first = failure.errors()[0]
    parameter = str(first["loc"][-1])
    return problem(
        HTTPStatus.BAD_REQUEST, "parameter-wrong", f"parameter {parameter}: {first['msg']}", parameter=parameter
    )


def install(app: FastAPI) -> None:
    """Every failure of ours leaves the service as problem+json; a stranger never sees a traceback."""
    for root in ROOTS:
        app.add_exception_handler(root, _failed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _failed)
