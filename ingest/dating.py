"""When a page was published: what it says for machines, else the date that stands beside its title."""

import re
from collections.abc import Iterator, Sequence

from graph.periods import find_dates
from graph.records import PartialDate
from ingest.furniture import is_about
from ingest.head import Head
from ingest.markup import Element, elements, text_of

_ISO = re.compile(r"(\d{4})-?(\d\d)?-?(\d\d)?(?=$|[T\s])")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\b(?!\.\d)\s?(?:h|ч|Uhr|óra|godz)?\.?")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])(?=/|$)")
_LINE_CHARACTERS = 90  # of a line that is there for its date
_ABOUT_CHARACTERS = 200
_TEXT_CHARACTERS = 120  # a line so long is text; dates below it are those that the text speaks of
_LINES_TRIED = 12
_DATE_SHARE = 0.4  # of the characters of a line that is a date and little else
_FIRST_YEAR = 1990  # the web is not older


def lines_about(tree: Element, heading: Element | None) -> list[str]:
    """What may show the date, nearest to the title first: `time` elements, bylines, then short lines.

    To be called on the tree without furniture, before `prune_about`.
    """
    order = {element: number for number, element in enumerate(elements(tree))}
    at = order.get(heading, 0) if heading is not None else 0
    marked, short = [], []
    is_above_text = True
    for element, number in order.items():
        text = text_of(element)
        is_time = element.tag == "time" or element.get("itemprop") == "datePublished"
        if (is_time or is_about(element)) and len(text) <= _ABOUT_CHARACTERS:
            marked.append((not is_time, abs(number - at), element.get("datetime") or element.get("content") or text))
        elif element.tag == "li" or (number > at and len("".join(element.xpath("text()")).strip()) > _TEXT_CHARACTERS):
            is_above_text = False
        elif is_above_text and 6 <= len(text) <= _LINE_CHARACTERS and any(char.isdigit() for char in text):
            short.append((abs(number - at), text))
    return [text for _, _, text in sorted(marked)] + [text for _, text in sorted(short)[:_LINES_TRIED]]


def date_of(head: Head, about: Sequence[str], lang: str, address: str, *, latest: int) -> PartialDate | None:
    """The date of publication; None when nothing on the page tells. `latest` is the year of the capture."""
    return next(_candidates(head, about, lang, address, latest), None)


def _candidates(head: Head, about: Sequence[str], lang: str, address: str, latest: int) -> Iterator[PartialDate]:
    for text in head.dates:
        yield from _plausible(_iso(text) or _only_date(text, lang, share=0.0), latest)
    for text in about:
        yield from _plausible(_iso(text) or _only_date(text, lang), latest)
    match = _URL_DATE.search(head.canonical or address)
    if match:
        yield from _plausible(PartialDate("-".join(match.groups())), latest)


def date_line(line: str, lang: str, *, latest: int) -> PartialDate | None:
    """The date of a short line that holds one and little else (`23 април 2015`), else None."""
    if len(line) > _LINE_CHARACTERS:
        return None
    return next(_plausible(_only_date(line, lang), latest), None)


def _plausible(found: PartialDate | None, latest: int) -> Iterator[PartialDate]:
    if found is not None and _FIRST_YEAR <= found.year <= latest + 1:
        yield found


def _iso(text: str) -> PartialDate | None:
    """`2024-05-06T09:30:00+02:00`, `2025-04`, `20240506`: the day as written, wherever the clock stood."""
    match = _ISO.match(text.strip())
    if not match:
        return None
    try:
        return PartialDate("-".join(part for part in match.groups() if part))
    except ValueError:
        return None


def _only_date(text: str, lang: str, share: float = _DATE_SHARE) -> PartialDate | None:
    text = _CLOCK.sub(" ", text)
    mentions = find_dates(text, lang)
    if not mentions:
        return None
    first = mentions[0]
    return first.date if first.end - first.start >= share * len(text.strip()) else None
