"""A document made ready for extraction: its words, and what the rules of its language say of them."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias, TypeVar, cast

from graph.functionwords import function_words
from graph.lemmas import language_base
from ingest.document import Document
from ingest.extract.numbers import Number, find_numbers
from ingest.extract.phrases import Match
from ingest.extract.rules import Cue, CueKind, LanguageRules, Meaning, NamePart, NumberWord, Topic, rules_of
from ingest.extract.wording import Quotation, Wording

_Matches: TypeAlias = dict[object, dict[int, Match[Meaning]]]  # by type, or by kind of cue or name part
Kind = TypeVar("Kind", bound=Meaning)


class Page:
    """One document on its way through the kinds of extraction; phrases are looked up once for all of them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.lang = document.lang
        self.rules: LanguageRules = rules_of(document.lang)
        self.joining = function_words(language_base(document.lang))
        self.wording = Wording(document.text, self.rules.abbreviations)
        found = [match for table in self.rules.phrases for match in table.find(self.wording)]
        found.sort(key=lambda match: match.first)
        self._matches = _by_meaning(found)
        self._topics = [cast(Match[Topic], match) for match in found if isinstance(match.meaning, Topic)]

    def matches(self, kind: type[Kind]) -> Mapping[int, Match[Kind]]:
        """The longest phrase of this meaning at each word where one starts, in the order of the text."""
        return cast(Mapping[int, Match[Kind]], self._matches.get(kind, {}))

    def cues(self, kind: CueKind) -> Mapping[int, Match[Cue]]:
        """The cue words of one kind by the word where they start."""
        return cast(Mapping[int, Match[Cue]], self._matches.get(kind, {}))

    def parts(self, kind: str) -> Mapping[int, Match[NamePart]]:
        """The words of names of one kind by the word where they start."""
        return cast(Mapping[int, Match[NamePart]], self._matches.get(kind, {}))

    @property
    def topics(self) -> Sequence[Match[Topic]]:
        """Every word that betrays a concept; one word may betray several."""
        return self._topics

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """All numbers in figures and words, in order."""
        return find_numbers(self.wording, self.rules, self.matches(NumberWord))

    @cached_property
    def lower_case(self) -> frozenset[str]:
        """The words that stand somewhere in lower case, folded."""
        return frozenset(word.folded for word in self.wording.words if word.text.islower())

    @cached_property
    def number_ends(self) -> frozenset[int]:
        """The words behind a number."""
        return frozenset(number.last for number in self.numbers)

    def characters(self, first: int, last: int) -> tuple[int, int]:
        """Start and end, in characters, of the words `first` to `last` (exclusive)."""
        return self.wording.words[first].start, self.wording.words[last - 1].end

    def characters_of_sentence(self, number: int) -> tuple[int, int]:
        """Start and end, in characters, of the sentence that holds a word."""
        sentence = self.wording.sentence_at(number)
        return self.characters(sentence.start, sentence.stop)

    def quotation_from(self, position: int) -> Quotation | None:
        """The first quotation that starts at this character or later."""
        index = bisect_left(self._quotation_starts, position)
        return self.wording.quotations[index] if index < len(self.wording.quotations) else None

    @cached_property
    def _quotation_starts(self) -> Sequence[int]:
        return [quotation.start for quotation in self.wording.quotations]

    def is_in_title(self, position: int) -> bool:
        """Whether a character belongs to the page's title as it stands in the text."""
        title = self.document.title
        return bool(title) and self.text.startswith(title or "") and position < len(title or "")


def _by_meaning(matches: Iterable[Match[Meaning]]) -> _Matches:
    found: _Matches = {}
    for match in matches:
        key = match.meaning.kind if isinstance(match.meaning, Cue | NamePart) else type(match.meaning)
        longest = found.setdefault(key, {})
        if match.first not in longest or longest[match.first].last < match.last:
            longest[match.first] = match
    return found
