"""From where to where the text of a page reaches: what stands before its title or outside its box is none of it."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from ingest.blocks import Block, BlockKind
from ingest.markup import Element, elements

Placed: TypeAlias = tuple[Element, Block]
_SENTENCE_CHARACTERS = 40  # with a full stop in it
_PROSE_CHARACTERS = 80  # without one
_FAR_CHARACTERS = 120  # of a paragraph outside the box; feet of pages have shorter ones
_LEAD_CHARACTERS = 40  # between title and text; shorter lines there are authors, topics and counts
_BOX_SHARE = 0.9  # of the prose: the innermost box with so much of it holds the article
_ODD_SHARE = 0.08  # of the text: short lines and what lies outside the box
_KEPT_SHARE = 0.65  # of the text of that box: where the other reader finds less, it has overlooked some
_SIGNS = re.compile(r"[\W_]+")
_TAIL_KINDS = (BlockKind.ITEM, BlockKind.ROW, BlockKind.HEADING)
_STOPS = re.compile(r"[.!?…;:](?:\s|[”“»\")]|$)")


def is_prose(block: Block) -> bool:
    """Whether the block is a sentence or more: something that is there to be read."""
    length = len(block.text)
    if block.kind is BlockKind.HEADING:
        return False
    return length >= _PROSE_CHARACTERS or (length >= _SENTENCE_CHARACTERS and _STOPS.search(block.text) is not None)


def within(
    body: Element, placed: Sequence[Placed], heading: Element | None, vouched: Callable[[], frozenset[str]]
) -> list[Block]:
    """The blocks of the article behind its heading.

    `vouched` gives the `block_key`s of what another reader takes for text; it is asked where the page leaves doubt.
    """
    behind = _behind(placed, heading)
    is_clean = heading is not None and _is_clean(body, behind)
    known = frozenset() if is_clean else vouched()
    sure = [is_clean or block_key(block) in known for _, block in behind]
    inside = set(_box(body, behind, sure if _is_vouched(behind, sure) else [True] * len(sure)).iter())
    marks = [element in inside for element, _ in behind]
    if _is_overlooked(behind, marks, sure):
        sure = marks
    kept = list(_kept(behind, marks, sure, is_clean=is_clean))
    while kept and kept[-1].kind is BlockKind.HEADING:
        kept.pop()
    return kept


def _kept(placed: Sequence[Placed], marks: Sequence[bool], sure: Sequence[bool], *, is_clean: bool) -> Iterator[Block]:
    """The blocks of the box (`marks`), with what the other reader is sure of; less in front of and behind the prose."""
    certain = [n for n, (mark, yes) in enumerate(zip(marks, sure, strict=True)) if mark and yes]
    boxes = {parent for n in certain for parent in _boxes(placed[n][0])}
    first = next((n for n, (_, block) in enumerate(placed) if is_prose(block)), len(placed))
    last = certain[-1] if certain else -1
    for n, (element, block) in enumerate(placed):
        if not marks[n]:
            is_kept = sure[n] and is_prose(block) and (n <= first or len(block.text) >= _FAR_CHARACTERS)
        elif n < first:
            is_kept = sure[n] and not (is_clean and block.kind is BlockKind.PARAGRAPH)
            is_kept = is_kept or block.kind is BlockKind.HEADING or len(block.text) >= _LEAD_CHARACTERS
        else:
            is_kept = n <= last or is_prose(block) or block.kind in _TAIL_KINDS or not boxes.isdisjoint(_boxes(element))
        if is_kept:
            yield block


def _is_clean(body: Element, placed: Sequence[Placed]) -> bool:
    """Whether nearly all that is left is prose, with its headings, lists and tables, in one box."""
    inside = set(_box(body, placed, [True] * len(placed)).iter())
    odd = sum(
        len(block.text)
        for element, block in placed
        if element not in inside or (block.kind is BlockKind.PARAGRAPH and not is_prose(block))
    )
    return odd <= _ODD_SHARE * sum(len(block.text) for _, block in placed)


def block_key(block: Block) -> str:
    """What two readings of one block have in common: its first letters and figures."""
    return _SIGNS.sub("", block.text[:120])[:60]


def _behind(placed: Sequence[Placed], heading: Element | None) -> list[Placed]:
    """The blocks behind the heading; all others where nothing stands behind it, or where there is none."""
    if heading is None:
        return list(placed)
    own = set(heading.iter())
    start = max((n + 1 for n, (element, _) in enumerate(placed) if element in own), default=0)
    behind = list(placed[start:])
    return behind if any(is_prose(block) for _, block in behind) else [item for item in placed if item[0] not in own]


def _box(body: Element, placed: Sequence[Placed], sure: Sequence[bool]) -> Element:
    """The innermost element that holds nearly all prose, with the lists and tables that belong to it."""
    own: dict[Element, int] = {}
    for (element, block), yes in zip(placed, sure, strict=True):
        if yes and (is_prose(block) or block.kind in (BlockKind.ROW, BlockKind.ITEM)):
            own[element] = own.get(element, 0) + len(block.text)
    weights, most = dict(own), _BOX_SHARE * sum(own.values())
    if not own:
        return body
    for element in reversed(list(elements(body))):
        if element in weights and element is not body:
            parent = element.getparent()
            weights[parent] = weights.get(parent, 0) + weights[element]
    box, inner = body, body
    while inner is not None:
        box = inner
        inner = next((child for child in box if weights.get(child, 0) >= most > own.get(child, 0)), None)
    return box


def _is_vouched(placed: Sequence[Placed], sure: Sequence[bool]) -> bool:
    """Whether the other reader has found most of the prose."""
    prose = [(len(block.text), yes) for (_, block), yes in zip(placed, sure, strict=True) if is_prose(block)]
    return sum(length for length, yes in prose if yes) >= _KEPT_SHARE * sum(length for length, _ in prose)


def _boxes(element: Element) -> list[Element]:
    """The boxes that an element lies in: its parent and, where that is a list or a table, what this lies in."""
    parent = element.getparent()
    if parent is not None and parent.tag in ("ul", "ol", "dl", "table", "tbody", "thead"):
        outer = parent.getparent()
        return [parent] if outer is None else [parent, outer]
    return [] if parent is None else [parent]


def _is_overlooked(placed: Sequence[Placed], marks: Sequence[bool], sure: Sequence[bool]) -> bool:
    lengths = [len(block.text) if mark else 0 for (_, block), mark in zip(placed, marks, strict=True)]
    return sum(length for length, yes in zip(lengths, sure, strict=True) if yes) < _KEPT_SHARE * sum(lengths)
