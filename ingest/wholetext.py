"""All text of a cleared tree as blocks, for pages whose article lies in several boxes: trafilatura takes only one."""

from collections.abc import Iterator

from ingest.blocks import Block, BlockKind, clean_line
from ingest.markup import Element, text_of

_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "big", "cite", "code", "del", "em", "font", "i", "img", "kbd", "label", "mark", "q", "s")
) | frozenset(("small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "acronym"))
_KINDS = {"li": BlockKind.ITEM, "dt": BlockKind.ITEM, "dd": BlockKind.ITEM} | {
    f"h{level}": BlockKind.HEADING for level in range(1, 7)
}


def whole_blocks(element: Element, kind: BlockKind = BlockKind.PARAGRAPH) -> Iterator[Block]:
    """Every stretch of text between two boundaries of boxes, in order."""
    if element.tag == "tr":
        cells = [text_of(cell) for cell in element]
        if any(cells):
            yield Block(BlockKind.ROW, clean_line(" | ".join(cells)))
        return
    kind = _KINDS.get(element.tag, kind)
    inline = [element.text or ""]
    for child in element:
        if child.tag in _INLINE and all(inner.tag in _INLINE or inner.tag == "br" for inner in child.iter()):
            inline.append(text_of(child) if child.find(".//br") is None else "\n".join(child.itertext()))
        elif child.tag == "br":
            inline.append("\n")
        else:
            yield from lines_of("".join(inline), kind)
            inline = []
            yield from whole_blocks(child, kind)
        inline.append(child.tail or "")
    yield from lines_of("".join(inline), kind)


def lines_of(text: str, kind: BlockKind) -> Iterator[Block]:
    """One block for each line of the text that has any."""
    for line in map(clean_line, text.split("\n") if kind is BlockKind.PARAGRAPH else [text]):
        if line:
            yield Block(kind, f"- {line}" if kind is BlockKind.ITEM else line)
