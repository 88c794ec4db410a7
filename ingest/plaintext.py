"""Plain-text files as blocks: text that somebody has extracted or typed, with what is left of the page around it."""

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from graph.lemmas import name_key
from graph.records import PartialDate
from ingest.blocks import Block, BlockKind, clean_line
from ingest.dating import date_line
from ingest.lines import is_furniture_line, without_furniture

_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_ITEM = re.compile(r"(?:[•·▪‣◦*–—-]|\d{1,2}[.)])\s+(?=\S)")
# A date stuck to the word in front of it: two lines that lost the break between them.
_GLUED_DATE = re.compile(r"(?<=[^\W\d_])(?=\d{1,2}\.\d{1,2}\.\d{4})")
_TITLE_CHARACTERS = 250
_TITLE_WORDS = 3
_HEAD_LINES = 8  # a title stands within them
_PARAGRAPH_CHARACTERS = 200  # a line so long is text: what stands above it is the head of the page


def plain_blocks(text: str) -> list[Block]:
    """The lines of the file without furniture, in order."""
    lines = [clean_line(line) for line in _GLUED_DATE.sub("\n", text).splitlines()]
    kept = without_furniture([line for line in lines if line])
    body = next((number for number, line in enumerate(kept) if len(line) >= _PARAGRAPH_CHARACTERS), len(kept))
    head = [line for line in kept[:body] if any(char.isalpha() for char in line) or len(line) > 5]
    return [_block(line) for line in _without_trail(head) + kept[body:]]


def _without_trail(head: Sequence[str]) -> list[str]:
    """The head without lines that only repeat the next one, be it behind a word of furniture: `Back Joint event`."""
    kept = []
    for line, following in zip_longest(head, head[1:], fillvalue=""):
        words, later = name_key(line).split(), name_key(following)
        behind_furniture = any(
            is_furniture_line(" ".join(words[:cut])) and " ".join(words[cut:]) == later for cut in (1, 2)
        )
        if not behind_furniture and name_key(line) != later:
            kept.append(line)
    return kept


def _block(line: str) -> Block:
    if _MARKDOWN_HEADING.match(line):
        return Block(BlockKind.HEADING, _MARKDOWN_HEADING.sub("", line, count=1))
    return Block(BlockKind.ITEM if _ITEM.match(line) else BlockKind.PARAGRAPH, line)


def plain_title(blocks: Sequence[Block]) -> str | None:
    """The first line of the head that can be a title: three words or more and no full stop behind them."""
    for block in blocks[:_HEAD_LINES]:
        is_short = len(block.text) <= _TITLE_CHARACTERS
        if block.kind is BlockKind.HEADING and is_short:
            return block.text
        if not is_short or block.text.endswith((".", ";", ",")):
            return None
        if block.kind is BlockKind.PARAGRAPH and len(name_key(block.text).split()) >= _TITLE_WORDS:
            return block.text
    return None


def plain_date(blocks: Sequence[Block], lang: str, *, latest: int) -> PartialDate | None:
    """The date of a line of its own, or of two (`април 23`, `22:19 2015`), in the head of the file."""
    head = [block.text for block in blocks[:_HEAD_LINES]]
    pairs = [f"{first} {second}" for first, second in pairwise(head)]
    dates = (date_line(line, lang, latest=latest) for line in [*head, *pairs])
    return next((date for date in dates if date), None)
