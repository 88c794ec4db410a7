"""Quarters of towns that no register knows: named by a word such as "cartierul", in a text that names their town."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.functionwords import function_words
from graph.placecontext import Page
from graph.placefinding import PlaceMention

_MOST_WORDS = 3  # of a name
_MOST_IN_A_ROW = 8  # "naselja Gornja Čaršija, Panađurište i Salinac"
_AFAR = 600  # characters from a quarter to the name of its town
_BEHIND = 40  # the same where the town stands behind: "cartierul Orbic din Buhuși"
_SENTENCE_END = re.compile(r"[.!?]\s+[^\W\d_]|\n")


@dataclass(frozen=True, slots=True)
class QuarterMention:
    """A name at `start` to `end` (exclusive), and the mention of the town that it is a part of."""

    start: int
    end: int
    town: PlaceMention


def find_quarters(page: Page, mentions: Sequence[PlaceMention]) -> Iterator[QuarterMention]:
    """Quarters beside what the gazetteer found, in order."""
    if not (page.rules.quarters or page.rules.quarters_behind):
        return
    taken = sorted((m.start, m.end) for m in mentions)
    towns = [m for m in mentions if m.place.kind == "settlement" and not m.people]
    if not towns:
        return
    only = towns[0] if len({town.place.geonames_id for town in towns}) == 1 else None
    reach = 0
    for head, word in enumerate(page.folded):
        spans: list[tuple[int, int]] = []
        if word in page.rules.quarters:
            spans = list(_behind(page, head))
        elif word in page.rules.quarters_behind:
            spans = list(_before(page, head))
        for first, last in spans:
            start, end = page.words[first].start, page.words[last].end
            if start < reach or _overlaps(taken, start, end) or _is_stopped(page, first, last):
                continue
            if town := _town(page.text, start, end, towns) or only:
                reach = end
                yield QuarterMention(start, end, town)


def _behind(page: Page, head: int) -> Iterator[tuple[int, int]]:
    """First and last words of the names in a row behind a head."""
    first = head + 1
    if page.gap(head).strip(" \u00a0„“”\"«»‘’'.") or (page.gap(head).strip()[:1] == "." and len(page.folded[head]) > 3):
        return
    for _ in range(_MOST_IN_A_ROW):
        last = _name_end(page, first)
        if last is None:
            return
        yield first, last
        if page.gap(last).strip() == "," and page.is_capital(last + 1):
            first = last + 1
        elif page.gap(last) == " " and page.folded_at(last + 1) in function_words(page.base_lang).conjunctions:
            first = last + 2
        else:
            return


def _name_end(page: Page, first: int) -> int | None:
    if not page.is_capital(first) or len(page.words[first].text) == 1:
        return None
    last = first
    while last - first + 1 < _MOST_WORDS and page.gap(last) in (" ", "-") and page.is_capital(last + 1):
        last += 1
    return last


def _before(page: Page, head: int) -> Iterator[tuple[int, int]]:
    """The capitalised words right in front of a head."""
    first = head
    while first > 0 and head - first < _MOST_WORDS and page.gap(first - 1) in (" ", "-") and page.is_capital(first - 1):
        first -= 1
    if first < head and (first == 0 or not _SENTENCE_END.search(page.text[page.words[first - 1].end :][:3])):
        yield first, head - 1


def _is_stopped(page: Page, first: int, last: int) -> bool:
    words = page.folded[first : last + 1]
    return bool(set(words) & page.rules.stop) or any(page.words[i].text.isupper() for i in (first, last))


def _overlaps(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    place = bisect_left(taken, (end, 0))
    return place > 0 and taken[place - 1][1] > start


def _town(text: str, start: int, end: int, towns: Sequence[PlaceMention]) -> PlaceMention | None:
    """The town named right behind in the same sentence, else the one named last before."""
    place = bisect_left(towns, start, key=lambda town: town.start)
    if place < len(towns):
        behind = towns[place].start
        if behind - end <= _BEHIND and not _SENTENCE_END.search(text, end, behind):
            return towns[place]
    return towns[place - 1] if place and start - towns[place - 1].end <= _AFAR else None
