"""Takes from the tree what announces other pages: boxes headed by a link, lists of links, `Read also`."""

import re
from itertools import chain, islice, takewhile

from ingest.lines import is_also, is_list_head, is_more
from ingest.markup import Element, elements, text_of
from ingest.wholetext import NOTICE

HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_LISTS = ("ul", "ol", "div", "section", "td", "table", "p", "dl")
_HEAD_CHARACTERS = 60  # of what stands above a list of links
_WHOLLY_LINKED = 0.95
_LINKED = 0.75  # of the letters: a list of links, not a text with links
_SITE = re.compile(r"https?://[^/?#]{1,200}")
_HARDLY_LINKED = 0.3
_NO_LETTERS = re.compile(r"[\W\d_]+")
_TEASER_CHARACTERS = 500
_ANNOUNCING_CHARACTERS = 40
_LINKS_COUNTED = 100


def prune_teasers(body: Element, heading: Element | None) -> int:
    """Take out what announces other pages: boxes headed by a link, and lists of links. Returns how many were headed."""
    kept = {heading, *heading.iterancestors()} if heading is not None else set()
    teasers = 0
    for title in [e for e in elements(body) if e.tag in HEADINGS and e not in kept]:
        box = title.getparent()
        if box is None or box is body or box in kept or not (_is_link(title) or _has_more(box)):
            continue
        if len(text_of(box)) <= _TEASER_CHARACTERS:
            (_card(box) or box).drop_tree()
            teasers += 1
    _prune_also(body, kept)
    for box in [e for e in elements(body) if e.tag in _LISTS]:
        if box in kept or box is body or box.getparent() is None or not _is_links_only(box):
            continue
        if _is_announced(box):
            _unlink(box)
        else:
            dropped_with_its_head(box)
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
        links = list(takewhile(_is_linked_box, chain([behind], behind.itersiblings()))) if behind is not None else []
        if links and element not in kept:
            for link in links:
                link.drop_tree()
            element.drop_tree()


def _is_only_child(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag != "body" and len(parent) == 1 and not (parent.text or "").strip()


def _is_linked_box(element: Element) -> bool:
    """Whether nearly all words of the box lead to other pages."""
    return isinstance(element.tag, str) and element.tag not in HEADINGS and linked_share(element) > _LINKED


def _card(box: Element) -> Element | None:
    """The link around the whole box."""
    return next((link for link in islice(box.iterancestors("a"), 1) if leads_away(link)), None)


def _unlink(box: Element) -> None:
    """Make plain text of the links: trafilatura takes lists of links for menus."""
    for link in list(box.iter("a")):
        link.drop_tag()


def dropped_with_its_head(box: Element) -> None:
    """Take the box out, and what heads it and nothing else: `Other projects`, `Attachments:`."""
    before, after = box.getprevious(), box.getnext()
    if before is not None and not (box.tail or "").strip() and (before.tag in HEADINGS or _is_also(before)):
        is_only = after is None or after.tag in HEADINGS
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


def _has_more(box: Element) -> bool:
    """Whether the box has one heading and ends in a link to the rest of its text: `Read more`."""
    if sum(inner.tag in HEADINGS for inner in box.iter()) != 1 or len(text_of(box)) > _TEASER_CHARACTERS:
        return False
    link = next((element for element in reversed(list(box.iter("a")))), None)
    return link is not None and leads_away(link) and is_more(text_of(link)) and text_of(box).endswith(text_of(link))


def _is_link(element: Element) -> bool:
    """Whether all text of the element is a link, as the headings of teasers are."""
    return linked_share(element) > _WHOLLY_LINKED


def leads_away(link: Element) -> bool:
    """Whether the link goes to another page; one to a section of this page does not."""
    target = (link.get("href") or "").strip()
    return bool(target) and (not target.startswith("#") or target == "#")


def _is_links_only(box: Element) -> bool:
    """Two links or more and next to no other words; a paragraph of text with links in it is not."""
    if sum(leads_away(link) for link in islice(box.iter("a"), _LINKS_COUNTED)) < 2:
        return False
    head = next((child for child in islice(box, 1) if child.tag in HEADINGS and not _is_link(child)), None)
    return linked_share(box, 0 if head is None else _letters(text_of(head))) >= _LINKED


def linked_share(box: Element, but: int = 0) -> float:
    """How much of the words leads to other pages, 0..1, and 0 for hardly any.

    Figures and signs, as between links, are no words; `but` so many letters are not counted.
    """
    texts = [text_of(link) for link in box.iter("a") if leads_away(link)]
    whole = text_of(box)
    if not texts or sum(map(len, texts)) < _HARDLY_LINKED * (len(whole) - 2 * but):
        return 0.0
    return sum(map(_letters, texts)) / max(1, _letters(whole) - but)


def _letters(text: str) -> int:
    return len(_NO_LETTERS.sub("", text))


def _is_announced(box: Element) -> bool:
    """Whether a sentence or heading in front says what is listed here: `Partners of the project are:`, `Funders`."""
    before = box.getprevious()
    if before is None or before.tag not in ("p", "div", *HEADINGS):
        before = next((child for child in islice(box, 1) if child.tag in HEADINGS), None)
    text = text_of(before) if before is not None else ""
    if is_list_head(text) or (text and not is_also(text) and _leads_abroad(box)):
        return True
    return before is not None and before.tag == "p" and text.endswith(":") and len(text) >= _ANNOUNCING_CHARACTERS


def _leads_abroad(box: Element) -> bool:
    """Whether the links go to several sites: to those who take part, not to other pages of this one."""
    links = [link.get("href") or "" for link in islice(box.iter("a"), _LINKS_COUNTED)]
    sites = {match[0] for link in links if (match := _SITE.match(link))}
    return len(sites) > 1 and all(link.startswith("http") for link in links)
