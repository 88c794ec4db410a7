"""Counts in tables and in lines such as "Trained mediators: 12": the heading of the row says what is counted, that of
the column when or where.

A table is a run of lines with cells parted by `|`, as `ingest.maintext` writes them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.records import PartialDate
from ingest.extract.numbers import Number
from ingest.extract.page import Page
from ingest.extract.rules import CountedNoun, CueKind, Currency
from ingest.finding import ObservationFinding, PlaceFinding

_METHOD = "rules:tables"
_KNOWN, _NAMED = 0.9, 0.7  # confidence: the heading holds a noun that the rules know, or only words
_MOST_ROWS, _MOST_CELLS = 400, 24  # of one page, of one row
_LONGEST_HEADING = 120  # characters
_LONGEST_LINE = 12  # words before the colon of a line
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(r"((?:19|20)\d\d)(?:\s?[-–/]\s?((?:19|20)\d\d))?")
_BESIDE_NUMBER = re.compile(r"[\s*†()~≈+%.\d\[\]]*")  # what a cell may hold beside its number


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int  # characters, without the blanks around
    end: int
    text: str

    @property
    def is_wording(self) -> bool:
        return any(char.isalpha() for char in self.text)


@dataclass(frozen=True, slots=True)
class _Unit:
    """What a heading says is counted."""

    text: str
    noun: CountedNoun | None


def find_in_tables(page: Page, places: Sequence[PlaceFinding]) -> Iterator[ObservationFinding]:
    """A count for each cell that holds nothing but a number, and for each line that ends in one behind a colon."""
    starts = [number.start for number in page.numbers]
    heading: Sequence[_Cell] = ()
    rows = 0
    for line_start, line in _lines(page.text):
        if "|" not in line or rows >= _MOST_ROWS:
            heading = ()
            yield from _stated_in_line(page, line_start, line, starts)
            continue
        rows += 1
        cells = _cells(line_start, line)
        if not heading:
            heading = cells if _is_heading(cells) else (_Cell(line_start, line_start, ""),)
        if cells is not heading:
            yield from _row(page, cells, heading, starts, places)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    position = 0
    for line in text.split("\n"):
        yield position, line
        position += len(line) + 1


def _cells(line_start: int, line: str) -> Sequence[_Cell]:
    cells, position = [], line_start
    for part in line.split("|", _MOST_CELLS)[:_MOST_CELLS]:
        start = position + len(part) - len(part.lstrip())
        text = part.strip()
        cells.append(_Cell(start, start + len(text), text))
        position += len(part) + 1
    return tuple(cells)


def _is_heading(cells: Sequence[_Cell]) -> bool:
    """Whether a row names its columns: beyond the first cell only words and years."""
    named = [cell for cell in cells[1:] if cell.text]
    return len(cells) > 1 and bool(named) and all(cell.is_wording or _YEARS.fullmatch(cell.text) for cell in named)


def _row(
    page: Page, cells: Sequence[_Cell], heading: Sequence[_Cell], starts: Sequence[int], places: Sequence[PlaceFinding]
) -> Iterator[ObservationFinding]:
    first = next((index for index, cell in enumerate(cells) if cell.is_wording), None)
    title = cells[first] if first is not None else cells[0]
    for index, cell in enumerate(cells):
        column = heading[index] if index < len(heading) else None
        number = _number_in(page, cell, starts)
        if number is None or index <= (first if first is not None else 0):
            continue
        unit = _unit(page, title) or (_unit(page, column) if column else None)
        if unit is not None and not _is_year_of(number, cell):
            headings = [title, *([column] if column else [])]
            yield _observation(page, cell, number, unit, headings, places)


def _number_in(page: Page, cell: _Cell, starts: Sequence[int]) -> Number | None:
    """The number of a cell that holds nothing else."""
    if not cell.text or len(cell.text) > 24 or cell.is_wording:
        return None
    index = bisect_right(starts, cell.end - 1) - 1
    number = page.numbers[index] if index >= 0 else None
    if number is None or number.start < cell.start or number.end > cell.end:
        return None
    rest = page.text[cell.start : number.start] + page.text[number.end : cell.end]
    is_alone = not any(char.isdigit() for char in rest) and _BESIDE_NUMBER.fullmatch(rest)
    return number if is_alone else None


def _is_year_of(number: Number, cell: _Cell) -> bool:
    return bool(_YEAR.fullmatch(cell.text)) and number.end == cell.end


def _unit(page: Page, heading: _Cell | None) -> _Unit | None:
    """What a heading counts; None for sums, lengths of time and headings without words."""
    if heading is None or not heading.is_wording or len(heading.text) > _LONGEST_HEADING:
        return None
    words = page.wording
    inside = range(words.word_from(heading.start), words.word_from(heading.end))
    if any(position in page.matches(Currency) or position in page.cues(CueKind.FUNDER) for position in inside):
        return None
    nouns = page.matches(CountedNoun)
    for position in inside:
        if position in nouns:
            match = nouns[position]
            while page.rules.is_head_final and match.last in nouns and words.is_joined(match.last - 1):
                match = nouns[match.last]
            start, end = page.characters(match.first, match.last)
            return _Unit(page.text[start:end], match.meaning)
    if any(position in page.cues(CueKind.NOT_COUNTED) for position in inside):
        return None
    return _Unit(heading.text.rstrip(":"), None)


def _observation(
    page: Page,
    cell: _Cell,
    number: Number,
    unit: _Unit,
    headings: Sequence[_Cell],
    places: Sequence[PlaceFinding],
) -> ObservationFinding:
    is_share = page.text[number.end : cell.end].strip().startswith("%")
    period = next((found for heading in headings if (found := _YEARS.fullmatch(heading.text))), None)
    located = (p.geonames_id for h in headings for p in places if h.start <= p.start and p.end <= h.end)
    return ObservationFinding(
        start=number.start,
        end=cell.end if is_share else number.end,
        method=_METHOD,
        confidence=_KNOWN if unit.noun or is_share else _NAMED,
        value=number.value,
        unit="%" if is_share else unit.text,
        unit_en="percent" if is_share else unit.noun.lemma_en if unit.noun else None,
        target_group=unit.noun.target_group if unit.noun else None,
        starts=PartialDate(period[1]) if period else None,
        ends=PartialDate(period[2] or period[1]) if period else None,
        geonames_id=next(located, None),
        of_cell=True,
    )


def _stated_in_line(page: Page, line_start: int, line: str, starts: Sequence[int]) -> Iterator[ObservationFinding]:
    """ "Trained mediators: 12"; only of nouns that the rules know."""
    named, colon, figure = line.rpartition(":")
    if not colon or not named or len(named) > _LONGEST_HEADING or len(named.split()) > _LONGEST_LINE:
        return
    title = _cells(line_start, named)[0]
    cell = _cells(line_start + len(named) + 1, figure)[0]
    number = _number_in(page, cell, starts)
    unit = _unit(page, title) if number is not None else None
    if number is not None and unit is not None and unit.noun is not None and not _is_year_of(number, cell):
        yield _observation(page, cell, number, unit, [title], ())
