"""Dates and the edges of periods."""

from collections.abc import Iterator

from graph.periods import PeriodMention, find_periods
from graph.records import PartialDate
from ingest.extract.page import Page
from ingest.finding import DateFinding

_METHOD = "rules:dates"
_DAY, _YEAR = 0.95, 0.85  # confidence of a date to the day or month, and of a bare year


def periods_of(page: Page) -> tuple[PeriodMention, ...]:
    """The dates and periods of the text, each with its span."""
    return tuple(find_periods(page.text, page.lang))


def find_dates(periods: tuple[PeriodMention, ...]) -> Iterator[DateFinding]:
    """A finding for each single date, and one for each edge of each period."""
    for period in periods:
        if period.begins == period.ends and period.begins is not None:
            yield _finding(period, period.begins, "on")
            continue
        if period.begins is not None:
            yield _finding(period, period.begins, "start")
        if period.ends is not None:
            yield _finding(period, period.ends, "end")


def _finding(period: PeriodMention, date: PartialDate, role: str) -> DateFinding:
    confidence = _YEAR if len(date.text) == len("2015") else _DAY
    return DateFinding(start=period.start, end=period.end, method=_METHOD, confidence=confidence, date=date, role=role)
