"""Numbers in figures (`1.234,5`, `1 234,5`, `1,234.5`) and in words, as values with their place in the text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ingest.extract.phrases import Match
from ingest.extract.rules import LanguageRules, NumberWord
from ingest.extract.wording import Wording

_FIGURES = re.compile(
    r"(?<![\w.,/+-])(?P<grouped>\d{1,3}(?:[ \u00a0\u202f\u2009.,'’]\d{3}){1,5}(?!\d))(?:[.,](?P<tail>\d{1,2})(?!\d))?"
    r"|(?<![\w/+-])(?<!\d[.,])(?P<plain>\d{1,9})(?:[.,](?P<part>\d{1,2})(?![\d.,]\d|\d))?(?!\d)"
)
_SHORTEST_COMPOUND, _LONGEST_COMPOUND = 6, 24  # letters of a number below a hundred written as one word


@dataclass(frozen=True, slots=True)
class Number:
    """A number: words `first` to `last` (exclusive), characters `start` to `end`."""

    first: int
    last: int
    start: int
    end: int
    value: Decimal
    is_written_out: bool  # in words


def find_numbers(
    wording: Wording, rules: LanguageRules, number_words: Mapping[int, Match[NumberWord]]
) -> tuple[Number, ...]:
    """All numbers of a text, in order; a number in words is below a thousand and never one."""
    found = [*_in_figures(wording), *_in_words(wording, rules, number_words)]
    return tuple(sorted(found, key=lambda number: number.start))


def _in_figures(wording: Wording) -> Iterator[Number]:
    for match in _FIGURES.finditer(wording.text):
        first, last = wording.word_from(match.start()), wording.word_from(match.end())
        is_whole = (
            last > first and wording.words[first].start == match.start() and wording.words[last - 1].end == match.end()
        )
        if is_whole:  # not the 3 of "3E"
            yield Number(first, last, match.start(), match.end(), _value(match), False)


def _value(match: re.Match[str]) -> Decimal:
    whole = re.sub(r"\D", "", match["grouped"] or match["plain"])
    part = match["tail"] or match["part"]
    return Decimal(f"{whole}.{part}" if part else whole)


def _in_words(
    wording: Wording, rules: LanguageRules, number_words: Mapping[int, Match[NumberWord]]
) -> Iterator[Number]:
    values = {first: (match.last, match.meaning.value) for first, match in number_words.items()}
    values.update(_compounds(wording, rules, values))
    done = 0
    for first in sorted(values):
        if first >= done:
            done, value = _sum(wording, rules, values, first)
            yield Number(first, done, wording.words[first].start, wording.words[done - 1].end, Decimal(value), True)


def _sum(wording: Wording, rules: LanguageRules, values: Mapping[int, tuple[int, int]], first: int) -> tuple[int, int]:
    """Where the number that starts at a word ends, and its value: hundreds, tens and units, with or without a joint."""
    last, total = values[first]
    smallest = total
    while smallest >= 20 and wording.is_joined(last - 1):
        following = last
        if wording.words[following].folded in rules.number_joint and wording.is_joined(following):
            following += 1
        if following not in values:
            break
        end, part = values[following]
        if part >= (10 if smallest < 100 else 100):
            break
        last, total, smallest = end, total + part, part
    return last, total


def _compounds(
    wording: Wording, rules: LanguageRules, values: Mapping[int, tuple[int, int]]
) -> dict[int, tuple[int, int]]:
    """Tens and units written as one word: siebenundachtzig, huszonhárom."""
    if rules.number_compound is None:
        return {}
    known: dict[str, int | None] = {}
    found = {}
    for position, word in enumerate(wording.words):
        if position not in values and _SHORTEST_COMPOUND <= len(word.folded) <= _LONGEST_COMPOUND:
            if word.folded not in known:
                known[word.folded] = _compound(word.folded, rules.number_words, rules.number_compound)
            value = known[word.folded]
            if value:
                found[position] = (position + 1, value)
    return found


def _compound(word: str, numbers: Mapping[str, int], joint: str) -> int | None:
    for cut in range(2, len(word) - 1):
        left, right = numbers.get(word[:cut]), word[cut:]
        if left is None:
            continue
        if left % 10 == 0 and (unit := numbers.get(right)) and unit < 10:
            return left + unit
        if left < 10 and joint and right.startswith(joint):
            tens = numbers.get(right[len(joint) :])
            if tens and tens % 10 == 0 and tens < 100:
                return left + tens
    return None
