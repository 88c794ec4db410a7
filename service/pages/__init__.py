"""Server-rendered pages for people."""

from fastapi import APIRouter


def routers() -> tuple[APIRouter, ...]:
    """The routes of every page, in the order in which they are tried."""
    from service.pages import about, concept, document, home, search, thing

    return tuple(module.router for module in (home, search, document, thing, concept, about))
