"""Takes from the tree of a page what is not its text: menus, adverts, comment forms, teasers, lists of links."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, takewhile

from ingest.lines import is_also, is_list_head
from ingest.markup import Element, elements, text_of
from ingest.rules import words
from ingest.wholetext import NOTICE

_NAMES = ("class", "id", "role", "data-elementor-type", "data-testid")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CUT = re.compile(r"[\s_:]+|-+")
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_TITLES = frozenset(("h1", *_HEADINGS))
_FRAMES = frozenset(("nav", "aside"))
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ABOUT = "drom-about"  # a name of our own in rules/boxes.toml
_LEVELS_NEAR = 4  # of boxes around the heading: what lies directly in them stands beside it
_HEAD_CHARACTERS = 60
_LINE_CHARACTERS = 90  # of a line about the page
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

    single: frozenset[str] = frozenset()
    phrase: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()

    def match(self, names: Sequence[str]) -> bool:
        for name in names:
            if name in self.whole:
                return True
            parts = _CUT.split(name)
            if not self.single.isdisjoint(parts) or (self.stems and any(map(self._has_stem, parts))):
                return True
            if len(parts) > 1 and self.phrase and any(_is_run(phrase, name) for phrase in self.phrase):
                return True
        return False

    def _has_stem(self, part: str) -> bool:
        return part.startswith(self.stems)


def _is_run(phrase: str, name: str) -> bool:
    return f"-{phrase}-" in f"-{_CUT.sub('-', name)}-"


def prune_boxes(body: Element, heading: Element | None) -> None:
    """Take the boxes of furniture out of the tree. What holds the page's heading or half of its text stays.

    A short dated box beside the heading is only marked, for its date: articles have heads and feet of their own.
    """
    kept = {heading, *heading.iterancestors()} if heading is not None else set()
    near = set(islice(heading.iterancestors(), _LEVELS_NEAR)) if heading is not None else set()
    for element in list(elements(body)):
        if element is not body and element not in kept and element.getparent() is not None and _is_certain(element):
            element.drop_tree()
    total = max(1, len(text_of(body)))
    for element in list(elements(body)):
        if element is body or element in kept or element.getparent() is None or not _is_furniture(element):
            continue
        text = text_of(element)
        if len(text) < _SENTENCE_CHARACTERS and _is_own(element, near) and _YEAR.search(text):
            element.set("class", _ABOUT)
        elif len(text) < _HALF * total:
            _dropped_with_its_head(element)


def _is_own(element: Element, near: set[Element]) -> bool:
    """Whether this is a head or foot of the article, not of the page."""
    parent = element.getparent()
    if parent not in near and parent.getparent() not in near:
        return False
    return element.tag in ("footer", "header") or _own().match(_names(element))


def prune_about(body: Element, heading: Element | None) -> None:
    """Take out the lines that tell author, date and counts; done once the date is known."""
    kept = {heading, *heading.iterancestors()} if heading is not None else set()
    for element in list(elements(body)):
        if element in kept or element.getparent() is None or element is body:
            continue
        if (element.tag == "time" or is_about(element)) and len(text_of(element)) < _SENTENCE_CHARACTERS:
            line = element.getparent()
            (line if _is_line(line) and line not in kept else element).drop_tree()


def _is_line(element: Element) -> bool:
    """Whether the element is one short line, still in its tree and without a heading."""
    is_line = element.tag in ("p", "span", "li", "div") and element.getparent() is not None
    return is_line and len(text_of(element)) <= _LINE_CHARACTERS and not _has_title(element)


def _has_title(element: Element) -> bool:
    return any(inner.tag in _TITLES or NOTICE in inner.attrib for inner in elements(element))


def is_site_name(element: Element) -> bool:
    """Whether the element is named for showing what the site is called."""
    return _site_names().match(_names(element))


def is_foreign(element: Element) -> bool:
    """Whether the element lies in a menu, a sidebar, a head or foot of the site: a box of furniture by tag or name."""
    return any(
        box.tag in _FRAMES or (bool(box.attrib) and box.tag != "body" and _is_named_furniture(box))
        for box in (element, *element.iterancestors())
        if box.tag != "html"
    )


def _dropped_with_its_head(box: Element) -> None:
    """Take the box out, and what heads it and nothing else: `Other projects`, `Attachments:`."""
    before, after = box.getprevious(), box.getnext()
    if before is not None and not (box.tail or "").strip() and (before.tag in _HEADINGS or _is_also(before)):
        is_only = after is None or after.tag in _HEADINGS
        if (
            is_only
            and NOTICE not in before.attrib
            and len(text_of(before)) <= _HEAD_CHARACTERS
            and (_is_also(before) or after is None)
        ):
            before.drop_tree()
    box.drop_tree()


def _is_also(element: Element) -> bool:
    """Whether the element says that there is more to read elsewhere."""
    text = text_of(element)
    return len(text) <= _HEAD_CHARACTERS and is_also(text)


def prune_teasers(body: Element, heading: Element | None) -> int:
    """Take out what announces other pages: boxes headed by a link, and lists of links. Returns how many were headed."""
    kept = {heading, *heading.iterancestors()} if heading is not None else set()
    teasers = 0
    for title in [e for e in elements(body) if e.tag in _HEADINGS and e not in kept]:
        box = title.getparent()
        if box is None or box is body or box in kept or not _is_link(title):
            continue
        if len(text_of(box)) <= _TEASER_CHARACTERS:
            (_card(box) or box).drop_tree()
            teasers += 1
    _prune_also(body, kept)
    for box in [e for e in elements(body) if e.tag in ("ul", "ol", "div", "section", "td", "table", "p", "dl")]:
        if box in kept or box is body or box.getparent() is None or not _is_links_only(box):
            continue
        if _is_announced(box):
            _unlink(box)
        else:
            _dropped_with_its_head(box)
    return teasers


def _prune_also(body: Element, kept: set[Element]) -> None:
    """Take out `Read also:` with the links behind it, however few and whatever their boxes are called."""
    for element in list(elements(body)):
        if (
            element in kept
            or element.getparent() is None
            or not 0 < len((element.text or "").strip()) <= _HEAD_CHARACTERS
        ):
            continue
        if not is_also(element.text) or not _is_also(element):
            continue
        while element.getnext() is None and not (element.tail or "").strip() and _is_only_child(element):
            element = element.getparent()
        behind = element.getnext()
        links = list(takewhile(_is_linked_box, [behind, *behind.itersiblings()])) if behind is not None else []
        if links and element not in kept:
            for link in links:
                link.drop_tree()
            element.drop_tree()


def _is_only_child(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag != "body" and len(parent) == 1 and not (parent.text or "").strip()


def _is_linked_box(element: Element) -> bool:
    """Whether nearly all words of the box lead to other pages."""
    return isinstance(element.tag, str) and element.tag not in _HEADINGS and linked_share(element) > _LINKED


def _card(box: Element) -> Element | None:
    """The link around the whole box."""
    return next((link for link in islice(box.iterancestors("a"), 1) if _leads_away(link)), None)


def _unlink(box: Element) -> None:
    """Make plain text of the links: trafilatura takes lists of links for menus."""
    for link in list(box.iter("a")):
        link.drop_tag()


def is_about(element: Element) -> bool:
    """Whether the element is there to tell of the page itself: its date, author, number of readers."""
    if not element.attrib:
        return False
    names = _names(element)
    if not names:
        return False
    return _about().match(names) or (_about_words().match(names) and not _has_title(element))


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
    if _linked().match(_names(element)) and any(
        _leads_away(link) for link in islice(element.iter("a"), _LINKS_COUNTED)
    ):
        return True
    return _is_named_furniture(element) or (_weak().match(_names(element)) and not _has_paragraph(element))


def _is_named_furniture(element: Element) -> bool:
    names = _names(element)
    return bool(names) and not _content().match(names) and _boxes().match(names)


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
    head = next((child for child in islice(box, 1) if child.tag in _HEADINGS and not _is_link(child)), None)
    return linked_share(box, 0 if head is None else _letters(text_of(head))) >= _LINKED


def linked_share(box: Element, but: int = 0) -> float:
    """How much of the words leads to other pages, 0..1; figures and signs, as between links, are no words.

    `but` so many letters are not counted.
    """
    linked = sum(_letters(text_of(link)) for link in box.iter("a") if _leads_away(link))
    return linked / max(1, _letters(text_of(box)) - but)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _is_announced(box: Element) -> bool:
    """Whether a sentence or heading in front says what is listed here: `Partners of the project are:`, `Funders`."""
    before = box.getprevious()
    if before is None or before.tag not in ("p", "div", *_HEADINGS):
        before = next((child for child in islice(box, 1) if child.tag in _HEADINGS), None)
    text = text_of(before) if before is not None else ""
    if is_list_head(text):
        return True
    return before is not None and before.tag == "p" and text.endswith(":") and len(text) >= _ANNOUNCING_CHARACTERS


@cache
def _dropped() -> frozenset[str]:
    return frozenset(words("boxes", "drop"))


@cache
def _boxes() -> _Names:
    return _Names(
        frozenset(words("boxes", "words")), frozenset(words("boxes", "phrases")), stems=words("boxes", "stems")
    )


@cache
def _weak() -> _Names:
    return _Names(frozenset(words("boxes", "weak_words")), whole=frozenset(words("boxes", "weak_names")))


@cache
def _linked() -> _Names:
    return _Names(frozenset(words("boxes", "linked_words")))


@cache
def _own() -> _Names:
    return _Names(frozenset(words("boxes", "own_words")))


@cache
def _about() -> _Names:
    phrases = frozenset(words("boxes", "about"))
    return _Names(phrase=frozenset(phrase for phrase in phrases if "-" in phrase), whole=phrases)


@cache
def _about_words() -> _Names:
    return _Names(frozenset(words("boxes", "about_words")))


@cache
def _site_names() -> _Names:
    phrases = frozenset(words("boxes", "site_names"))
    return _Names(phrase=frozenset(phrase for phrase in phrases if "-" in phrase), whole=phrases)


@cache
def _content() -> _Names:
    phrases = frozenset(words("boxes", "content"))
    return _Names(phrase=phrases, whole=phrases)
