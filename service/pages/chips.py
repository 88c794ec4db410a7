"""What a question was understood to mean and what it is filtered by, each with the address that takes it away."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.registers import key_of
from search.plan import QueryPlan
from search.results import ResultPage
from service.pages.address import LITERAL, SearchAddress
from service.pages.formatting import partial_date
from service.pages.interface import Interface
from service.pages.naming import Names


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing understood or chosen: `words` of the question say it, the address `remove` takes it away."""

    slot: str
    label: str
    words: str | None = None
    remove: str | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class _Meaning:
    """A part of the plan with the filters that say the same."""

    slot: str
    label: str
    span: tuple[int, int] | None
    filters: tuple[tuple[str, str], ...]


def understood(page: ResultPage, address: SearchAddress, view: Interface, names: Names) -> tuple[Chip, ...]:
    """The chips of the interpretation, in the order of the question.

    Taking one away keeps the words, switches interpretation off and says the others as filters. There is no filter that
    excludes, so a question with an exclusion has no such links; it can still be taken literally.
    """
    plan = page.interpretation
    meanings = sorted(_meanings(plan, view), key=lambda m: m.span or (len(plan.query), 0))
    literal = address.adding(LITERAL)
    chips = []
    for meaning in meanings:
        others = (f for other in meanings if other is not meaning for f in other.filters)
        remove = None if plan.excluded else literal.adding(*others).link
        chips.append(Chip(meaning.slot, meaning.label, _words(plan.query, meaning.span), remove))
    for gone in plan.excluded:
        chips.append(
            Chip(gone.slot, names.of_filter(gone.slot, gone.value), _words(plan.query, gone.span), negated=True)
        )
    return tuple(chips)


def chosen(address: SearchAddress, names: Names) -> tuple[Chip, ...]:
    """The chips of the filters in the address."""
    return tuple(
        Chip(name, names.of_filter(name, value), remove=address.dropping((name, value)).link)
        for name, value in address.filters
    )


def _meanings(plan: QueryPlan, view: Interface) -> Iterator[_Meaning]:
    for kind in plan.types:
        yield _Meaning("type", str(view.words.text(f"types.{kind.value}")), kind.span, (("type", kind.value),))
    for slot, concepts in (
        ("theme", plan.themes),
        ("approach", plan.approaches),
        ("target_group", plan.target_groups),
    ):
        for concept in concepts:
            yield _Meaning(slot, concept.label, concept.span, ((slot, concept.notation),))
    for place in plan.places:
        value = place.country if place.kind == "country" else key_of(place.geonames)
        yield _Meaning("place", place.label, place.span, (("place", value),))
    for body in plan.organisations:
        yield _Meaning("organisation", body.label, body.span, (("organisation", body.iri),))
    if plan.period is not None:
        begins, ends = plan.period.begins, plan.period.ends
        filters = [(name, value) for name, value in (("from", begins), ("to", ends)) if value]
        yield _Meaning("period", period_label(begins, ends, view), plan.period.span, tuple(filters))


def period_label(begins: str | None, ends: str | None, view: Interface) -> str:
    """`2014–2020`, `since 2014`, `until 2020`."""
    if begins and ends:
        first, last = partial_date(begins, view.ui), partial_date(ends, view.ui)
        return first if first == last else f"{first}–{last}"
    if begins:
        return str(view.words.text("filter.since", date=partial_date(begins, view.ui)))
    return str(view.words.text("filter.until", date=partial_date(ends or "", view.ui)))


def _words(query: str, span: tuple[int, int] | None) -> str | None:
    return query[span[0] : span[1]] if span else None
