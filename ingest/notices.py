"""Announcements by the build of a page: boxes, rows, items or headings of one make, each with a date of its own.

They are marked in the tree, so that `announcements.py` finds them in the text. The build tells more than the words:
an article with sections has no date below each heading.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from graph.language import guess
from graph.periods import find_dates
from ingest.markup import Element, elements, text_of
from ingest.wholetext import NOTICE

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_HEADS = frozenset((*_HEADINGS, "b", "strong", "dt", "summary", "th"))
_TABLE_TAGS = ("table", "tbody", "tr", "td", "th")
_COVERED = 0.6  # of the text of the page: announcements are what it is there for
_ENOUGH = 2
_YEAR = re.compile(r"(?:19|20)\d\d")
_HEAD_CHARACTERS = 200
_TEXT_CHARACTERS = 40  # below head and date; less is a row of a programme
_DATE_WITHIN = 4  # stretches of words at the beginning of an announcement
_DATE_SHARE = 0.4  # of the characters of the stretch that shows the date
_DATE_CHARACTERS = 90
_CHILDREN = 500  # looked at in one box
_MISSING = 5  # one in so many may lack its date


@dataclass(frozen=True, slots=True)
class _Notice:
    """One announcement: what heads it, and the words of its date."""

    head: Element
    date: str
    before: Element | None = None  # what shows the date in front of the head, as if it ended the announcement above


def mark_notices(body: Element, heading: Element | None) -> None:
    """Mark the heads of announcements with the words of their dates, if the page is made of such."""
    text = text_of(body)
    least = _COVERED * (len(text) - (len(text_of(heading)) if heading is not None else 0))
    if len(_YEAR.findall(text)) + sum("datetime" in time.attrib for time in body.iter("time")) < _ENOUGH:
        return
    lang, _ = guess(text)
    box: Element | None = body
    while box is not None:
        for group in _groups(box, heading):
            found = [notice for members in group if (notice := _notice(members, lang))]
            if len(found) >= max(_ENOUGH, len(group) - len(group) // _MISSING) and _cover(group) >= least:
                for notice in found:
                    _mark(notice)
                return
        box = next((child for child in islice(box, _CHILDREN) if len(text_of(child)) >= least), None)


def _groups(box: Element, heading: Element | None) -> Iterator[list[list[Element]]]:
    """Ways to cut the children of a box into announcements: boxes of one make, or a heading with what follows it."""
    children = [child for child in islice(box, _CHILDREN) if isinstance(child.tag, str) and child is not heading]
    children = [child for child in children if child.tag != "tr" or child.find("td") is not None]
    alike: dict[tuple[str, str], list[list[Element]]] = defaultdict(list)
    for child in children:
        if child.tag not in _HEADS and child.tag not in ("p", "br", "hr"):
            alike[child.tag, child.get("class") or ""].append([child])
    yield from (group for group in alike.values() if len(group) > 1)
    for tag in (*_HEADINGS, "dt"):
        heads = [number for number, child in enumerate(children) if child.tag == tag]
        if len(heads) > 1:
            yield [children[first:after] for first, after in pairwise([*heads, len(children)])]


def _cover(group: Sequence[Sequence[Element]]) -> int:
    return sum(len(text_of(element)) for members in group for element in members)


def _notice(members: Sequence[Element], lang: str) -> _Notice | None:
    """The head and date of one announcement; None for anything else."""
    head = next((element for member in members for element in elements(member) if _is_head(element)), None)
    date, stretch = _date(members, lang)
    if head is None or stretch is None:
        return None
    text = sum(len(text_of(member)) for member in members) - len(text_of(head)) - len(date)
    before = next(
        (found for member in members for found in elements(member) if found is head or found is stretch), head
    )
    is_before = before is not head and text_of(before) == date and not any(inner is head for inner in before.iter())
    return _Notice(head, date, before if is_before else None) if text >= _TEXT_CHARACTERS else None


def _is_head(element: Element) -> bool:
    return (
        element.tag in _HEADS
        and 0 < len(text_of(element)) <= _HEAD_CHARACTERS
        and any(map(str.isalpha, text_of(element)))
    )


def _date(members: Sequence[Element], lang: str) -> tuple[str, Element | None]:
    """The words of the date at the beginning, and the element that shows them."""
    stretches = (
        (element, words.strip())
        for member in members
        for element in elements(member)
        for words in (element.text or "", *(child.tail or "" for child in element))
    )
    for element, text in islice((found for found in stretches if any(map(str.isalnum, found[1]))), _DATE_WITHIN):
        if element.tag == "time" and element.get("datetime"):
            return element.get("datetime"), element
        mentions = find_dates(text, lang) if any(map(str.isdigit, text)) else []
        if not mentions or len(mentions[0].date.text) < len("2024-05-06"):
            continue
        first = mentions[0]
        is_line = len(text) <= _DATE_CHARACTERS and first.end - first.start >= _DATE_SHARE * len(text)
        if is_line or (first.start == 0 and element.tag in _HEADS):
            return text[first.start : first.end], element
    return "", None


def _mark(notice: _Notice) -> None:
    head = notice.head
    if notice.before is not None:
        notice.before.drop_tree()
    if head.tag in ("b", "strong", "th"):
        text = text_of(head)
        for child in list(head):
            head.remove(child)
        head.tag, head.text = "h3", text
    head.set(NOTICE, notice.date)
    for cell in list(head.iterancestors(*_TABLE_TAGS)):
        cell.tag = "div"
