"""Finds the concepts of drom in running text by their labels in every language, inflected, with a word between, in
another order.

The time is linear in the text: every word is looked up once, and only labels whose rarest word stands there are
compared.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from graph.functionwords import function_words
from graph.labelindex import IndexedLabel, LabelIndex, content_words, scheme_digest
from graph.lemmas import Token, fold_word, inflections, language_base, script_of, soft_fold, tokens
from graph.lookalikes import lookalikes
from ontology.scheme import DEFAULT_BASE, Concept, ConceptScheme

log = logging.getLogger(__name__)

_BREAK = re.compile(r"[.!?;:\n\r•|]")  # what no label reaches across
_LONGEST_REACH = 6  # words looked at on either side of the rarest one, beside the label's own length
_COMPOUND_STEM = 7  # letters from which a word may begin a longer one: "Schulmediation|sprojekt"
_COMPOUND_REST = 4  # letters that must follow, or it is an unknown ending
_LONE_FOREIGN = 7  # letters that a single word of another language must have
_FOUND = 0.6
_CACHED_WORDS = 1 << 14


@dataclass(frozen=True, slots=True)
class ConceptMention:
    """A concept named in a text at characters `start` to `end` (exclusive).

    `label` is the label that was matched, in its language `lang`; `score` 0.6..1 is how exactly the text has it.
    """

    concept: Concept
    start: int
    end: int
    label: str
    lang: str
    score: float


class _WordMatch(NamedTuple):
    """How a word of the text agrees with a word of a label."""

    compound: bool  # the word goes on after the label's


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    words: list[Token]
    folded: list[str]
    matches: list[dict[int, _WordMatch]]  # by word: numbers of label words it may be
    numbers: frozenset[int]  # of all label words that stand anywhere in the text
    lang: str


class LabelMatcher:
    """Matches texts against the labels of one scheme."""

    def __init__(self, scheme: ConceptScheme, index: LabelIndex | None = None) -> None:
        """`index` must be of this scheme; without one it is made, which costs about a second for thirty languages."""
        self._scheme = scheme
        self._index = index if index is not None else LabelIndex.of(scheme)
        self._depth = {c.iri: len(scheme.broader_or_self(c)) for c in scheme.concepts()}
        self._word = lru_cache(_CACHED_WORDS)(self._word_matches)

    @classmethod
    def open(cls, base: str = DEFAULT_BASE) -> LabelMatcher:
        """The matcher of the scheme that ships with drom, from its compiled index.

        An index of another state of the scheme is not used; making one anew is slower and lacks irregular forms.
        """
        scheme = ConceptScheme.open(base)
        index = _compiled_index()
        if index.digest == scheme_digest():
            return cls(scheme, index)
        log.warning("label index is out of date remedy=%s", "python -m graph.compile_labels")
        return cls(scheme)

    @property
    def index_digest(self) -> str:
        """Which state of the shipped scheme the index is of; empty when it was made on the spot."""
        return self._index.digest

    def find(self, text: str, lang: str) -> list[ConceptMention]:
        """Concepts named in `text`, by start; within one scheme no two overlap, the longest and most specific win.

        Labels of other languages match too, with a lower score; `und` treats all languages alike.
        """
        words = tokens(text)
        folded = [fold_word(word.text) for word in words]
        joining = function_words(language_base(lang)).empty
        matches = [self._word(word) if word not in joining else {} for word in folded]
        page = _Text(text, words, folded, matches, frozenset().union(*matches), language_base(lang))
        return self._best(list(self._mentions(page)))

    def _mentions(self, page: _Text) -> Iterator[tuple[int, ConceptMention]]:
        """Every match with the number of its words."""
        for place, numbers in enumerate(page.matches):
            for number in numbers:
                for label_number in self._index.by_anchor.get(number, ()):
                    label = self._index.labels[label_number]
                    if not page.numbers.issuperset(label.words) or self._is_lookalike(label, page.folded[place]):
                        continue
                    found = _matched_words(page, label, place, number)
                    if found and (score := _score(page, label, found)) >= _FOUND:
                        concept = self._scheme.concept(label.scheme, label.notation)
                        start, end = page.words[min(found)].start, page.words[max(found)].end
                        yield len(found), ConceptMention(concept, start, end, label.text, label.lang, round(score, 3))

    def _is_lookalike(self, label: IndexedLabel, folded: str) -> bool:
        """Is the label one word, and the word of the text another that only begins like it?"""
        if len(label.words) > 1:
            return False
        lang = language_base(label.lang)
        return folded in lookalikes(lang) or label.words[0] in self._index.lookalikes.get(lang, {}).get(folded, ())

    def _best(self, matched: list[tuple[int, ConceptMention]]) -> list[ConceptMention]:
        """Per scheme, of overlapping mentions the one of most words, then the best matched, then the most specific
        concept.
        """
        mentions = [mention for _, mention in sorted(matched, key=self._rank)]
        taken: dict[str, set[int]] = {}
        kept = []
        for mention in mentions:
            stretch = range(mention.start, mention.end)
            characters = taken.setdefault(mention.concept.scheme, set())
            if characters.isdisjoint(stretch):
                characters.update(stretch)
                kept.append(mention)
        return sorted(kept, key=lambda m: (m.start, m.end, m.concept.scheme))

    def _rank(self, matched: tuple[int, ConceptMention]) -> tuple[int, float, int, str, str, int]:
        words, mention = matched
        concept = mention.concept
        return -words, -mention.score, -self._depth[concept.iri], concept.notation, mention.lang, mention.start

    def _word_matches(self, folded: str) -> dict[int, _WordMatch]:
        """Numbers of the label words that a folded word may be a form of."""
        matches: dict[int, _WordMatch] = {}
        for cut in range(1, len(folded) + 1):
            for lang, numbers in self._index.stems.get(folded[:cut], {}).items():
                match = _ending_match(lang, cut, folded[cut:])
                if match is not None:
                    matches.update(dict.fromkeys(numbers, match))
        return matches


@cache
def _compiled_index() -> LabelIndex:
    """The index that ships with drom, which nothing changes once it is read; parsed once a process."""
    return LabelIndex.from_json(files("graph").joinpath("data/labels.json").read_text(encoding="utf-8"))


def is_form(lang: str, stem_length: int, ending: str) -> bool:
    """Whether a stem of so many letters with this ending is a form of the same word, and no compound."""
    match = _ending_match(lang, stem_length, ending)
    return match is not None and not match.compound


def _ending_match(lang: str, stem_length: int, ending: str) -> _WordMatch | None:
    """What an ending after a stem of a language makes of the word; None if it makes another word."""
    if not ending:
        return _WordMatch(compound=False)
    rules = inflections().get(lang)
    if rules is None:
        return None
    if ending in rules.suffixes and stem_length >= rules.shortest_stem:
        return _WordMatch(compound=False)
    joined = rules.compounds and stem_length >= _COMPOUND_STEM and len(ending) >= _COMPOUND_REST
    return _WordMatch(compound=True) if joined else None


def _matched_words(page: _Text, label: IndexedLabel, place: int, anchor: int) -> list[int]:
    """Places in the text of the label's words, in the label's order; empty unless all are there, close together."""
    found: list[int] = []
    reach = len(label.words) + _LONGEST_REACH
    for number in label.words:
        if number == anchor and place not in found:
            found.append(place)
            continue
        near = _nearest(page, number, place, reach, found)
        if near is None:
            return []
        found.append(near)
    first, last = min(found), max(found)
    if len(found) > 1 and _BREAK.search(page.text, page.words[first].end, page.words[last].start):
        return []
    return found


def _nearest(page: _Text, number: int, place: int, reach: int, taken: list[int]) -> int | None:
    for distance in range(1, reach + 1):
        for candidate in (place + distance, place - distance):
            if 0 <= candidate < len(page.words) and candidate not in taken and number in page.matches[candidate]:
                return candidate
    return None


def _score(page: _Text, label: IndexedLabel, found: list[int]) -> float:
    """How exactly the words at `found` are the label: 1 for letter by letter, 0 for not at all."""
    first, last = min(found), max(found)
    joining = function_words(language_base(label.lang))
    skipped = [page.folded[place] for place in range(first, last) if place not in found]
    between = sum(1 for word in skipped if word not in joining.all)
    commas = page.text.count(",", page.words[first].start, page.words[last].end) if len(found) > 1 else 0
    in_order = found == sorted(found)
    if between + commas > min(2, len(found) - 1):
        return 0.0
    # Backwards only through a particle ("children of Roma"): the order of bare nouns is their meaning ("darba
    # mediators").
    if not in_order and (between + commas or not skipped or not joining.conjunctions.isdisjoint(skipped)):
        return 0.0
    agreement = _agreement(page, label, found)
    if agreement == 0.0:
        return 0.0
    score = agreement - 0.12 * (between + commas) - 0.1 * (not in_order) - (0.0, 0.03, 0.05)[label.kind]
    return score * _language_weight(page, label, found, agreement)


def _agreement(page: _Text, label: IndexedLabel, found: list[int]) -> float:
    """Letter-by-letter 1; less for a missing mark, an inflected form, a compound; 0 where marks contradict."""
    agreement = 1.0
    for place, word, number in zip(found, content_words(label.text, label.lang), label.words, strict=True):
        written = page.words[place].text
        if word.isupper() and len(word) > 1 and not written.isupper():
            return 0.0
        soft, soft_word = soft_fold(written), soft_fold(word)
        if soft == soft_word:
            continue
        if len(fold_word(word)) <= 3 and page.folded[place] != fold_word(word):
            return 0.0
        if _marks_contradict(soft, soft_word):
            return 0.0
        match = page.matches[place][number]
        agreement = min(agreement, 0.85 if match.compound else 0.96)
    return agreement


def _marks_contradict(written: str, label_word: str) -> bool:
    """Does a letter bear a mark that the label's has not, within what both have in common? A missing mark is
    forgiven.
    """
    folded, folded_word = fold_word(written), fold_word(label_word)
    transliterated = script_of(written) != script_of(label_word)
    if transliterated or len(folded) != len(written) or len(folded_word) != len(label_word):
        return False  # letters do not stand against each other
    for letter, wanted, plain, plain_wanted in zip(written, label_word, folded, folded_word, strict=False):
        if plain != plain_wanted:
            return False
        if letter not in (wanted, plain):
            return True
    return False


def _language_weight(page: _Text, label: IndexedLabel, found: list[int], agreement: float) -> float:
    """1 in the text's own language; less in others, and nothing for a lone word of another that is short or
    inflected.
    """
    base, written = language_base(label.lang), page.words[found[0]].text
    own = inflections().get(page.lang)
    if own is None or base == page.lang or base in own.near or script_of(written) not in own.scripts:
        return 1.0
    if len(found) > 1:
        return 0.85
    return 0.7 if agreement == 1.0 and len(written) >= _LONE_FOREIGN else 0.0
