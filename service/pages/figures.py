"""The numbers and sums of money that sources state of a thing, each with its quotation."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from graph.queries import thing
from graph.records import Evidence, LangText, PartialDate, Property, Thing, Value
from service.pages.chips import period_label
from service.pages.formatting import money, number
from service.pages.interface import Interface
from service.pages.quotes import Quote, Sources
from service.serving import Serving


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or an amount that a source states."""

    number: str
    qualifier: str | None  # over, about, planned
    unit: LangText | None  # the counted noun as written
    unit_translated: LangText | None  # in the language of the interface, where that is another
    period: str | None
    quotes: tuple[Quote, ...]


def figures(subject: Thing, wanted: Property, serving: Serving, view: Interface, sources: Sources) -> Iterator[Figure]:
    """Indicator values (`OBSERVATION`) or sums of money (`FUNDING`) of a thing; one without a number is left out."""
    for statement in subject.statements:
        found = thing(serving.store, str(statement.value)) if statement.property is wanted else None
        written = _written(found, view.ui) if found else None
        if found is None or written is None:
            continue
        unit, translated = _units(found, view.ui)
        qualifier = str(found.first(Property.QUALIFIER) or "exact")
        yield Figure(
            number=written,
            qualifier=qualifier if view.words.has(f"qualifier.{qualifier}") and qualifier != "exact" else None,
            unit=unit,
            unit_translated=translated,
            period=_period(found, view),
            quotes=sources.quotes(statement.evidence or _evidence_of(found)),
        )


def _written(found: Thing, ui: str) -> str | None:
    value, amount = found.first(Property.VALUE), found.first(Property.AMOUNT)
    if isinstance(amount, Decimal | int):
        return money(amount, str(found.first(Property.CURRENCY) or ""), ui)
    return number(value, ui) if isinstance(value, Decimal | int) else None


def _units(found: Thing, ui: str) -> tuple[LangText | None, LangText | None]:
    """The counted noun in the language of the source, and in that of the interface where that is kept, too."""
    units = sorted(found.texts(Property.UNIT), key=lambda unit: unit.lang == "en")
    if not units:
        return None, None
    return units[0], next((unit for unit in units[1:] if unit.lang == ui), None)


def _period(found: Thing, view: Interface) -> str | None:
    begins, ends = (_iso(found.first(prop)) for prop in (Property.START, Property.END))
    return period_label(begins, ends, view) if begins or ends else None


def _iso(value: Value | None) -> str | None:
    return value.text if isinstance(value, PartialDate) else None


def _evidence_of(found: Thing) -> tuple[Evidence, ...]:
    return next((statement.evidence for statement in found.statements if statement.evidence), ())
