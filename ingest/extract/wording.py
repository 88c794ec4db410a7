"""A text as the kinds of extraction read it: its words, its sentences and what it puts between quotation marks.

Everything is found in linear time; positions count characters of the text, word numbers count `Wording.words`.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.lemmas import fold_word, tokens

# Closing marks by opening mark, as they are used in Europe; „Danish“ and »German« forms included.
_CLOSING = {"„": '“”"‟', "“": '”"“', "«": "»", "»": "«", '"': '"”“', "”": '”"', "‚": "‘’", "‘": "’", "『": "』"}
_QUOTE = re.compile('[„“”«»"‚‘]')
_FRENCH = frozenset(" \u00a0\u202f")
# Words; what is longer is cut, so that work on pairs within a sentence stays linear in the text.
_LONGEST_SENTENCE = 150
_LONGEST_QUOTE = 200  # characters; longer stretches are speech, not titles
# A sentence ends at a stop before a capital, digit or quotation mark, and where a line ends; `2016. gada` ends none.
_STOP = re.compile(
    r"(?<![.!?…;:])[.!?…;:]++[\"”“»’)\]]*+(?=\s+[\"„“«»(\[–—•-]?\s?(?P<next>\w))|\n[^\S\n]*(?P<line>\n)|\n"
)
# Characters; a line of this length that ends in mid-sentence, before one no wider, was broken by the page's width.
_HARD_WRAP = range(45, 111)
_WIDEST = 110
_SHOUTED = 4  # letters; a line that begins with so many capitals is a heading


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as written, folded for comparison, and where it stands."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between quotation marks; `start` and `end` take the marks in, `inner` leaves them out."""

    start: int
    end: int
    inner: str


class Wording:
    """A text cut into words and sentences."""

    def __init__(self, text: str, abbreviations: frozenset[str] = frozenset()) -> None:
        """`abbreviations` are folded words whose full stop ends no sentence."""
        self.text = text
        self.words = tuple(Word(t.start, t.end, t.text, fold_word(t.text)) for t in tokens(text))
        self._starts = [word.start for word in self.words]
        self._abbreviations = abbreviations

    @cached_property
    def sentences(self) -> tuple[range, ...]:
        """The word numbers of each sentence, in order; headings and list items count as sentences."""
        breaks = [stop for stop in map(self._sentence_end, _STOP.finditer(self.text)) if stop]
        firsts = sorted({0, *(self.word_from(position) for position in breaks)})
        lasts = [*firsts[1:], len(self.words)]
        return tuple(
            range(first, min(first + _LONGEST_SENTENCE, last))
            for start, last in zip(firsts, lasts, strict=True)
            for first in range(start, last, _LONGEST_SENTENCE)
        )

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """Stretches between matching quotation marks, outermost only, none over a line's end."""
        return tuple(_quotations(self.text))

    def word_from(self, position: int) -> int:
        """The number of the first word that starts at `position` or later."""
        return bisect_right(self._starts, position - 1)

    def sentence_at(self, number: int) -> range:
        """The sentence that holds a word."""
        index = bisect_right(self._sentence_firsts, number) - 1
        return self.sentences[max(index, 0)] if self.sentences else range(0)

    def gap(self, number: int) -> str:
        """What stands between a word and the next one."""
        if number + 1 >= len(self.words):
            return self.text[self.words[number].end :]
        return self.text[self.words[number].end : self.words[number + 1].start]

    def is_joined(self, number: int, *, abbreviated: bool = False) -> bool:
        """Whether a word and the next one stand side by side, with nothing but a space or a hyphen between.

        `abbreviated`: a stop behind a single letter parts nothing either (e. V., d.o.o.).
        """
        gap = self.gap(number)
        if abbreviated and gap in _STOPS and len(self.words[number].text) == 1:
            return number + 1 < len(self.words)
        if gap not in _JOINTS or number + 1 >= len(self.words):
            return False
        return gap != "\n" or self.sentence_at(number) == self.sentence_at(number + 1)

    @cached_property
    def _sentence_firsts(self) -> Sequence[int]:
        return [sentence.start for sentence in self.sentences]

    def _sentence_end(self, match: re.Match[str]) -> int | None:
        if match["line"]:
            return match.end()
        before = self.word_from(match.start()) - 1
        if match["next"] is None:
            return match.end() if self._ends_line(match.start()) else None
        stop = match.group()[0]
        if stop in ":;":
            return None
        is_lower = not (match["next"].isupper() or match["next"].isdigit())
        if is_lower or (stop == "." and before >= 0 and self._takes_full_stop(self.words[before], match)):
            return None
        return match.end()

    def _takes_full_stop(self, word: Word, match: re.Match[str]) -> bool:
        """Whether the full stop belongs to the word: an abbreviation, an initial, or a number before a number."""
        if word.end != match.start():
            return False
        is_initial = len(word.text) == 1 and word.text.isalpha()
        is_ordinal = word.text.isdigit() and len(word.text) <= 2
        return word.folded in self._abbreviations or is_initial or is_ordinal

    def _ends_line(self, newline: int) -> bool:
        """Whether a single line break ends a sentence: not where a long line was broken in the middle of one."""
        line_start = self.text.rfind("\n", max(0, newline - _LONGEST_QUOTE), newline) + 1
        line = self.text[line_start:newline].rstrip()
        following = self.text[newline + 1 : newline + 2 + _WIDEST].split("\n")[0]
        is_wrapped = len(line) in _HARD_WRAP and len(following) <= _WIDEST and line[-1] not in ".!?…:;"
        is_heading = following[:_SHOUTED].isupper() and following[:_SHOUTED].isalpha()
        return not (following[:1].islower() or (is_wrapped and following[:1].isalnum() and not is_heading))


_STOPS = frozenset([".", ". ", ".\u00a0"])
_JOINTS = frozenset([" ", "\u00a0", "-", "\u2011", "\n", "  ", "\u202f", "'", "\u2019"])


def _quotations(text: str) -> list[Quotation]:
    found: list[Quotation] = []
    position = 0
    while match := _QUOTE.search(text, position):
        position = match.end()
        closing = _closing(text, match)
        if closing is not None:
            found.append(Quotation(match.start(), closing + 1, text[position:closing].strip()))
            position = closing + 1
    return found


def _closing(text: str, opening: re.Match[str]) -> int | None:
    """The position of the mark that closes a quotation; None for an apostrophe or a mark that is never closed."""
    start = opening.end()
    follower, before = text[start : start + 1], text[opening.start() - 1 : opening.start()]
    is_french = opening.group() == "«" and follower in _FRENCH  # « École pour tous »
    if not follower or (follower.isspace() and not is_french) or before.isalnum():
        return None
    closers = _CLOSING[opening.group()]
    for position in range(start, min(start + _LONGEST_QUOTE, len(text))):
        if text[position] == "\n" and text[position + 1 : position + 2] in ("\n", ""):
            return None
        if text[position] in closers and not text[position + 1 : position + 2].isalnum():
            return position if position > start + 1 else None
    return None
