"""Takes from the tree of a page what is not its text: menus, adverts, comment forms, teasers, lists of links."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from ingest.markup import Element, elements, text_of
from ingest.rules import words

_NAMES = ("class", "id", "role", "data-elementor-type", "data-testid")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CUT = re.compile(r"[\s_:]+|-+")
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_WHOLLY_LINKED = 0.95
_LINKED = 0.75  # of the characters: a list of links, not a text with links
_TEASER_CHARACTERS = 500
_SENTENCE_CHARACTERS = 200
_PROSE_CHARACTERS = 100
_ANNOUNCING_CHARACTERS = 40
_LINKS_COUNTED = 100
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class _Names:
    """What the table calls furniture."""

    single: frozenset[str]
    phrase: frozenset[str]
    whole: frozenset[str]

    def match(self, names: Sequence[str]) -> bool:
        for name in names:
            if name in self.whole:
                return True
            parts = _CUT.split(name)
            if not self.single.isdisjoint(parts):
                return True
            if len(parts) > 1 and self.phrase and any(_is_run(phrase, name) for phrase in self.phrase):
                return True
        return False


def _is_run(phrase: str, name: str) -> bool:
    return f"-{phrase}-" in f"-{_CUT.sub('-', name)}-"


def prune_boxes(body: Element, heading: Element | None) -> None:
    """Take the boxes of furniture out of the tree. What holds the page's heading or half of its text stays."""
    kept = {heading, *heading.iterancestors()} if heading is not None else set()
    total = max(1, len(text_of(body)))
    for element in list(elements(body)):
        if element is body or element in kept or element.getparent() is None:
            continue
        if _is_certain(element) or (_is_furniture(element) and len(text_of(element)) < _HALF * total):
            element.drop_tree()


def prune_about(body: Element, heading: Element | None) -> None:
    """Take out the lines that tell author, date and counts; done once the date is known."""
    kept = {heading, *heading.iterancestors()} if heading is not None else set()
    for element in list(elements(body)):
        if element in kept or element.getparent() is None or element is body:
            continue
        if (element.tag == "time" or is_about(element)) and len(text_of(element)) < _SENTENCE_CHARACTERS:
            element.drop_tree()


def prune_teasers(body: Element, heading: Element | None) -> int:
    """Take out what announces other pages: boxes headed by a link, and lists of links. Returns how many were headed."""
    kept = {heading, *heading.iterancestors()} if heading is not None else set()
    teasers = 0
    for title in [e for e in elements(body) if e.tag in _HEADINGS and e not in kept]:
        box = title.getparent()
        if box is None or box is body or box in kept or not _is_link(title):
            continue
        if len(text_of(box)) <= _TEASER_CHARACTERS:
            box.drop_tree()
            teasers += 1
    for box in [e for e in elements(body) if e.tag in ("ul", "ol", "div", "section", "td", "table", "p", "dl")]:
        if box in kept or box is body or box.getparent() is None or not _is_links_only(box):
            continue
        if _is_announced(box):
            _unlink(box)
        else:
            box.drop_tree()
    return teasers


def _unlink(box: Element) -> None:
    """Make plain text of the links: trafilatura takes lists of links for menus."""
    for link in list(box.iter("a")):
        link.drop_tag()


def is_about(element: Element) -> bool:
    """Whether the element is there to tell of the page itself: its date, author, number of readers."""
    return bool(element.attrib) and _about().match(_names(element))


def _is_certain(element: Element) -> bool:
    return (
        element.tag in _dropped()
        or "hidden" in element.attrib
        or (bool(element.get("style")) and _HIDDEN.search(element.get("style")) is not None)
    )


def _is_furniture(element: Element) -> bool:
    if element.tag in words("boxes", "tags") or element.get("role") in words("boxes", "roles"):
        return True
    if element.get("aria-hidden") == "true":
        return True
    names = _names(element)
    if not names or _content().match(names):
        return False
    return _boxes().match(names) or (_weak().match(names) and not _has_paragraph(element))


def _has_paragraph(element: Element) -> bool:
    """Whether a stretch of prose is in the box."""
    return any(len((inner.text or "").strip()) >= _PROSE_CHARACTERS for inner in elements(element))


def _names(element: Element) -> list[str]:
    if not element.attrib:
        return []
    names = " ".join(element.get(key) or "" for key in _NAMES)
    return _HUMP.sub("-", names).lower().split()


def _is_link(element: Element) -> bool:
    """Whether all text of the element is a link, as the headings of teasers are."""
    return linked_share(element) > _WHOLLY_LINKED


def _leads_away(link: Element) -> bool:
    """Whether the link goes to another page; one to a section of this page does not."""
    target = (link.get("href") or "").strip()
    return bool(target) and (not target.startswith("#") or target == "#")


def _is_links_only(box: Element) -> bool:
    """Two links or more and next to no other words; a paragraph of text with links in it is not."""
    if sum(_leads_away(link) for link in islice(box.iter("a"), _LINKS_COUNTED)) < 2:
        return False
    return linked_share(box) >= _LINKED


def linked_share(box: Element) -> float:
    """How much of the text leads to other pages, 0..1."""
    linked = sum(len(text_of(link)) for link in box.iter("a") if _leads_away(link))
    return linked / max(1, len(text_of(box)))


def _is_announced(box: Element) -> bool:
    """Whether a sentence in front says what is listed here: `Partners of the project, which began in 2015, are:`."""
    before = box.getprevious()
    sentence = text_of(before) if before is not None and before.tag == "p" else ""
    return sentence.endswith(":") and len(sentence) >= _ANNOUNCING_CHARACTERS


@cache
def _dropped() -> frozenset[str]:
    return frozenset(words("boxes", "drop"))


@cache
def _boxes() -> _Names:
    return _Names(frozenset(words("boxes", "words")), frozenset(words("boxes", "phrases")), frozenset())


@cache
def _weak() -> _Names:
    return _Names(frozenset(words("boxes", "weak_words")), frozenset(), frozenset(words("boxes", "weak_names")))


@cache
def _about() -> _Names:
    phrases = frozenset(words("boxes", "about"))
    return _Names(frozenset(), frozenset(phrase for phrase in phrases if "-" in phrase), phrases)


@cache
def _content() -> _Names:
    phrases = frozenset(words("boxes", "content"))
    return _Names(frozenset(), phrases, phrases)
