"""When a page was published: what it says for machines, else the date that stands beside its title."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from graph.lemmas import name_key
from graph.periods import find_dates
from graph.records import PartialDate
from ingest.blocks import Block, BlockKind
from ingest.furniture import is_about, is_foreign
from ingest.head import Head
from ingest.markup import Element, elements, text_of
from ingest.rules import table, words

_ISO = re.compile(r"(\d{4})(?:[-/.]?(\d\d))?(?:[-/.]?(\d\d))?(?=$|[T\s])")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\b(?!\.\d)\s?(?:h|ч|Uhr|óra|godz)?\.?")
_CHANGED = re.compile(r"modif|updat", re.IGNORECASE)  # when it was changed, not when it was published
_URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?=/|$)")
_PIECES = re.compile(r"\s[|•·/]\s|\s{3,}")
_LINE_CHARACTERS = 90  # of a line that is there for its date
_ABOUT_CHARACTERS = 200
_TEXT_CHARACTERS = 120  # a line so long is text; dates below it are those that the text speaks of
_LINES_TRIED = 12
_DATE_SHARE = 0.4  # of the characters of a line that is a date and little else
_ABOUT_SHARE = 0.3  # above the text
_FIRST_YEAR = 1990  # the web is not older
_SMALL_WORD = 3  # letters: the and of between a label and its date


@dataclass(frozen=True, slots=True)
class AboutLines:
    """Lines in which a page may show its date, nearest to the title first."""

    marked: tuple[str, ...] = ()  # `time` elements and boxes named for what they hold
    short: tuple[str, ...] = ()  # lines that may hold a date and little else
    said: tuple[str, ...] = ()  # lines that begin with "Published" in some language


def lines_about(body: Element, placed: Sequence[tuple[Element, Block]], heading: Element | None) -> AboutLines:
    """What may show the date of the page.

    To be called on the tree without furniture, before `prune_about`.
    """
    order = {element: number for number, element in enumerate(elements(body))}
    at = order.get(heading, 0) if heading is not None else 0
    marked = []
    for element, number in order.items():
        is_time = element.tag == "time" or element.get("itemprop") in ("datePublished", "dateCreated")
        if (is_time or is_about(element)) and not _CHANGED.search(_names(element)):
            text = text_of(element)
            if len(text) <= _ABOUT_CHARACTERS and not is_changed(text):
                marked.append(
                    (not is_time, abs(number - at), element.get("datetime") or element.get("content") or text)
                )
    short, said = [], []
    is_above_text = True
    for element, block in placed:
        number, text = order.get(element, at), block.text.removeprefix("- ")
        if number > at and block.kind is BlockKind.PARAGRAPH and len(text) > _TEXT_CHARACTERS:
            is_above_text = False
        if not 6 <= len(text) <= _LINE_CHARACTERS or not any(char.isdigit() for char in text) or is_changed(text):
            continue
        if is_published(text):
            said.append((abs(number - at), text))
        elif is_above_text and not (block.kind is BlockKind.ITEM and number < at and is_foreign(element)):
            short.append((abs(number - at), text))
    return AboutLines(
        tuple(text for _, _, text in sorted(marked)[:_LINES_TRIED]),
        tuple(text for _, text in sorted(short)[:_LINES_TRIED]),
        tuple(text for _, text in sorted(said)[:_LINES_TRIED]),
    )


def _names(element: Element) -> str:
    return f"{element.get('class') or ''} {element.get('itemprop') or ''}"


def date_of(head: Head, about: AboutLines, lang: str, address: str, *, latest: int) -> PartialDate | None:
    """The date of publication; None when nothing on the page tells. `latest` is the year of the capture."""
    return next(_candidates(head, about, lang, address, latest), None)


def _candidates(head: Head, about: AboutLines, lang: str, address: str, latest: int) -> Iterator[PartialDate]:
    for text in (*head.dates, *about.marked):
        yield from _plausible(_iso(text) or _first_date(text, lang), latest)
    for text in about.short:
        yield from _plausible(_first_date(text, lang, share=_DATE_SHARE), latest)
    for text in about.said:
        yield from _plausible(_labelled_date(text, lang), latest)
    for text in head.made:
        yield from _plausible(_iso(text) or _first_date(text, lang), latest)
    for pattern in (_URL_DATE, _URL_MONTH):
        match = pattern.search(head.canonical or address)
        if match:
            yield from _plausible(_iso("-".join(match.groups())), latest)


def is_published(line: str) -> bool:
    """Whether the line begins with "Published", "Date" and the like."""
    return f"{name_key(line[:_LINE_CHARACTERS])} ".startswith(_labels("published") + _labels("bare"))


def is_changed(line: str) -> bool:
    """Whether the line begins with "Updated" and the like."""
    return f"{name_key(line[:_LINE_CHARACTERS])} ".startswith(_labels("changed"))


def is_about_line(line: str, lang: str, *, above_text: bool) -> bool:
    """Whether a line only says when the page was published or changed.

    A line with a date and little else, or with the word "Date", says so above the text alone.
    """
    if len(line) > _ABOUT_CHARACTERS or not any(char.isdigit() for char in line):
        return False
    if f"{name_key(line[:_LINE_CHARACTERS])} ".startswith(_labels("published") + _labels("changed")):
        return bool(find_dates(line, lang))
    return above_text and len(line) <= _LINE_CHARACTERS and _first_date(line, lang, share=_ABOUT_SHARE) is not None


@cache
def _labels(kind: str) -> tuple[str, ...]:
    """The folded beginnings of lines of all languages: templates are often in another one than the text."""
    languages = table("dating")[kind]
    return tuple(f"{name_key(word)} " for lang in dict(languages) for word in words("dating", kind, lang))  # type: ignore[call-overload]


def _labelled_date(line: str, lang: str) -> PartialDate | None:
    """The date of a line right behind its label; `Date of the next meeting: …` is none of the page."""
    mentions = find_dates(_CLOCK.sub(" ", line), lang)
    if not mentions:
        return None
    between = name_key(line[: mentions[0].start])
    label = max(
        (one for one in _labels("published") + _labels("bare") if f"{between} ".startswith(one)), key=len, default=None
    )
    if label is None:
        return None
    rest = f"{between} ".removeprefix(label).split()
    return mentions[0].date if len(rest) <= 1 or all(len(word) <= _SMALL_WORD for word in rest) else None


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
    """The first date of the text, where it makes up so much of it or of one of its pieces (`By us | 3 May 2021`)."""
    text = _CLOCK.sub(" ", text)
    mentions = find_dates(text, lang)
    if not mentions:
        return None
    first = mentions[0]
    before = list(_PIECES.finditer(text, 0, first.start))
    after = _PIECES.search(text, first.end)
    piece = text[before[-1].end() if before else 0 : after.start() if after else len(text)]
    return first.date if first.end - first.start >= share * len(piece.strip()) else None
