"""The page of a thing: what is said of it, each statement with the words that say it."""

from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from graph.queries import thing
from graph.records import Property, Thing, ThingType
from service.dependencies import CurrentServing
from service.errors import ThingMerged, ThingUnknown
from service.lookup import canonical_iri
from service.pages.address import SEARCH_PATH
from service.pages.belonging import belonging
from service.pages.figures import figures
from service.pages.interface import Interface, View
from service.pages.offers import offers
from service.pages.portrait import FACTS, MATCHES, RELATIONS, WORDINGS, Portrait
from service.pages.rendering import html_page
from service.pages.whereabouts import where
from service.serving import Serving

router = APIRouter(include_in_schema=False)
# A place and a body can be searched by; the filter of each.
SEARCHED_BY = {ThingType.PLACE: "place", ThingType.ORGANISATION: "organisation"}


@router.get("/page/{kind}/{key}")
def thing_page(kind: str, key: str, serving: CurrentServing, view: View) -> Response:
    """308 to the page of its successor for a merged thing. ThingUnknown, ThingWithdrawn: see failures.py."""
    try:
        iri = canonical_iri(serving, kind, key)
    except ThingMerged as merged:
        return _moved(merged, serving, view)
    found = thing(serving.store, iri)
    if found is None:
        raise ThingUnknown(iri)
    return _portrait(found, serving, view)


def _moved(merged: ThingMerged, serving: Serving, view: Interface) -> Response:
    """To the page, not to the identifier: pages link by path, so that a release opens under any host."""
    path = view.page_of(merged.successor, serving.base) or merged.successor
    return RedirectResponse(path, HTTPStatus.PERMANENT_REDIRECT)


def _portrait(found: Thing, serving: Serving, view: Interface) -> HTMLResponse:
    portrait = Portrait(found, serving, view)
    return html_page(
        view,
        "thing.html",
        release=serving.release.number,
        type=found.type.value,
        label=portrait.label,
        names=portrait.other_names(),
        quoted_names=portrait.quoted_names(),
        wordings=portrait.groups(WORDINGS),
        facts=portrait.groups(FACTS),
        relations=portrait.groups(RELATIONS),
        inverse=portrait.pointing_here(),
        belonging=belonging(found, serving, view, portrait.names),
        matches=portrait.groups(MATCHES),
        figures=tuple(figures(found, Property.OBSERVATION, serving, view, portrait.sources)),
        money=tuple(figures(found, Property.FUNDING, serving, view, portrait.sources)),
        place=where(found, serving, view),
        search_link=_search_link(found, view),
        offers=offers(found.iri, serving, view),
        merged_here=portrait.decisions.merged_here(),
        kept_apart=tuple((portrait.mention(iri), note) for iri, note in portrait.decisions.kept_apart()),
        sources=portrait.sources.seen(),
    )


def _search_link(found: Thing, view: Interface) -> str | None:
    """The search for everything in this place or with this body."""
    name = SEARCHED_BY.get(found.type)
    return view.link(SEARCH_PATH, **{name: found.iri}) if name else None
