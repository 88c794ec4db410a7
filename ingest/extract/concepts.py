"""Concepts that a text names by their labels or betrays by its words, each with how far the page is about it.

Confidence carries that: from `ABOUT` on a concept is what the page is about; below, it is only touched.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.labels import ConceptMention
from ingest.extract.page import Page
from ingest.extract.rules import CountedNoun, CueKind
from ingest.extract.stretches import Stretches
from ingest.finding import ConceptFinding

ABOUT = 0.5  # confidence from which a concept is what the page is about
_IN_TITLE, _IN_LEAD = 3.0, 1.3  # weight of a mention in the title and in the first part of the text, over one elsewhere
_LEAD = 0.2  # share of the text
_TOP_THEME = 0.5  # weight of a theme without a broader one: "education" is named on every page
_IN_NAME = 0.3  # weight inside the name of a body: "Ministry of Culture"
_ONE_WORD = 0.85  # weight of a label of one word: it may be an everyday word
_COUNTED = 0.8  # weight of people who are only counted
# Weight in a sentence that tells what was done, and in one that states a figure: there a page speaks of its practice.
_DEED, _FIGURE = 1.3, 1.3
_MOST = {"themes": 4, "approaches": 3, "target-groups": 3}  # concepts of a scheme that one page is about
# Weight from which it is: a theme named once, where nothing is done and nothing counted, is touched on.
_ENOUGH = {"themes": 1.2, "approaches": 0.9, "target-groups": 0.9}
_SURE = 6.0  # weight at which confidence stops rising


@dataclass(frozen=True, slots=True)
class _Concept:
    scheme: str
    notation: str


@dataclass(frozen=True, slots=True)
class _Sign:
    """A stretch of text that speaks of a concept, and how strongly before its place is weighed."""

    start: int
    end: int
    concept: _Concept
    method: str
    weight: float


def find_concepts(page: Page, mentions: Sequence[ConceptMention], bodies: Stretches) -> Iterator[ConceptFinding]:
    """The signs of concepts, in no order; all signs of one concept share its confidence.

    `bodies` are the names of organisations and programmes, whose words say little of what the page is about.
    """
    signs = [*_named(mentions), *_betrayed(page, mentions)]
    confidence = _confidence(page, signs, bodies)
    for sign in signs:
        yield ConceptFinding(
            start=sign.start,
            end=sign.end,
            method=sign.method,
            confidence=confidence[sign.concept],
            scheme=sign.concept.scheme,
            notation=sign.concept.notation,
        )


def _named(mentions: Sequence[ConceptMention]) -> Iterator[_Sign]:
    for mention in mentions:
        concept = _Concept(mention.concept.scheme, mention.concept.notation)
        is_broad = concept.scheme == "themes" and mention.concept.broader is None
        is_one_word = " " not in mention.label
        weight = mention.score * (_TOP_THEME if is_broad else 1.0) * (_ONE_WORD if is_one_word else 1.0)
        yield _Sign(mention.start, mention.end, concept, "labels", weight)


def _betrayed(page: Page, mentions: Sequence[ConceptMention]) -> Iterator[_Sign]:
    """Words that speak of a concept where no label of it was found."""
    named: dict[_Concept, list[tuple[int, int]]] = defaultdict(list)
    for mention in mentions:
        named[_Concept(mention.concept.scheme, mention.concept.notation)].append((mention.start, mention.end))
    known = {concept: Stretches(spans) for concept, spans in named.items()}
    reached: dict[_Concept, int] = defaultdict(int)  # end of the last sign of a concept: of overlapping ones, the first
    for first, last, concept in sorted(_words_of_concepts(page), key=lambda word: (word[0], -word[1])):
        start, end = page.characters(first, last)
        is_named = concept in known and known[concept].overlaps(start, end)
        if not is_named and start >= reached[concept]:
            reached[concept] = end
            weight = _COUNTED if concept.scheme == "target-groups" else 1.0
            yield _Sign(start, end, concept, "rules:topics", weight)


def _words_of_concepts(page: Page) -> Iterator[tuple[int, int, _Concept]]:
    for topic in page.topics:
        yield topic.first, topic.last, _Concept(topic.meaning.scheme, topic.meaning.notation)
    for noun in page.matches(CountedNoun).values():
        if noun.meaning.target_group:
            yield noun.first, noun.last, _Concept("target-groups", noun.meaning.target_group)


def _confidence(page: Page, signs: Sequence[_Sign], bodies: Stretches) -> Mapping[_Concept, float]:
    weights = _weights(page, signs, bodies)
    confidence = {}
    for concept, weight in weights.items():
        rivals = sorted((w for other, w in weights.items() if other.scheme == concept.scheme), reverse=True)
        most = _MOST.get(concept.scheme, 0)
        is_about = weight >= _ENOUGH.get(concept.scheme, math.inf) and (len(rivals) <= most or weight > rivals[most])
        share = min(weight / _SURE, 1.0)
        confidence[concept] = ABOUT + 0.45 * share if is_about else min(0.45, 0.2 + 0.25 * share)
    return confidence


def _weights(page: Page, signs: Sequence[_Sign], bodies: Stretches) -> dict[_Concept, float]:
    """Summed weight of the signs of each concept; further signs count less and less."""
    found: dict[_Concept, list[float]] = defaultdict(list)
    deeds = {page.wording.sentence_at(position).start for position in page.cues(CueKind.DOING)}
    figures = {page.wording.sentence_at(number.first).start for number in page.numbers}
    for sign in signs:
        sentence = page.wording.sentence_at(page.wording.word_from(sign.start)).start
        told = (_DEED if sentence in deeds else 1.0) * (_FIGURE if sentence in figures else 1.0)
        in_name = _IN_NAME if bodies.overlaps(sign.start, sign.end) else 1.0
        found[sign.concept].append(sign.weight * in_name * told * _position_weight(page, sign.start))
    return {
        concept: sum(weight / math.sqrt(rank) for rank, weight in enumerate(sorted(weights, reverse=True), start=1))
        for concept, weights in found.items()
    }


def _position_weight(page: Page, position: int) -> float:
    if page.is_in_title(position):
        return _IN_TITLE
    return _IN_LEAD if position < _LEAD * len(page.text) else 1.0
