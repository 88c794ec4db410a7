"""A text as blocks in order: headings, paragraphs, items and rows. Titles and announcements are told from them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

# Joiners, marks and overrides of direction (a quotation must not turn the page around it), invisible operators, and the
# tags in which instructions to language models are hidden.
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF,
     *range(0xE0000, 0xE0080)]
)  # fmt: skip
_SPACES = re.compile(r"\s+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the clean text; never empty, without line breaks."""

    kind: BlockKind
    text: str
    after_rule: bool = False  # a horizontal rule or an empty stretch stands in front of it
    notice: str | None = None  # of the heading of an announcement: the words of its date


def clean_line(text: str) -> str:
    """One line in NFC with single spaces, without invisible characters and controls."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    return _SPACES.sub(" ", _CONTROLS.sub(" ", text)).strip()


def joined(blocks: Sequence[Block]) -> str:
    """The clean text: one block a line."""
    return "\n".join(block.text for block in blocks)


def starts_of(blocks: Sequence[Block]) -> list[int]:
    """Where each block begins in the joined text, in characters."""
    starts, position = [], 0
    for block in blocks:
        starts.append(position)
        position += len(block.text) + 1
    return starts
