"""The search page: the question, what was understood, what was found and how to narrow it down."""

from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from search.errors import QueryRefused
from search.question import LONGEST_QUESTION
from search.results import ResultPage
from service.dependencies import CurrentServing
from service.errors import ParameterWrong
from service.pages.address import FILTERS, LITERAL, SEARCH_PATH, SearchAddress
from service.pages.chips import chosen, understood
from service.pages.examples import examples_in
from service.pages.facets import facet_groups, pager
from service.pages.hits import hit_view
from service.pages.interface import Interface, View
from service.pages.naming import Names
from service.pages.rendering import html_page
from service.serving import Serving

router = APIRouter(include_in_schema=False)
LONGEST_VALUE_SHOWN = 100  # characters of a refused value


@router.get(SEARCH_PATH)
def search_page(serving: CurrentServing, view: View) -> HTMLResponse:
    """Answers the question in the address; with no question and no filter, everything there is."""
    address = SearchAddress.of(view.parameters)
    try:
        question = address.question(ui=view.ui, limit=serving.settings.page_size)
        return _answer(serving, view, address, serving.engine.answer(question))
    except (QueryRefused, ParameterWrong) as failure:
        if failure.parameter == "q":
            return _too_long(serving, view, address)
        return _refused(serving, view, address, failure.parameter, failure.allowed)


def _answer(serving: Serving, view: Interface, address: SearchAddress, page: ResultPage) -> HTMLResponse:
    names = Names(serving, view.ui)
    return html_page(
        view,
        "search.html",
        release=serving.release.number,
        address=address,
        page=page,
        understood=understood(page, address, view, names),
        chosen=chosen(address, names),
        facets=facet_groups(page, address, view),
        pager=pager(page, address),
        literal_link=address.adding(LITERAL).link,
        interpreted_link=address.dropping(LITERAL).link,
        unfiltered_link=address.without(*FILTERS).link,
        examples=examples_in(view.ui),
        hits=tuple(hit_view(hit, view, serving.base) for hit in page.results),
    )


def _too_long(serving: Serving, view: Interface, address: SearchAddress) -> HTMLResponse:
    """Only its length can be wrong with a question."""
    return html_page(
        view,
        "toolong.html",
        status=HTTPStatus.BAD_REQUEST,
        release=serving.release.number,
        length=len(address.text),
        most=LONGEST_QUESTION,
    )


def _refused(serving: Serving, view: Interface, address: SearchAddress, parameter: str, allowed: str) -> HTMLResponse:
    """A filter value that nobody knows: what it was, what is possible, and the same search without it."""
    return html_page(
        view,
        "refused.html",
        status=HTTPStatus.BAD_REQUEST,
        release=serving.release.number,
        address=address,
        parameter=parameter,
        value=", ".join(address.values(parameter))[:LONGEST_VALUE_SHOWN],
        allowed=allowed,
        without_link=address.without(parameter).link,
    )
