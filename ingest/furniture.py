"""Takes from the tree of a page what is no text by tag and name: menus, adverts, comments, lines about the page."""

import re
from itertools import islice

from ingest.boxes import Kind, kind_of
from ingest.markup import Element, elements, text_of
from ingest.rules import words
from ingest.teasers import HEADINGS, dropped_with_its_head, leads_away
from ingest.wholetext import NOTICE

_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_TITLES = frozenset(("h1", *HEADINGS))
_FRAMES = frozenset(("nav", "aside"))
_DROPPED = frozenset(words("boxes", "drop"))
_TAGS = frozenset(words("boxes", "tags"))
_ROLES = frozenset(words("boxes", "roles"))
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ABOUT = "drom-about"  # a name of our own in rules/boxes.toml
_LEVELS_NEAR = 4  # of boxes around the heading: what lies directly in them stands beside it
_LINE_CHARACTERS = 90  # of a line about the page
_SENTENCE_CHARACTERS = 200
_PROSE_CHARACTERS = 100
_LINKS_COUNTED = 100
_HALF = 0.5


def prune_boxes(body: Element, heading: Element | None) -> None:
    """Take the boxes of furniture out of the tree. What holds the page's heading or half of its text stays.

    A short dated box beside the heading is only marked, for its date: articles have heads and feet of their own.
    """
    kept = {body, heading, *heading.iterancestors()} if heading is not None else {body}
    near = set(islice(heading.iterancestors(), _LEVELS_NEAR)) if heading is not None else set()
    for element in list(elements(body)):
        if _is_certain(element) and element not in kept and element.getparent() is not None:
            element.drop_tree()
    half = _HALF * max(1, len(text_of(body)))
    for element in list(elements(body)):
        if element in kept or not _is_furniture(element) or element.getparent() is None:
            continue
        text = text_of(element)
        if len(text) < _SENTENCE_CHARACTERS and _is_own(element, near) and _YEAR.search(text):
            element.set("class", _ABOUT)
        elif len(text) < half:
            dropped_with_its_head(element)


def prune_about(body: Element, heading: Element | None) -> None:
    """Take out the lines that tell author, date and counts; done once the date is known."""
    kept = {body, heading, *heading.iterancestors()} if heading is not None else {body}
    for element in list(elements(body)):
        if element in kept or not (element.tag == "time" or is_about(element)) or element.getparent() is None:
            continue
        if len(text_of(element)) < _SENTENCE_CHARACTERS:
            line = element.getparent()
            (line if line not in kept and _is_line(line) else element).drop_tree()


def is_about(element: Element) -> bool:
    """Whether the element is there to tell of the page itself: its date, author, number of readers."""
    kind = kind_of(element)
    return bool(kind & Kind.ABOUT) or (bool(kind & Kind.MAYBE_ABOUT) and not _has_title(element))


def is_site_name(element: Element) -> bool:
    """Whether the element is named for showing what the site is called."""
    return bool(kind_of(element) & Kind.SITE)


def is_foreign(element: Element) -> bool:
    """Whether the element lies in a menu, a sidebar, a head or foot of the site: a box of furniture by tag or name."""
    return any(
        box.tag in _FRAMES or (box.tag not in ("html", "body") and Kind.FURNITURE in kind_of(box))
        for box in (element, *element.iterancestors())
    )


def _is_certain(element: Element) -> bool:
    if element.tag in _DROPPED:
        return True
    return "hidden" in element.attrib or _HIDDEN.search(element.get("style") or "") is not None


def _is_furniture(element: Element) -> bool:
    if element.tag in _TAGS:
        return True
    if not element.attrib:
        return False
    if element.get("role") in _ROLES or element.get("aria-hidden") == "true":
        return True
    kind = kind_of(element)
    if Kind.FURNITURE in kind or (Kind.WEAK in kind and not _has_paragraph(element)):
        return True
    return Kind.LINKED in kind and any(map(leads_away, islice(element.iter("a"), _LINKS_COUNTED)))


def _is_own(element: Element, near: set[Element]) -> bool:
    """Whether this is a head or foot of the article, not of the page."""
    parent = element.getparent()
    if parent not in near and parent.getparent() not in near:
        return False
    return element.tag in ("footer", "header") or Kind.OWN in kind_of(element)


def _is_line(element: Element) -> bool:
    """Whether the element is one short line, still in its tree and without a heading."""
    is_line = element.tag in ("p", "span", "li", "div") and element.getparent() is not None
    return is_line and len(text_of(element)) <= _LINE_CHARACTERS and not _has_title(element)


def _has_title(element: Element) -> bool:
    return any(inner.tag in _TITLES or NOTICE in inner.attrib for inner in elements(element))


def _has_paragraph(element: Element) -> bool:
    """Whether a stretch of prose is in the box."""
    return any(len((inner.text or "").strip()) >= _PROSE_CHARACTERS for inner in elements(element))
