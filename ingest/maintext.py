"""The text of a page as blocks, from a tree that was cleared and straightened before; trafilatura vouches for them."""

import logging
from collections.abc import Callable
from functools import cache, partial

from ingest.blocks import Block
from ingest.extent import block_key, within
from ingest.markup import Element, elements, text_of
from ingest.title import is_bold_line
from ingest.wholetext import placed_blocks

_CELL_CHARACTERS = 200  # a longer cell holds prose: the table is there for the layout
_NAME_CHARACTERS = 60  # of what a row is about
_HEADING_CHARACTERS = 200
_LOOSE_PARAGRAPHS = 2
_TABLE_TAGS = ("table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup", "col")


def straighten(body: Element) -> None:
    """Turn tables that only lay out the page into plain boxes, and bold lines of their own into headings."""
    for table in reversed(list(body.iter("table"))):  # inner ones first
        if not _holds_data(table):
            for part in [table, *table.iter(*_TABLE_TAGS)]:
                part.tag = "div"
    _give_container(body)
    for element in list(elements(body)):
        if (
            is_bold_line(element)
            and len(text_of(element)) <= _HEADING_CHARACTERS
            and _is_heading_like(text_of(element))
        ):
            text = text_of(element)
            for child in list(element):
                element.remove(child)
            element.tag, element.text = "h3", text


def _give_container(body: Element) -> None:
    """Put a text that lies in the body itself into an article: trafilatura takes its lists for menus otherwise."""
    if sum(child.tag == "p" for child in body) >= _LOOSE_PARAGRAPHS:
        article = body.makeelement("article")
        article.extend(list(body))
        article.text, body.text = body.text, None
        body.append(article)


def _holds_data(table: Element) -> bool:
    """Two rows and two columns or more of short cells, or short names in front of values of any length."""
    if table.find(".//table") is not None or any(map(_is_laid_out, table.iter("td"))):
        return False
    rows = [[text_of(cell) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    wide = [row for row in rows if sum(bool(cell) for cell in row) > 1]
    if len(wide) < max(2, len(rows) // 2):
        return False
    are_pairs = len(wide) > 2 and all(len(row) == 2 and len(row[0]) <= _NAME_CHARACTERS for row in wide)
    return are_pairs or all(len(cell) <= _CELL_CHARACTERS for row in rows for cell in row)


def _is_laid_out(cell: Element) -> bool:
    """Whether the cell holds several paragraphs, or a heading: a box of the page, no value."""
    return (
        len(cell) > 1
        and (cell.find("h2") is not None or cell.find("h3") is not None or cell.find("p") is not None)
        and not all(child.tag == "br" or not text_of(child) for child in cell[1:])
    )


def _is_heading_like(text: str) -> bool:
    return text[-1:] not in ".,;" and any(char.isalpha() for char in text)


def main_blocks(tree: Element, heading: Element | None) -> list[Block]:
    """The blocks of the article in order, without its heading."""
    body = tree.find("body")
    return within(body, placed_blocks(body), heading, partial(_vouched, tree))


def _vouched(tree: Element) -> frozenset[str]:
    """The keys of the blocks that trafilatura takes for the text."""
    found = _extractor()(tree, fast=True, include_comments=False, include_tables=True)
    body = getattr(found, "body", None)
    return frozenset(block_key(block) for _, block in placed_blocks(body)) if body is not None else frozenset()


@cache
def _extractor() -> Callable[..., object]:
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of each page that it finds nothing in
    return bare_extraction
