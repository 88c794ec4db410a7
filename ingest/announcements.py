"""Several announcements on one page: whether it holds them, and where each begins.

One article with sections has headings too. What tells announcements apart adds up: rules between them, the same heading
twice, a date of its own for each, headings in capitals, and the words that head a notice.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from graph.lemmas import name_key
from graph.periods import find_dates, find_periods
from graph.records import DocumentPart, PartialDate
from ingest.blocks import Block, BlockKind, starts_of
from ingest.rules import table, words

_ENOUGH = 3  # points of evidence
_PART_CHARACTERS = 60  # under its heading; less is a caption
_SIGNS = re.compile(r"^[\W_]*(?:[гrpmd]\b\.?)?[\W_]*")  # of a date that the heading goes on with: `г. – `
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DATE_WITHIN = 300  # characters of a part: its own date stands at its beginning


def parts_of(blocks: Sequence[Block], lang: str, title: str | None) -> tuple[DocumentPart, ...]:
    """The announcements with their stretch of the joined text, title and date; empty for a page that is one text."""
    heads = [number for number, block in enumerate(blocks) if _is_head(block, title)]
    heads = [number for number, following in pairwise([*heads, len(blocks)]) if _has_text(blocks, number, following)]
    marked = [number for number in heads if blocks[number].notice is not None]
    heads = marked if len(marked) > 1 else heads
    if len(heads) < 2 or _evidence(blocks, heads, lang, title) < _ENOUGH:
        return ()
    starts = starts_of(blocks)
    whole = starts[-1] + len(blocks[-1].text)
    parts = []
    for number, following in pairwise([*heads, len(blocks)]):
        end = starts[following] - 1 if following < len(blocks) else whole
        heading, date = _heading(blocks[number].text), _own_date(blocks[number:following], lang)
        if blocks[number].notice:
            heading, date = _undated(heading, lang), _noticed_date(blocks[number].notice or "", lang) or date
        parts.append(DocumentPart(starts[number], end, heading, date))
    return tuple(parts)


def _is_head(block: Block, title: str | None) -> bool:
    """A heading, or a line in capitals, that is not the title of the page."""
    if block.kind is not BlockKind.HEADING and _capital_lead(block.text) is None:
        return False
    return not title or name_key(block.text) != name_key(title)


def _has_text(blocks: Sequence[Block], number: int, following: int) -> bool:
    under = sum(len(block.text) for block in blocks[number + 1 : following])
    return under + len(blocks[number].text) - len(_heading(blocks[number].text)) >= _PART_CHARACTERS


def _capital_lead(text: str) -> str | None:
    """The capitals that a line begins with, up to its first figure or small letter, where they make a heading."""
    end = next((i for i, char in enumerate(text[:300]) if char.islower() or char.isdigit()), len(text))
    lead = text[:end].rstrip(' \t,;:–-(/"„“”')
    if end < len(text) and text[end].islower():  # the capital in front of a small letter begins the sentence
        lead = lead.rpartition(" ")[0]
    letters = sum(char.isupper() for char in lead)
    return lead if letters >= 9 and len(lead) >= 9 else None


def _heading(text: str) -> str:
    lead = _capital_lead(text)
    return lead if lead and len(lead) < len(text) else text


def _evidence(blocks: Sequence[Block], heads: Sequence[int], lang: str, title: str | None) -> int:
    keys = [name_key(_heading(blocks[number].text)) for number in heads]
    stretches = pairwise([*heads, len(blocks)])
    dated = sum(_has_day(_own_date(blocks[number:following], lang)) for number, following in stretches)
    noticed = sum(_is_notice(key) for key in keys)
    if all(blocks[number].notice is not None for number in heads):
        return _ENOUGH
    points = 2 if len(set(keys)) < len(keys) else 0
    points += 2 if all(blocks[number].after_rule for number in heads[1:]) else 0
    points += 1 if all(blocks[number].text.isupper() or _capital_lead(blocks[number].text) for number in heads) else 0
    points += 1 if 2 * dated > len(heads) else 0
    points += 1 if dated == len(heads) else 0
    points += 2 if 2 * noticed > len(heads) else 1 if noticed else 0
    return points + (1 if title and _is_notice(name_key(title)) else 0)


def _undated(heading: str, lang: str) -> str:
    """The heading of an announcement without the date in front of it."""
    dates = find_dates(heading, lang)
    if not dates or dates[0].start > 0:
        return heading
    rest = _SIGNS.sub("", heading[dates[0].end :], count=1)
    return rest if any(map(str.isalpha, rest)) else heading


def _noticed_date(words: str, lang: str) -> PartialDate | None:
    if _ISO_DAY.match(words):
        return PartialDate(words[:10])
    return next((found.date for found in find_dates(words, lang)), None)


def newest_year(parts: Sequence[DocumentPart]) -> PartialDate | None:
    """A page of announcements is as new as the newest of them; which day it changed last, it does not say."""
    years = [part.date.text[:4] for part in parts if part.date]
    return PartialDate(max(years)) if years else None


def _own_date(blocks: Sequence[Block], lang: str) -> PartialDate | None:
    """The first date at the beginning of a part, of a period its first day; a year where it names no more."""
    text = "\n".join(block.text for block in blocks)[:_DATE_WITHIN]
    return next((period.begins for period in find_periods(text, lang) if period.begins), None)


def _has_day(date: PartialDate | None) -> bool:
    return date is not None and len(date.text) > len("2023")


def _is_notice(key: str) -> bool:
    return any(f" {key}".find(f" {word}") >= 0 for word in _notices())


@cache
def _notices() -> frozenset[str]:
    return frozenset(name_key(word) for lang in table("announcements") for word in words("announcements", lang))
