"""All text of a tree as blocks in order, each with the element that it stands in."""

from collections.abc import Iterator

from lxml import etree

from ingest.blocks import Block, BlockKind, clean_line
from ingest.markup import Element, text_of

NOTICE = "data-drom-notice"  # on the heading of an announcement: the words of its date (ingest/notices.py)
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "big", "cite", "code", "del", "em", "font", "i", "img", "kbd", "label", "mark", "q", "s")
) | frozenset(
    ("small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "acronym", "hi", "ref")
)
_BREAKS = frozenset(("br", "lb"))
_BREAK = "\x1e"  # no character of HTML: what a page breaks, unlike what its source breaks
_KINDS = {"li": BlockKind.ITEM, "dt": BlockKind.ITEM, "dd": BlockKind.ITEM, "summary": BlockKind.HEADING} | {
    f"h{level}": BlockKind.HEADING for level in range(1, 7)
}


class BlockReader:
    """Reads one tree; remembers whether a horizontal rule stands in front of the next block."""

    def __init__(self) -> None:
        self._is_ruled = False

    def blocks(self, element: Element, kind: BlockKind = BlockKind.PARAGRAPH) -> Iterator[tuple[Element, Block]]:
        """Every stretch of text between two boundaries of boxes, in order."""
        if element.tag in ("tr", "row"):
            cells = [_cell(cell) for cell in element]
            if any(cells):
                yield element, self._block(BlockKind.ROW, clean_line(" | ".join(cells)))
            return
        kind = BlockKind.HEADING if NOTICE in element.attrib else _KINDS.get(element.tag, kind)
        inline = [_pre(element)]
        for child in element:
            if child.tag in _BREAKS:
                inline.append(_BREAK)
            elif child.tag == "hr":
                yield from self._lines(element, inline, kind)
                inline, self._is_ruled = [], True
            elif _is_inline(child):
                inline.extend(_inline(child))
            else:
                yield from self._lines(element, inline, kind)
                inline = []
                yield from self.blocks(child, kind)
            inline.append(child.tail or "")
        yield from self._lines(element, inline, kind)

    def _lines(self, element: Element, inline: list[str], kind: BlockKind) -> Iterator[tuple[Element, Block]]:
        """One block for each line that has any text; an item or a heading is one line."""
        text = "".join(inline)
        if not text or text.isspace():
            return
        lines = text.split(_BREAK) if kind is BlockKind.PARAGRAPH else [text]
        notice = element.get(NOTICE) if kind is BlockKind.HEADING else None
        for line in filter(None, map(clean_line, lines)):
            yield element, self._block(kind, f"- {line}" if kind is BlockKind.ITEM else line, notice)

    def _block(self, kind: BlockKind, text: str, notice: str | None = None) -> Block:
        is_ruled, self._is_ruled = self._is_ruled, False
        return Block(kind, text, after_rule=is_ruled, notice=notice)


def placed_blocks(root: Element) -> list[tuple[Element, Block]]:
    """The blocks of the tree, each with the element that holds its words."""
    return list(BlockReader().blocks(root))


def _cell(cell: Element) -> str:
    """The words of a cell; its paragraphs do not run together."""
    if len(cell) == 0 or all(map(_is_inline, cell)):
        return text_of(cell)
    return " ".join(block.text for _, block in BlockReader().blocks(cell))


def _pre(element: Element) -> str:
    text = element.text or ""
    return text.replace("\n", _BREAK) if element.tag == "pre" else text


def _is_inline(element: Element) -> bool:
    return element.tag in _INLINE and (
        len(element) == 0 or all(inner.tag in _INLINE or inner.tag in _BREAKS for inner in element.iter(etree.Element))
    )


def _inline(element: Element) -> Iterator[str]:
    """The words inside, with the breaks of the page."""
    if element.text:
        yield element.text
    for child in element:
        if child.tag in _BREAKS:
            yield _BREAK
        else:
            yield from _inline(child)
        if child.tail:
            yield child.tail
