"""When a page was published: what it says for machines, else the date that stands beside its title."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.periods import find_dates
from graph.records import PartialDate
from ingest.furniture import is_about
from ingest.head import Head
from ingest.markup import Element, elements, text_of

_ISO = re.compile(r"(\d{4})-?(\d\d)?-?(\d\d)?(?=$|[T\s])")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\b(?!\.\d)\s?(?:h|ч|Uhr|óra|godz)?\.?")
_CHANGED = re.compile(r"modif|updat", re.IGNORECASE)  # when it was changed, not when it was published
_URL_DATE = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])(?=/|$)")
_LINE_CHARACTERS = 90  # of a line that is there for its date
_ABOUT_CHARACTERS = 200
_TEXT_CHARACTERS = 120  # a line so long is text; dates below it are those that the text speaks of
_LINES_TRIED = 12
_DATE_SHARE = 0.4  # of the characters of a line that is a date and little else
_FIRST_YEAR = 1990  # the web is not older


@dataclass(frozen=True, slots=True)
class AboutLines:
    """Lines in which a page may show its date, nearest to the title first."""

    marked: tuple[str, ...] = ()  # `time` elements and boxes named for what they hold
    short: tuple[str, ...] = ()  # lines that may hold a date and little else


def lines_about(tree: Element, heading: Element | None) -> AboutLines:
    """What may show the date of the page.

    To be called on the tree without furniture, before `prune_about`.
    """
    order = {element: number for number, element in enumerate(elements(tree))}
    at = order.get(heading, 0) if heading is not None else 0
    marked, short = [], []
    is_above_text = True
    for element, number in order.items():
        text = text_of(element)
        is_time = element.tag == "time" or element.get("itemprop") == "datePublished"
        if (is_time or is_about(element)) and len(text) <= _ABOUT_CHARACTERS and not _CHANGED.search(_names(element)):
            marked.append((not is_time, abs(number - at), element.get("datetime") or element.get("content") or text))
        elif element.tag == "li" or (number > at and len("".join(element.xpath("text()")).strip()) > _TEXT_CHARACTERS):
            is_above_text = False
        elif is_above_text and 6 <= len(text) <= _LINE_CHARACTERS and any(char.isdigit() for char in text):
            short.append((abs(number - at), text))
    nearest = [text for _, text in sorted(short)[:_LINES_TRIED]]
    return AboutLines(tuple(text for _, _, text in sorted(marked)), tuple(nearest))


def _names(element: Element) -> str:
    return f"{element.get('class') or ''} {element.get('itemprop') or ''}"


def date_of(head: Head, about: AboutLines, lang: str, address: str, *, latest: int) -> PartialDate | None:
    """The date of publication; None when nothing on the page tells. `latest` is the year of the capture."""
    return next(_candidates(head, about, lang, address, latest), None)


def _candidates(head: Head, about: AboutLines, lang: str, address: str, latest: int) -> Iterator[PartialDate]:
    for text in head.dates:
        yield from _plausible(_iso(text) or _first_date(text, lang), latest)
    for text in about.marked:
        yield from _plausible(_iso(text) or _first_date(text, lang), latest)
    for text in about.short:
        yield from _plausible(_first_date(text, lang, share=_DATE_SHARE), latest)
    match = _URL_DATE.search(head.canonical or address)
    if match:
        yield from _plausible(PartialDate("-".join(match.groups())), latest)


def date_line(line: str, lang: str, *, latest: int) -> PartialDate | None:
    """The date of a short line that holds one and little else (`23 април 2015`), else None."""
    if len(line) > _LINE_CHARACTERS:
        return None
    return next(_plausible(_first_date(line, lang, share=_DATE_SHARE), latest), None)


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


def _first_date(text: str, lang: str, *, share: float = 0.0) -> PartialDate | None:
    """The first date of the text, where it makes up so much of it."""
    text = _CLOCK.sub(" ", text)
    mentions = find_dates(text, lang)
    if not mentions:
        return None
    first = mentions[0]
    return first.date if first.end - first.start >= share * len(text.strip()) else None
