"""What stands around the words of a text that may name a place: announcing words, quotation marks, sentence ends,
people's names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from graph.functionwords import function_words
from graph.lemmas import Token, fold_word, language_base, tokens
from graph.placerules import PlaceRules, place_rules

_SENTENCE_END = re.compile(r"[.!?:;•|\n\r\t]")
_TITLE = re.compile(r"[\"„“”«][^\"„“”«»\n]{1,60}[\"“”»]")  # a few words in quotation marks
_TITLE_WORDS = 6
_ABBREVIATION = 3  # letters of an announcing word that may take a full stop
_ACRONYM = 5  # letters
_SHORT = 4  # letters of a name that is rather a part of the word that a hyphen joins to it
_HYPHENS = frozenset(["-", "\u2010", "\u2011"])
_QUOTES = "\"'„“”«»‘’‚"
_BETWEEN_EQUALS = re.compile(r" ?[,–-] ?| ")  # "Zenici, Vranju i Prizrenu"
_SURNAME = re.compile(r"\w{2,}(ova|eva|ov|ev|ski|ska|cki|cka|ic|vic|escu|eanu|oglu|idis|opoulos|adze|shvili)")


@dataclass(frozen=True)
class Page:
    """One text, its words, and the rules of its language; `country` is the ISO code of its subject, if known."""

    text: str
    lang: str
    country: str | None
    cased: bool  # do capitals mean anything here?

    @cached_property
    def words(self) -> list[Token]:
        return tokens(self.text)

    @cached_property
    def folded(self) -> list[str]:
        return [fold_word(word.text) for word in self.words]

    @cached_property
    def rules(self) -> PlaceRules:
        return place_rules(self.lang)

    @cached_property
    def base_lang(self) -> str:
        return language_base(self.lang)

    @cached_property
    def titles(self) -> frozenset[int]:
        """Words that stand in a quoted title of few words."""
        stretches = [m.span() for m in _TITLE.finditer(self.text)]
        found: set[int] = set()
        place = 0
        for start, end in stretches:
            while place < len(self.words) and self.words[place].start < start:
                place += 1
            inside = []
            while place < len(self.words) and self.words[place].end <= end:
                inside.append(place)
                place += 1
            found.update(inside if len(inside) <= _TITLE_WORDS else ())
        return frozenset(found)

    def gap(self, place: int) -> str:
        """The text between the word at `place` and the next; a line break before the first and after the last."""
        if place < 0 or place + 1 >= len(self.words):
            return "\n"
        return self.text[self.words[place].end : self.words[place + 1].start]

    def folded_at(self, place: int) -> str:
        """The folded word, or nothing beyond either end."""
        return self.folded[place] if 0 <= place < len(self.words) else ""

    def is_capital(self, place: int) -> bool:
        return 0 <= place < len(self.words) and self.words[place].text[0].isupper()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a stretch of words."""

    announced: bool  # by a word such as "община"
    announced_region: bool  # by a word such as "област", before or behind
    announced_before: bool  # by one in front: "city of", not "neighbourhood" behind
    after_preposition: bool
    opens_sentence: bool
    in_title: bool  # in quotation marks, or after the head of a proper title
    in_compound: bool  # joined to another word by a hyphen: "Arnold-Fortuin-Haus", "он-лайн"
    is_acronym: bool  # a few capitals among words written otherwise
    looks_personal: bool  # between capitalised words that are no places
    follows_opening: bool  # right after the word that opens the sentence, which has its capital from there


def surroundings(page: Page, first: int, last: int, beside_name: bool = False) -> Surroundings:
    """What stands around the words `first` to `last`, both included; `beside_name` where a place is named next to them.

    Two such names joined by a hyphen are two places, or one municipality made of both.
    """
    before, after = page.gap(first - 1), page.gap(last)
    previous = page.folded_at(first - 1)
    close = _is_close(before, previous)
    # "city of Roma", "comuna de": the announcing word may be a particle away, but no "municipalities and Roma".
    joining = function_words(page.base_lang)
    is_particle = previous in joining.all and previous not in joining.conjunctions
    if close and is_particle and page.gap(first - 2) == " ":
        head = page.folded_at(first - 2)
    else:
        head = previous if close else ""
    behind = page.folded_at(last + 1) if after.strip(" \u00a0") == "" else ""
    announced_region = head in page.rules.regions or behind in page.rules.regions
    announced_before = head in page.rules.before or head in page.rules.regions
    announced = announced_before or announced_region or behind in page.rules.after
    personal = page.cased and not announced and _looks_personal(page, first, last)
    follows_opening = personal and _follows_opening(page, first, last)
    headed = previous in page.rules.not_before and before.strip(" \u00a0.,–-" + _QUOTES) == ""
    return Surroundings(
        announced=announced,
        announced_region=announced_region,
        announced_before=announced_before,
        after_preposition=close and previous in page.rules.prepositions,
        opens_sentence=not announced_before and (not first or bool(_SENTENCE_END.search(before))),
        in_title=headed or first in page.titles,
        in_compound=not beside_name and _is_part_of_compound(page, first, last),
        is_acronym=_is_acronym(page, first, last),
        looks_personal=personal and not follows_opening,
        follows_opening=follows_opening,
    )


def _is_close(gap: str, previous: str) -> bool:
    """Do two words follow each other? A full stop between them belongs to an abbreviation: "гр. Исперих"."""
    return gap.strip(" \u00a0") == "" or (gap.strip(" \u00a0") == "." and len(previous) <= _ABBREVIATION)


def _is_part_of_compound(page: Page, first: int, last: int) -> bool:
    before, after = page.gap(first - 1) in _HYPHENS, page.gap(last) in _HYPHENS
    if after and not before and last == first and page.words[last].text.isupper():
        # "SAD-u", "USA-ban": a case ending
        return page.is_capital(last + 1) or len(page.folded_at(last + 1)) > _SHORT
    return before or (after and (page.is_capital(last + 1) or (last == first and len(page.folded[first]) <= _SHORT)))


def _is_acronym(page: Page, first: int, last: int) -> bool:
    word = page.words[first].text
    if first != last or not (word.isupper() and len(word) <= _ACRONYM):
        return False
    around = [page.words[place].text for place in (first - 1, first + 1) if 0 <= place < len(page.words)]
    return not any(other.isupper() and len(other) > 1 for other in around)


def _looks_personal(page: Page, first: int, last: int) -> bool:
    """A capitalised word right before it, or something like a surname right after."""
    if page.gap(last) == " " and page.is_capital(last + 1) and _SURNAME.fullmatch(page.folded_at(last + 1)):
        return True
    if page.gap(first - 1) != " " or not page.is_capital(first - 1):
        return False
    previous = page.folded_at(first - 1)
    return len(previous) > 1 and previous not in page.rules.before and previous not in page.rules.prepositions


def _follows_opening(page: Page, first: int, last: int) -> bool:
    """Is the word before capitalised because it opens a sentence, rather than as somebody's first name?"""
    opens = first == 1 or bool(_SENTENCE_END.search(page.gap(first - 2)))
    if page.is_capital(last + 1) and page.gap(last) == " ":
        return False
    return opens and page.folded_at(first - 1) not in page.rules.stop


def stand_together(page: Page, last: int, first: int) -> bool:
    """Do two stretches, one ending at word `last` and the next beginning at `first`, stand in one enumeration?"""
    if first == last + 1:
        return page.gap(last).strip() == ","
    if first != last + 2 or page.folded[last + 1] not in function_words(page.base_lang).conjunctions:
        return False
    return all(_BETWEEN_EQUALS.fullmatch(page.gap(place)) for place in (last, last + 1))
