"""A question while it is read: its words, which of them are explained already, and what is left over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.language import UNKNOWN, guess
from graph.lemmas import Token, fold_word, language_base, tokens
from search.plan import Span
from search.wording import wording

# A little word of a language counts as much as this share of certainty of the guess by letters and words.
_VOTE = 0.25
_INTERFACE_VOTE = 0.1
_GUESSED = 0.08  # below, several languages are as likely, and the first of the table is no better than none


@dataclass(slots=True)
class Reading:
    """Words are claimed by what explains them; each word is explained once."""

    text: str
    ui: str
    lang: str  # a guess
    tokens: Sequence[Token]
    folded: Sequence[str]
    taken: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, text: str, ui: str) -> "Reading":
        words = tokens(text)
        folded = [fold_word(token.text) for token in words]
        return cls(text, ui, _language(text, folded, ui), words, folded)

    def covered(self, span: Span) -> list[int]:
        """The words that a span touches, by number."""
        return [i for i, token in enumerate(self.tokens) if token.start < span[1] and token.end > span[0]]

    def is_free(self, span: Span) -> bool:
        return self.taken.isdisjoint(self.covered(span))

    def take(self, span: Span) -> bool:
        """Claim the words of a span; False, and nothing claimed, when there are none or one is claimed already."""
        words = self.covered(span)
        if not words or not self.taken.isdisjoint(words):
            return False
        self.taken.update(words)
        return True

    def span(self, first: int, last: int) -> Span:
        """The characters of the words from `first` up to `last`, exclusive."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def excluding(self) -> list[int]:
        """The words that exclude what follows them, by number."""
        lists = [wording().negation.get(lang, frozenset()) for lang in ("any", *self._langs())]
        return [
            i
            for i, token in enumerate(self.tokens)
            if i not in self.taken and any(token.text.casefold() in words for words in lists)
        ]

    def _langs(self) -> tuple[str, str]:
        """The languages whose little words count: the question's and the interface's."""
        return language_base(self.lang), language_base(self.ui)

    def remaining(self, also: Iterable[Span] = ()) -> str:
        """The words that nothing explains and that say something; those in the spans of `also` count as unexplained."""
        back = {i for span in also for i in self.covered(span)}
        cues = set(self.excluding())
        silent = [wording().people, wording().everywhere]
        silent += [words for lang, words in wording().stop.items() if lang in self._langs()]
        return " ".join(
            token.text
            for i, (token, word) in enumerate(zip(self.tokens, self.folded, strict=True))
            if i in back
            or not (i in self.taken or i in cues or len(word) < 2 or any(word in words for words in silent))
        )


def _language(text: str, folded: Sequence[str], ui: str) -> str:
    """The guess, with the little words counted, and where these leave doubt the language of the interface."""
    lang, certainty = guess(text)
    votes = {each: float(count) * _VOTE for each, count in wording().language_votes(folded).items() if count}
    if certainty >= _GUESSED:
        base = language_base(lang)
        votes[base] = votes.get(base, 0.0) + certainty
    if text.isascii():  # an interface is in many scripts, but few people ask in two
        votes[language_base(ui)] = votes.get(language_base(ui), 0.0) + _INTERFACE_VOTE
    best = max(votes, key=lambda each: (votes[each], each), default=UNKNOWN)
    return lang if language_base(lang) == best else best
