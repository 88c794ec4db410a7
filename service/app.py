"""The web application: routes, pages, failures and headers put together."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.resources import files

from fastapi import FastAPI, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.staticfiles import StaticFiles

from service import problems
from service.api import entities, health, identifiers, search, sparql, vocabulary
from service.api.responses import EVERYWHERE
from service.heads import HeadAsGet
from service.pages import about, concept, document, home, programs, scheme, thing
from service.pages import search as search_page
from service.settings import Settings
from service.wiring import serving_holder

# No script, style or image but our own; forms go nowhere else; nobody frames us.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
# In the order in which paths are tried: `/data/concept/…` before `/data/{kind}/…`,
# `/page/document/…` before `/page/{kind}/…`.
FOR_PROGRAMS = (health, search, entities, vocabulary, identifiers, sparql)
FOR_PEOPLE = (home, search_page, document, thing, concept, scheme, about, programs)


def create_app(settings: Settings) -> FastAPI:
    """The whole service for one data folder; opens the current release when it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.holder.refresh(at_once=True)
        yield
        app.state.holder.close()

    # A redirect to the path without its slash would name the host of the request, which anybody can choose.
    app = FastAPI(
        title="drom", lifespan=lifespan, docs_url=None, redoc_url=None, redirect_slashes=False, responses=EVERYWHERE
    )
    app.state.settings = settings
    app.state.holder = serving_holder(settings)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "POST", "HEAD"],
        allow_headers=["*"],
        expose_headers=["*"],
    )
    app.middleware("http")(_with_security_headers)
    app.add_middleware(HeadAsGet)
    problems.install(app)
    for module in (*FOR_PROGRAMS, *FOR_PEOPLE):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=str(files("service") / "static")), name="static")
    return app


async def _with_security_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response
