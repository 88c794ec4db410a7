"""Which of the labels that documents give a thing is the preferred one in each language."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TypeAlias

from graph.quads import Literal, Quad, tagged
from ontology.terms import SKOS

_Slot: TypeAlias = tuple[str, str]  # thing, language


class Labels:
    """The labels gathered for all things, by thing and language."""

    def __init__(self) -> None:
        self._votes: dict[_Slot, Counter[str]] = defaultdict(Counter)
        self._own: dict[_Slot, set[str]] = defaultdict(set)  # said under the canonical IRI
        self._curated: dict[_Slot, str] = {}
        self._alternative: dict[_Slot, set[str]] = defaultdict(set)

    def add(self, quad: Quad, *, is_own: bool, is_curated: bool) -> None:
        """A skos:prefLabel or altLabel of a thing under its canonical IRI; `is_own` unless an alias carried it."""
        assert isinstance(quad.object, Literal)
        slot, text = (quad.subject, quad.object.lang), quad.object.text
        if quad.predicate == SKOS.altLabel:
            self._alternative[slot].add(text)
            return
        self._votes[slot][text] += 1
        if is_own:
            self._own[slot].add(text)
        if is_curated:
            self._curated[slot] = min(text, self._curated.get(slot, text))

    def chosen(self) -> Iterator[Quad]:
        """One preferred label for each thing and language, all others as alternative ones.

        Curation decides; else the label that most documents use, then one said under the thing's own IRI, then the
        first in code point order.
        """
        for slot in {*self._votes, *self._alternative}:
            thing, lang = slot
            best = self._best(slot)
            for text in {*self._votes.get(slot, ()), *self._alternative.get(slot, ())}:
                yield Quad(thing, SKOS.prefLabel if text == best else SKOS.altLabel, tagged(text, lang))

    def _best(self, slot: _Slot) -> str | None:
        if slot in self._curated:
            return self._curated[slot]
        votes, own = self._votes.get(slot, Counter()), self._own.get(slot, set())
        return min(votes, key=lambda text: (-votes[text], text not in own, text), default=None)
