"""The text of a page as blocks, found by trafilatura in a tree that was cleared and straightened before."""

import logging
from collections.abc import Iterator
from itertools import islice

from graph.lemmas import name_key
from ingest.blocks import Block, BlockKind, clean_line
from ingest.furniture import linked_share
from ingest.markup import Element, elements, text_of
from ingest.title import is_bold_line
from ingest.wholetext import lines_of, whole_blocks

_CELL_CHARACTERS = 200  # a longer cell holds prose: the table is there for the layout
_NAME_CHARACTERS = 60  # of what a row is about
_HEADING_CHARACTERS = 200
_LOOSE_PARAGRAPHS = 2
_LINKED_SHARE = 0.3  # more is a page of links
_FOUND_SHARE = 0.65  # of the text that clearing left; 0.83 and more on pages of one article
_RULES = 100  # horizontal rules looked at, and elements behind each
_TABLE_TAGS = ("table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup", "col")
_BLOCK_TAGS = frozenset({"p", "div", "head", "list", "item", "table", "row", "cell", "quote", "code", "lb", "dl", "fw"})


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
    if table.find(".//table") is not None:
        return False
    rows = [[text_of(cell) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    wide = [row for row in rows if sum(bool(cell) for cell in row) > 1]
    if len(wide) < max(2, len(rows) // 2):
        return False
    are_pairs = len(wide) > 2 and all(len(row) == 2 and len(row[0]) <= _NAME_CHARACTERS for row in wide)
    return are_pairs or all(len(cell) <= _CELL_CHARACTERS for row in rows for cell in row)


def _is_heading_like(text: str) -> bool:
    return text[-1:] not in ".,;" and any(char.isalpha() for char in text)


def main_blocks(tree: Element) -> list[Block]:
    """The blocks of the article in order; of all that clearing left, where trafilatura leaves out much of that."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of each page that it finds nothing in
    ruled = _after_rules(tree)
    left = tree.find("body")
    found = getattr(bare_extraction(tree, include_comments=False, include_tables=True), "body", None)
    blocks = [] if found is None else list(_blocks(found))
    missed = sum(len(block.text) for block in blocks) < _FOUND_SHARE * len(text_of(left))
    if missed and linked_share(left) < _LINKED_SHARE:
        blocks = list(whole_blocks(left))
    return [_marked(block, ruled) for block in blocks]


def _marked(block: Block, ruled: frozenset[str]) -> Block:
    if name_key(block.text) in ruled:
        return Block(block.kind, block.text, after_rule=True)
    return block


def _after_rules(tree: Element) -> frozenset[str]:
    """The first lines behind horizontal rules, which trafilatura drops."""
    found = set()
    for rule in islice(tree.iter("hr"), _RULES):
        following = rule
        while following is not None and following.getnext() is None:
            following = following.getparent()
        later = following.itersiblings() if following is not None else ()
        following = next((element for element in islice(later, _RULES) if text_of(element)), None)
        if following is not None:
            found.add(name_key(_first_line(following)))
    return frozenset(found - {""})


def _first_line(element: Element) -> str:
    for inner in elements(element):
        if (inner.text or "").strip():
            return text_of(inner) if len(text_of(inner)) <= _HEADING_CHARACTERS else str(inner.text)
    return ""


def _blocks(body: Element) -> Iterator[Block]:
    for element in body:
        if element.tag == "table":
            yield from _rows(element)
        elif element.tag in ("list", "dl"):
            yield from _items(element)
        elif element.tag == "head":
            yield from lines_of(_inline(element), BlockKind.HEADING)
        elif any(child.tag in _BLOCK_TAGS - {"lb"} for child in element):
            yield from lines_of(element.text or "", BlockKind.PARAGRAPH)
            yield from _blocks(element)
        else:
            yield from lines_of(_inline(element), BlockKind.PARAGRAPH)
        yield from lines_of(element.tail or "", BlockKind.PARAGRAPH)


def _rows(table: Element) -> Iterator[Block]:
    for row in table.iter("row"):
        cells = [clean_line(_inline(cell)) for cell in row.iter("cell")]
        if any(cells):
            yield Block(BlockKind.ROW, " | ".join(cells).strip())


def _items(items: Element) -> Iterator[Block]:
    for item in items.iter("item"):
        nested = [child for child in item if child.tag in ("list", "table")]
        own = "".join([item.text or "", *(_inline(c) + (c.tail or "") for c in item if c not in nested)])
        yield from lines_of(own, BlockKind.ITEM)


def _inline(element: Element) -> str:
    """The text inside with line breaks kept."""
    parts = [element.text or ""]
    for child in element:
        parts.append("\n" if child.tag == "lb" else _inline(child))
        parts.append(child.tail or "")
    return "".join(parts)
