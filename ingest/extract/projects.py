"""Titles of projects and programmes: quotations or capitals beside a head word, well-known names, repetitions."""

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.lemmas import name_key
from graph.records import ThingType
from ingest.extract.names import Candidate, capital_run, capital_run_before
from ingest.extract.organisations import is_written_as_name
from ingest.extract.page import Page
from ingest.extract.phrases import Match
from ingest.extract.rules import CueKind, KnownName, OrganisationHead, TitleHead, known_names
from ingest.extract.wording import Quotation

_METHOD = "rules:titles"
_QUOTED, _UNQUOTED, _REPEATED, _HEADLINE = 0.9, 0.6, 0.75, 0.55  # confidence
_REACH = 4  # words between a head and its title: "проект за мобилни семейства „…“"
_REACH_BACK = 2  # words between a title and the head behind it
_SHORTEST_TITLE = 2  # words of a title without quotation marks
_LONGEST_HEADLINE = 6  # words before the colon of a headline
_NUMERALS = frozenset(["II", "III", "IV", "V", "2", "3", "2020", "ІІ", "ІІІ"])


def title_candidates(page: Page) -> Iterator[Candidate]:
    """Stretches that may name a project or programme; they overlap."""
    yield from _programmes(page)
    quoted = [*_quoted(page)]
    yield from quoted
    yield from _unquoted(page)
    yield from _repetitions(page, quoted)
    yield from _headlined(page)


def _programmes(page: Page) -> Iterator[Candidate]:
    for known in page.matches(KnownName).values():
        meaning = known.meaning
        if meaning.type is ThingType.ORGANISATION or not is_written_as_name(page, known):
            continue
        start, end = page.characters(known.first, known.last)
        key = meaning.key
        if page.text[end : end + 1] == "+":
            end, key = end + 1, meaning.plus or meaning.key
        end = _with_numeral(page, known, end)
        yield Candidate(
            start, end, meaning.type, page.text[start:end], 0.95, "known", key, known_names()[key].classification
        )


def _with_numeral(page: Page, known: Match[KnownName], end: int) -> int:
    words = page.wording.words
    is_numbered = (
        known.last < len(words) and words[known.last].text in _NUMERALS and page.wording.is_joined(known.last - 1)
    )
    return words[known.last].end if is_numbered else end


def _quoted(page: Page) -> Iterator[Candidate]:
    """Each quotation that a head word near it makes a title; an organisation's head that is nearer makes it none."""
    for quotation in page.wording.quotations:
        if _is_quarter(page, quotation):
            continue
        head = _head_before(page, quotation) or _head_behind(page, quotation)
        if head is not None and any(letter.isalpha() for letter in quotation.inner):
            confidence = _QUOTED if head.type is not ThingType.EVENT else _UNQUOTED
            yield Candidate(
                quotation.start, quotation.end, _type_of(page, quotation, head), quotation.inner, confidence, _METHOD
            )


def _type_of(page: Page, quotation: Quotation, head: TitleHead) -> ThingType:
    """A thing called a programme is one where it pays for others; else it is run like a project and counts as one."""
    if head.type is not ThingType.PROGRAMME or head.is_unquoted:
        return head.type
    sentence = page.wording.sentence_at(page.wording.word_from(quotation.start))
    pays = any(position in page.cues(CueKind.FUNDER) for position in sentence)
    return ThingType.PROGRAMME if pays else ThingType.PROJECT


def _head_before(page: Page, quotation: Quotation) -> TitleHead | None:
    first = page.wording.word_from(quotation.start)
    titles, organisations = page.matches(TitleHead), page.matches(OrganisationHead)
    for position in range(first - 1, max(-1, first - 2 - _REACH), -1):
        end = page.wording.words[position].end
        if set(page.text[end : quotation.start]) & set(".!?;\n"):
            return None
        if position in organisations and organisations[position].meaning.side != "after":
            return None
        if position in titles and titles[position].last <= first and titles[position].meaning.side == "before":
            return titles[position].meaning
    return None


def _head_behind(page: Page, quotation: Quotation) -> TitleHead | None:
    first = page.wording.word_from(quotation.end)
    for position in range(first, min(first + _REACH_BACK, len(page.wording.words))):
        gap = page.text[quotation.end : page.wording.words[position].start]
        if set(gap) & set(".!?;\n:"):
            return None
        head = page.matches(TitleHead).get(position)
        if head and (head.meaning.side == "after" or position == first) and head.meaning.type is not ThingType.EVENT:
            return head.meaning
    return None


def _unquoted(page: Page) -> Iterator[Candidate]:
    for head in page.matches(TitleHead).values():
        if head.meaning.type is ThingType.EVENT or not page.wording.is_joined(head.last - 1):
            continue
        is_programme = head.meaning.type is ThingType.PROGRAMME
        if is_programme and not head.meaning.is_unquoted:
            continue
        yield from _capitalised(page, head)


def _capitalised(page: Page, head: Match[TitleHead]) -> Iterator[Candidate]:
    """A title of capitalised words beside its head; two at least, for a single one is as often a place or a person."""
    first, last = head.last, head.last
    if head.meaning.side == "before":
        last = capital_run(page, first, is_title=True)
    if last - first < _SHORTEST_TITLE and (head.meaning.side == "after" or page.rules.is_head_final):
        first, last = capital_run_before(page, head.first, is_title=True), head.first
    if last - first >= _SHORTEST_TITLE and not _names_another(page, first, last):
        begin = head.first if head.meaning.is_unquoted else first
        start, end = page.characters(begin, last)
        yield Candidate(start, end, head.meaning.type, page.text[start:end], _UNQUOTED, _METHOD)


def _headlined(page: Page) -> Iterator[Candidate]:
    """The words before the colon of the headline, and where they come back, if the text calls them a project."""
    name = (page.document.title or "").partition(":")[0].strip()
    if not (page.is_in_title(0) and _SHORTEST_TITLE <= len(name.split()) <= _LONGEST_HEADLINE):
        return
    mentions = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", page.text)]
    heads = {first for first, head in page.matches(TitleHead).items() if head.meaning.type is ThingType.PROJECT}
    sentences = [page.wording.sentence_at(page.wording.word_from(start)) for start in mentions[1:]]
    if any(not heads.isdisjoint(sentence) for sentence in sentences):
        for start in mentions:
            yield Candidate(start, start + len(name), ThingType.PROJECT, name, _UNQUOTED, _METHOD)


def _names_another(page: Page, first: int, last: int) -> bool:
    return any(
        position in page.matches(OrganisationHead) or position in page.matches(KnownName)
        for position in range(first, last)
    )


def _repetitions(page: Page, titles: list[Candidate]) -> Iterator[Candidate]:
    """Quotations without a head that repeat a title; where there is no title, the one that the headline quotes."""
    by_key = {name_key(title.name): title for title in titles}
    others = {name_key(q.inner) for q in page.wording.quotations if _is_quarter(page, q) or _head_before_any(page, q)}
    known = {(title.start, title.end) for title in titles}
    for quotation in page.wording.quotations:
        title = by_key.get(name_key(quotation.inner))
        if (quotation.start, quotation.end) in known:
            continue
        if title is not None:
            yield replace(title, start=quotation.start, end=quotation.end, confidence=_REPEATED)
        elif page.is_in_title(quotation.start) and not titles and name_key(quotation.inner) not in others:
            yield Candidate(quotation.start, quotation.end, ThingType.PROJECT, quotation.inner, _HEADLINE, _METHOD)


def _is_quarter(page: Page, quotation: Quotation) -> bool:
    """Whether the quotation names a quarter, a village or a street."""
    first = page.wording.word_from(quotation.start)
    return first > 0 and first - 1 in page.parts("quarter")


def _head_before_any(page: Page, quotation: Quotation) -> bool:
    first = page.wording.word_from(quotation.start)
    return any(position in page.matches(OrganisationHead) for position in range(max(0, first - 3), first))
