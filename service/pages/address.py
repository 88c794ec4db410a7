"""The address of a search page: what is asked and filtered, and the addresses one step away from it."""

from collections.abc import Iterable
from dataclasses import dataclass

from search.question import LAST_RESULT, Question
from service.asking import SearchParameters, question_from
from service.pages.links import with_query

SEARCH_PATH = "/search"
# Filters that can be repeated, and those that cannot.
LIST_FILTERS = ("type", "theme", "approach", "target_group", "place", "organisation", "lang")
SINGLE_FILTERS = ("from", "to", "bbox")
FILTERS = (*LIST_FILTERS, *SINGLE_FILTERS)
LITERAL = ("interpret", "false")
KEPT = ("q", *FILTERS, "interpret", "ui")
# More parameters than any page of ours links to; the rest is not read.
MOST_PARAMETERS = 50


@dataclass(frozen=True, slots=True)
class SearchAddress:
    """Parameters without empty, unknown and repeated ones; `offset` stands apart because every other step resets it."""

    parameters: tuple[tuple[str, str], ...]
    offset: int = 0

    @classmethod
    def of(cls, parameters: Iterable[tuple[str, str]]) -> "SearchAddress":
        """The address that a request names; an offset that is no number, or past the last result, is 0."""
        given = list(parameters)[:MOST_PARAMETERS]
        kept = dict.fromkeys((name, value.strip()) for name, value in given if name in KEPT and value.strip())
        return cls(tuple(kept), _offset(next((value for name, value in given if name == "offset"), "0")))

    @property
    def link(self) -> str:
        offset = (("offset", str(self.offset)),) if self.offset else ()
        return with_query(SEARCH_PATH, (*self.parameters, *offset))

    @property
    def data_link(self) -> str:
        """The same search as JSON."""
        return "/api/v1" + self.link

    @property
    def text(self) -> str:
        return next(iter(self.values("q")), "")

    @property
    def interprets(self) -> bool:
        return LITERAL not in self.parameters

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, value) for name, value in self.parameters if name in FILTERS)

    def values(self, name: str) -> tuple[str, ...]:
        return tuple(value for known, value in self.parameters if known == name)

    def adding(self, *parameters: tuple[str, str]) -> "SearchAddress":
        """This address with more parameters, from the first result."""
        return SearchAddress(tuple(dict.fromkeys((*self.parameters, *parameters))))

    def without(self, *names: str) -> "SearchAddress":
        """This address without any value of these parameters, from the first result."""
        return SearchAddress(tuple(p for p in self.parameters if p[0] not in names))

    def dropping(self, *parameters: tuple[str, str]) -> "SearchAddress":
        """This address without exactly these parameters, from the first result."""
        return SearchAddress(tuple(p for p in self.parameters if p not in parameters))

    def turned_to(self, offset: int) -> "SearchAddress":
        return SearchAddress(self.parameters, offset)

    def question(self, *, ui: str, limit: int) -> Question:
        """What is asked; raises ParameterWrong or QueryRefused naming the parameter whose value cannot be used."""
        single = {name: next(iter(self.values(name)), None) for name in SINGLE_FILTERS}
        lists = {name: list(self.values(name)) for name in LIST_FILTERS}
        asked = {"q": self.text, "interpret": self.interprets, "limit": limit, "offset": self.offset, **single, **lists}
        return question_from(SearchParameters.model_validate(asked), ui=ui)


def _offset(text: str) -> int:
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(LAST_RESULT)) else 0
    return wanted if wanted <= LAST_RESULT else 0
