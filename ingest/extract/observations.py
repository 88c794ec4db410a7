"""Numbers of people, things or percent that a text states: reached, changed, needed or planned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph.periods import month_of
from ingest.extract.numbers import Number
from ingest.extract.page import Page
from ingest.extract.phrases import Match
from ingest.extract.rules import CountedNoun, Cue, CueKind, Multiplier, NumberWord
from ingest.extract.stretches import Stretches
from ingest.finding import ObservationFinding

_METHOD = "rules:observations"
_NOWHERE = Stretches(())
_REACH = 4  # words from a number to its noun, adjectives between: "134 disadvantaged Roma families"
_KNOWN, _PERCENT, _OF_THEM, _UNKNOWN = 0.9, 0.9, 0.7, 0.4  # confidence
_QUALIFIER_REACH = 4  # words
_SHORTEST_NOUN = 4  # letters of a counted noun that no table knows
_LARGEST_SHARE = 100  # percent
_YEARS = range(1900, 2100)  # what stands before an unknown word is rather a year
_FEW = 5  # "in three countries" tells where, not how many: below this, a setting counts only in figures


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a number counts: the word behind the statement, the unit as written and what it means."""

    last: int
    unit: str
    noun: CountedNoun | None
    confidence: float


def find_observations(
    page: Page, dates: Stretches, sums: Stretches, cells: Stretches = _NOWHERE
) -> Iterator[ObservationFinding]:
    """The counts of the text in their order; the numbers of dates, sums and `cells` of tables count nothing here.

    A percentage in a sentence with a sum is a share of the costs, not a result.
    """
    spoken_for = (dates, sums, cells)
    numbers = [n for n in page.numbers if not any(stretches.overlaps(n.start, n.end) for stretches in spoken_for)]
    before: _Counted | None = None
    for index, number in enumerate(numbers):
        if _is_label(page, number):
            continue
        percent_end = _percent_end(page, number) or _shared_percent_end(page, numbers[index : index + 2])
        if percent_end:
            if not sums.overlaps(*page.characters_of_sentence(number.first)):
                yield _percentage(page, number, percent_end)
            continue
        counted = _counted(page, number, before)
        if counted:
            is_whole = counted.noun is not None and _part(page, number, before) is None
            before = counted if is_whole else before
            yield _count(page, number, counted)


def _is_label(page: Page, number: Number) -> bool:
    """Whether the number numbers something: of a list, a street, an article; or is no count at all."""
    before = page.text[max(0, number.start - 2) : number.start]
    is_numbered = any(sign in before for sign in "№#§") or before[-1:] in (":", "+", "@", "/")
    line = page.text.rfind("\n", 0, number.start) + 1
    opens_line = not page.text[line : number.start].strip(" \t•-–—(")
    is_list_number = opens_line and page.text[number.end : number.end + 1] in (".", ")")
    is_nothing = number.value == 0 or (number.value == 1 and number.is_written_out)
    return is_list_number or is_nothing or is_numbered


def _percent_end(page: Page, number: Number) -> int | None:
    stretch = page.text[number.end : number.end + 3]
    if stretch.lstrip().startswith("%"):
        return number.end + stretch.index("%") + 1
    match = page.cues(CueKind.PERCENT).get(number.last)
    if match and page.wording.is_joined(number.last - 1):
        return page.wording.words[match.last - 1].end
    return None


def _shared_percent_end(page: Page, pair: Sequence[Number]) -> int | None:
    """In "from 68 to 89 percent" the first number counts percent too; it ends where it is written."""
    if len(pair) < 2 or pair[1].first - pair[0].last != 1 or not _percent_end(page, pair[1]):
        return None
    is_close = page.text[pair[0].end : pair[1].start].count(" ") == 2
    return pair[0].end if is_close and pair[0].value <= _LARGEST_SHARE else None


def _percentage(page: Page, number: Number, end: int) -> ObservationFinding:
    start, qualifier = _qualified(page, number)
    return ObservationFinding(
        start=start,
        end=end,
        method=_METHOD,
        confidence=_PERCENT,
        value=number.value,
        unit=page.text[number.end : end].strip() or "%",
        unit_en="percent",
        qualifier=qualifier,
    )


def _count(page: Page, number: Number, counted: _Counted) -> ObservationFinding:
    start, qualifier = _qualified(page, number)
    return ObservationFinding(
        start=start,
        end=max(number.end, page.wording.words[counted.last - 1].end),
        method=_METHOD,
        confidence=counted.confidence,
        value=number.value,
        unit=counted.unit,
        unit_en=counted.noun.lemma_en if counted.noun else None,
        qualifier=qualifier,
        target_group=counted.noun.target_group if counted.noun else None,
    )


def _counted(page: Page, number: Number, before: _Counted | None) -> _Counted | None:
    """The noun behind a number; without one, what was counted before: "19 of them", "of whom 19 found work"."""
    first = number.last
    words = page.wording.words
    if first >= len(words) or not page.wording.is_joined(first - 1):
        return _part(page, number, before)
    of_them = page.cues(CueKind.OF_THEM).get(first)
    if of_them and before:
        return replace(before, last=of_them.last, confidence=_OF_THEM)
    if words[first].folded in page.rules.number_of and page.wording.is_joined(first):
        first += 1
    nouns = page.matches(CountedNoun)
    if first in page.cues(CueKind.NOT_COUNTED) and first not in nouns:
        return None
    for position in range(first, min(first + _REACH, len(words))):
        if position in nouns:
            counted = _whole_noun(page, nouns[position])
            return None if _is_setting(number, counted) else counted
        if not _may_stand_between(page, position):
            break
    return _part(page, number, before) or _unknown(page, number, first)


def _part(page: Page, number: Number, before: _Counted | None) -> _Counted | None:
    """A part of what was counted before in the sentence, where a word between opens a list of parts."""
    is_fraction = number.is_written_out and number.value < _FEW  # "of whom two thirds"
    if before is None or is_fraction:
        return None
    of_which, of_them = page.cues(CueKind.OF_WHICH), page.cues(CueKind.OF_THEM)
    first = max(before.last, page.wording.sentence_at(number.first).start)
    is_part = any(position in of_which or position in of_them for position in range(first, number.first))
    return replace(before, last=number.last, confidence=_OF_THEM) if is_part else None


def _whole_noun(page: Page, match: Match[CountedNoun]) -> _Counted:
    """The noun that is counted: where the head comes last, the last of several nouns side by side."""
    nouns = page.matches(CountedNoun)
    while page.rules.is_head_final and match.last in nouns and page.wording.is_joined(match.last - 1):
        match = nouns[match.last]
    start, end = page.characters(match.first, match.last)
    return _Counted(match.last, page.text[start:end], match.meaning, _KNOWN)


def _is_setting(number: Number, counted: _Counted) -> bool:
    is_setting = counted.noun is not None and counted.noun.is_setting
    return is_setting and number.is_written_out and number.value < _FEW


def _may_stand_between(page: Page, position: int) -> bool:
    """Whether a word may be an adjective before the noun: not a short word, a number or the last of its clause; of
    joining words only *and*.
    """
    word = page.wording.words[position]
    is_stop = position in page.cues(CueKind.NOT_COUNTED) or position in page.cues(CueKind.DOING)
    is_stop = is_stop or (word.folded in page.joining.all and word.folded not in page.joining.conjunctions)
    return len(word.text) > 2 and not word.text[0].isdigit() and not is_stop and page.wording.is_joined(position)


def _unknown(page: Page, number: Number, first: int) -> _Counted | None:
    """A count of something no table knows; only figures, and only a plain word behind them."""
    word = page.wording.words[first]
    is_noun = len(word.text) >= _SHORTEST_NOUN and word.text.islower() and word.text.isalpha()
    is_part = first in page.matches(Multiplier) or first in page.matches(NumberWord)
    is_noun = is_noun and word.folded not in page.joining.all
    is_time = month_of(word.text, page.lang) is not None or number.value in _YEARS
    if number.is_written_out or not is_noun or number.value < 2 or is_time or is_part:
        return None
    return _Counted(first + 1, word.text, None, _UNKNOWN)


def _qualified(page: Page, number: Number) -> tuple[int, str]:
    """Where the statement starts with its qualifier, and which it is."""
    for kind, qualifier in ((CueKind.OVER, "over"), (CueKind.ABOUT, "about")):
        for back in range(1, _QUALIFIER_REACH + 1):
            match = page.cues(kind).get(number.first - back)
            if match and _reaches(page, match, number):
                return page.wording.words[match.first].start, qualifier
    sentence = page.wording.sentence_at(number.first)
    planned = page.cues(CueKind.PLANNED)
    is_planned = any(position in planned for position in range(sentence.start, number.first))
    return number.start, "planned" if is_planned else "exact"


def _reaches(page: Page, cue: Match[Cue], number: Number) -> bool:
    """Whether a qualifier stands before the number, with at most an article between."""
    between = number.first - cue.last
    return between == 0 or (between == 1 and len(page.wording.words[cue.last].text) <= 2)
