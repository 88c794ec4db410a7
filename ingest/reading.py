"""One capture read: from bytes to a `Document`. Pure and deterministic; `worker.py` runs it where it can be killed.

The text of an HTML page begins with its title, then one block a line. Only what the bytes and the address say goes in.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.language import detect
from graph.lemmas import name_key
from graph.records import PartialDate
from ingest.announcements import newest_year, parts_of
from ingest.blocks import Block, BlockKind, clean_line, joined
from ingest.capture import Capture
from ingest.charset import decoded
from ingest.dating import AboutLines, date_of, is_about_line, lines_about
from ingest.document import Document
from ingest.errors import PageRejected
from ingest.extent import is_prose
from ingest.furniture import prune_about, prune_boxes
from ingest.head import Head, head_of
from ingest.lines import text_lines
from ingest.maintext import main_blocks, straighten
from ingest.markup import Element, parsed
from ingest.masking import masked
from ingest.notices import mark_notices
from ingest.plaintext import plain_blocks, plain_date, plain_title
from ingest.teasers import prune_teasers
from ingest.title import title_of
from ingest.wholetext import placed_blocks

MOST_BYTES = 10_000_000  # as `FetchLimits.body_bytes`; a page of more is a dump or an attack
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_TEXT_TYPES = frozenset({"text/plain", "text/markdown"})
_LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*){0,3}<(?:!doctype html|html|head|body|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_TITLE_SLACK = 20  # characters
_LISTING_TEASERS = 3
_LISTING_CHARACTERS = 200  # beside its teasers a listing has a sentence or two


def read(capture: Capture) -> Document:
    """The document that the capture holds. Raises PageRejected for what is no page, or has no text."""
    if len(capture.body) > MOST_BYTES:
        size = f"{len(capture.body) / 1e6:.0f} MB, over the limit of {MOST_BYTES / 1e6:.0f} MB"
        raise PageRejected(size, "split it or take its text")
    if not capture.body.strip():
        raise PageRejected("it is empty")
    if capture.media_type and capture.media_type not in _HTML_TYPES | _TEXT_TYPES:
        raise PageRejected(f"it is {capture.media_type}, not a page", "give an HTML or text file")
    text, _ = decoded(capture.body, capture.charset)
    if capture.media_type in _HTML_TYPES or _LOOKS_LIKE_HTML.match(text):
        return _read_html(capture, text)
    return _read_plain(capture, text)


def _read_plain(capture: Capture, text: str) -> Document:
    blocks = _masked(plain_blocks(text))
    if not _has_words(blocks):
        raise PageRejected("it holds no text")
    lang, confidence = detect(joined(blocks))
    title = plain_title(blocks)
    date = plain_date(blocks, lang, latest=capture.fetched.year)
    return _document(capture, Head(), blocks, lang, confidence, title, date)


def _read_html(capture: Capture, text: str) -> Document:
    tree = parsed(text)
    alive = list(tree.iter())  # lxml makes an element anew each time nobody holds it: a tenth of the time
    head = head_of(tree, capture.address)
    body = tree.find("body")
    if body is None:
        raise PageRejected("it holds no text")
    title, heading = title_of(tree, head)
    title = masked(clean_line(title)) if title else None
    straighten(body)
    heading = heading if heading is not None and heading.getparent() is not None else None
    about, teasers, all_words = _cleared(body, heading)
    blocks = _masked(_titled(_without_lines(main_blocks(tree, heading)), title))
    words = joined(blocks[1:] if title else blocks)
    is_listing = _is_listing(blocks, teasers)
    if is_listing:
        blocks, words = [block for block in blocks if title and block.text == title], all_words
    elif not any(map(str.isalpha, words)):
        raise PageRejected("it holds no text", "pages that a program draws in the browser cannot be read")
    lang, confidence = detect(words or title or "", head.lang)
    blocks = _without_about(blocks, lang)
    if is_listing or any(block.notice for block in blocks):
        about = AboutLines()  # the dates beside announcements are theirs
    date = date_of(head, about, lang, capture.address, latest=capture.fetched.year)
    del alive
    found = _document(capture, head, blocks, lang, confidence, title, date)
    return replace(found, kind="listing", parts=()) if is_listing else found


def _cleared(body: Element, heading: Element | None) -> tuple[AboutLines, int, str]:
    """Clear the tree of furniture. Gives the lines that may show the date, the number of teasers, and all words."""
    prune_boxes(body, heading)
    placed = placed_blocks(body)
    about = lines_about(body, placed, heading)
    teasers = prune_teasers(body, heading)
    mark_notices(body, heading)
    prune_about(body, heading)
    return about, teasers, joined([block for _, block in placed])


def _without_lines(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without lines of furniture."""
    return [blocks[number] for number in text_lines([block.text.removeprefix("- ") for block in blocks])]


def _without_about(blocks: Sequence[Block], lang: str) -> list[Block]:
    """The blocks without lines that say when the page was published or changed."""
    first = next((number for number, block in enumerate(blocks) if number and is_prose(block)), len(blocks))
    return [
        block
        for number, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING or not is_about_line(block.text, lang, above_text=number < first)
    ]


def _titled(blocks: Sequence[Block], title: str | None) -> list[Block]:
    """The blocks with the title in front, once."""
    if not title:
        return list(blocks)
    longest = 2 * len(title) + _TITLE_SLACK  # what is longer is no repetition, and need not be folded
    rest = [block for block in blocks if len(block.text) > longest or name_key(block.text) != name_key(title)]
    return [Block(BlockKind.HEADING, title), *rest]


def _masked(blocks: Sequence[Block]) -> list[Block]:
    return [replace(block, text=masked(block.text)) for block in blocks]


def _has_words(blocks: Sequence[Block]) -> bool:
    return any(char.isalpha() for block in blocks for char in block.text)


def _is_listing(blocks: Sequence[Block], teasers: int) -> bool:
    """Whether the page only announces others: teasers, and next to no text beside them."""
    return teasers >= _LISTING_TEASERS and sum(len(block.text) for block in blocks[1:]) < _LISTING_CHARACTERS


def _document(
    capture: Capture,
    head: Head,
    blocks: Sequence[Block],
    lang: str,
    confidence: float,
    title: str | None,
    date: PartialDate | None,
) -> Document:
    parts = parts_of(blocks, lang, title)
    is_web = capture.file_name is None
    return Document(
        address=capture.address,
        source=None if head.derived_from else capture.address if is_web else head.canonical,
        file_name=capture.file_name,
        derived_from=head.derived_from,
        source_title=masked(head.source_title) if head.source_title else None,
        source_read=head.source_read,
        fetched=capture.fetched,
        sha256=capture.sha256,
        kind="several" if parts else "article",
        lang=lang,
        lang_confidence=confidence,
        text=joined(blocks),
        title=title,
        date=date or newest_year(parts),
        licence=head.licence,
        parts=parts,
        alternates=head.alternates,
    )
