"""From HTML text to one parsed tree, after cheap looks at what would keep a parser busy for minutes."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree, html

from ingest.errors import PageRejected

# 40,000 attributes on one tag take lxml 17 s (quadratic); real pages stay under 200.
MOST_ATTRIBUTES = 1000
# Pages nest 20 to 60 deep; several passes recurse.
MOST_LEVELS = 400
MOST_TAGS = 150_000
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{4000,}")
_BLANK = re.compile(r"\s+")
_CONTAINER = re.compile(
    r"<(/?)(?:div|span|b|i|u|em|strong|font|table|tbody|tr|td|ul|ol|section|article|blockquote|a|center|big|small)\b",
    re.IGNORECASE,
)

Element: TypeAlias = html.HtmlElement


def parsed(text: str) -> Element:
    """The tree of the page. Raises PageRejected for markup built to exhaust, or without any element."""
    _refuse_bombs(text)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as err:
        raise PageRejected("it holds no text") from err
    return tree


def _refuse_bombs(text: str) -> None:
    tags = text.count("<")
    if tags > MOST_TAGS:
        raise PageRejected(f"it has {tags:,} tags, over the limit of {MOST_TAGS:,}")
    for match in _LONG_TAG.finditer(text):
        attributes = len(_BLANK.findall(match.group()))
        if attributes > MOST_ATTRIBUTES:
            raise PageRejected(f"a tag has about {attributes:,} attributes, over the limit of {MOST_ATTRIBUTES:,}")
    if tags > MOST_LEVELS and _deepest(text) > MOST_LEVELS:
        raise PageRejected(f"its elements nest over {MOST_LEVELS} deep")


def _deepest(text: str) -> int:
    level = deepest = 0
    for match in _CONTAINER.finditer(text):
        level = max(0, level - 1) if match[1] else level + 1
        deepest = max(deepest, level)
    return deepest


def text_of(element: Element) -> str:
    """All text inside, spaces collapsed."""
    return " ".join("".join(element.itertext()).split())


def elements(root: Element) -> Iterator[Element]:
    """Every element below `root` in the order of the document, root included."""
    yield from root.iter(etree.Element)


def removed(element: Element) -> None:
    """Take the element out of its tree; the text behind it stays."""
    element.drop_tree()
