"""The facets of an answer as lists of links, and the pages of its results."""

from collections.abc import Iterator
from dataclasses import dataclass

from search.results import FacetValue, ResultPage
from service.pages.address import LIST_FILTERS, SearchAddress
from service.pages.formatting import language_name
from service.pages.interface import Interface

# In the order in which they help to narrow down; a facet that is not named here is not shown.
SHOWN = ("type", "theme", "place", "lang", "year", "organisation")
# Values shown at once; the others wait behind "more". Six still fit beside the first result.
FIRST_VALUES = 6


@dataclass(frozen=True, slots=True)
class FacetLink:
    """One value; `link` chooses it, or gives it up when it is chosen."""

    label: str
    count: int
    link: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One facet with the values shown at once and those behind *more*."""

    name: str
    first: tuple[FacetLink, ...]
    rest: tuple[FacetLink, ...]


@dataclass(frozen=True, slots=True)
class Pager:
    """Where the reader is among the results, counted from 1, and the addresses of the neighbours."""

    first: int
    last: int
    previous: str | None
    next: str | None


def facet_groups(page: ResultPage, address: SearchAddress, view: Interface) -> tuple[FacetGroup, ...]:
    """The facets that still divide the results; one with a single value that is not chosen says nothing new."""
    return tuple(_groups(page, address, view))


def _groups(page: ResultPage, address: SearchAddress, view: Interface) -> Iterator[FacetGroup]:
    for name in SHOWN:
        links = tuple(_link(name, value, address, view) for value in page.facets.get(name, ()))
        if len(links) > 1 or any(link.chosen for link in links):
            yield FacetGroup(name, links[:FIRST_VALUES], links[FIRST_VALUES:])


def _link(name: str, value: FacetValue, address: SearchAddress, view: Interface) -> FacetLink:
    filters = (("from", value.value), ("to", value.value)) if name == "year" else ((name, value.value),)
    chosen = all(each in address.filters for each in filters)
    target = address.dropping(*filters) if chosen else _choosing(address, name, filters)
    return FacetLink(_label(name, value, view), value.count, target.link, chosen)


def _choosing(address: SearchAddress, name: str, filters: tuple[tuple[str, str], ...]) -> SearchAddress:
    """Lists grow by a value; a year replaces the period chosen before."""
    return (address if name in LIST_FILTERS else address.without("from", "to")).adding(*filters)


def _label(name: str, value: FacetValue, view: Interface) -> str:
    if name == "type":
        return str(view.words.text(f"types.{value.value}"))
    return language_name(value.value, view.ui) if name == "lang" else value.label or value.value


def pager(page: ResultPage, address: SearchAddress) -> Pager:
    last = page.offset + len(page.results)
    before = max(0, page.offset - page.limit)
    return Pager(
        first=page.offset + 1,
        last=last,
        previous=address.turned_to(before).link if page.offset else None,
        next=address.turned_to(last).link if last < page.total and page.results else None,
    )
