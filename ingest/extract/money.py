"""Sums of money: a number with a currency beside it, with or without *thousand* or *million* between."""

from collections.abc import Iterator
from decimal import Decimal

from ingest.extract.numbers import Number
from ingest.extract.page import Page
from ingest.extract.rules import CueKind, Currency, Multiplier, currency_symbols
from ingest.extract.wording import Word
from ingest.finding import FundingFinding

_METHOD = "rules:money"
# Confidence where the sentence speaks of funding, and where it does not: a wage or a price is a sum too.
_SAID, _BARE = 0.9, 0.6
_WORDS_TOO = frozenset(["ALL", "TRY", "BAM", "NOK"])


def find_funding(page: Page) -> Iterator[FundingFinding]:
    """The sums of the text in their order."""
    funders = frozenset(page.cues(CueKind.FUNDER))
    for number in page.numbers:
        found = _sum(page, number)
        if found is None:
            continue
        start, end, amount, currency = found
        is_said = not funders.isdisjoint(page.wording.sentence_at(number.first))
        confidence = _SAID if is_said else _BARE
        yield FundingFinding(
            start=start, end=end, method=_METHOD, confidence=confidence, amount=amount, currency=currency
        )


def _sum(page: Page, number: Number) -> tuple[int, int, Decimal, str] | None:
    factor, last, end = _multiplied(page, number)
    behind = _currency_behind(page, last, end)
    if behind:
        return number.start, behind[0], number.value * factor, behind[1]
    before = _currency_before(page, number)
    if before:
        return before[0], end, number.value * factor, before[1]
    return None


def _multiplied(page: Page, number: Number) -> tuple[int, int, int]:
    """The factor behind a number, the word that follows, and the character where number and factor end."""
    multipliers = page.matches(Multiplier)
    match = multipliers.get(number.last)
    if match is None or not _is_near(page.text[number.end : page.wording.words[number.last].start]):
        return 1, number.last, number.end
    return match.meaning.factor, match.last, page.wording.words[match.last - 1].end


def _currency_behind(page: Page, last: int, end: int) -> tuple[int, str] | None:
    symbol = _symbol(page.text[end : end + 3])
    if symbol:
        return end + page.text[end : end + 3].index(symbol) + 1, currency_symbols()[symbol]
    words = page.wording.words
    if last < len(words) and words[last].folded in page.rules.number_of and last + 1 < len(words):
        end, last = words[last].end, last + 1
    match = page.matches(Currency).get(last)
    if match is None or not _is_near(page.text[end : words[last].start]) or _is_another_word(words[last]):
        return None
    return words[match.last - 1].end, match.meaning.code


def _is_another_word(word: Word) -> bool:
    """Whether a code in lower case is a word of some language: "all", "try"; "eur" is Slovak for the euro."""
    return len(word.text) == len("ALL") and word.folded.upper() in _WORDS_TOO and not word.text.isupper()


def _currency_before(page: Page, number: Number) -> tuple[int, str] | None:
    before = page.text[max(0, number.start - 2) : number.start]
    symbol = _symbol(before)
    if symbol:
        return number.start - len(before) + before.index(symbol), currency_symbols()[symbol]
    match = page.matches(Currency).get(number.first - 1)
    # Only a code or sign stands in front of a sum: "EUR 500", but the "Euro 2024" is a tournament.
    if match is None or match.last != number.first or not page.wording.words[match.first].text.isupper():
        return None
    start, end = page.characters(match.first, match.last)
    return (start, match.meaning.code) if _is_near(page.text[end : number.start]) else None


def _symbol(stretch: str) -> str | None:
    stripped = stretch.strip()[:1] if stretch[:1].isspace() else stretch.strip()[-1:]
    return next((symbol for symbol in (stretch[:1], stripped) if symbol in currency_symbols()), None)


def _is_near(gap: str) -> bool:
    return len(gap) <= 3 and not gap.strip(" .\u00a0\u202f-")
