"""Concepts that a text names by their labels, each with how far the page is about it.

Confidence carries that: from `ABOUT` on a concept is what the page is about; below, it is only touched.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.labels import ConceptMention, LabelMatcher
from ingest.extract.page import Page
from ingest.finding import ConceptFinding

_METHOD = "labels"
ABOUT = 0.5  # confidence from which a concept is what the page is about
_IN_TITLE, _IN_LEAD = 2.5, 1.3  # weight of a mention in the title and in the first part of the text, over one elsewhere
_LEAD = 0.2  # share of the text
_TOP_CONCEPT = 0.5  # weight of a concept without a broader one: "education" is named on every page
_MOST = {"themes": 5, "approaches": 3, "target-groups": 4}  # concepts of a scheme that one page is about
_ENOUGH = {"themes": 1.6, "approaches": 1.6, "target-groups": 1.6}  # weight from which it is
_SURE = 6.0  # weight at which confidence stops rising


@dataclass(frozen=True, slots=True)
class _Topic:
    scheme: str
    notation: str


def concept_mentions(page: Page, matcher: LabelMatcher) -> list[ConceptMention]:
    return matcher.find(page.text, page.lang)


def find_concepts(page: Page, mentions: Sequence[ConceptMention]) -> Iterator[ConceptFinding]:
    """The mentions in their order; all mentions of one concept share its confidence."""
    confidence = _confidence(page, mentions)
    for mention in mentions:
        concept = mention.concept
        yield ConceptFinding(
            start=mention.start,
            end=mention.end,
            method=_METHOD,
            confidence=confidence[_Topic(concept.scheme, concept.notation)],
            scheme=concept.scheme,
            notation=concept.notation,
        )


def _confidence(page: Page, mentions: Sequence[ConceptMention]) -> Mapping[_Topic, float]:
    weights = _weights(page, mentions)
    confidence = {}
    for topic, weight in weights.items():
        rivals = sorted((w for other, w in weights.items() if other.scheme == topic.scheme), reverse=True)
        most = _MOST.get(topic.scheme, 0)
        is_about = weight >= _ENOUGH.get(topic.scheme, math.inf) and (len(rivals) <= most or weight > rivals[most])
        share = min(weight / _SURE, 1.0)
        confidence[topic] = ABOUT + 0.45 * share if is_about else min(0.45, 0.2 + 0.25 * share)
    return confidence


def _weights(page: Page, mentions: Sequence[ConceptMention]) -> dict[_Topic, float]:
    """Summed weight of the mentions of each concept; further mentions count less and less."""
    found: dict[_Topic, list[float]] = defaultdict(list)
    for mention in mentions:
        topic = _Topic(mention.concept.scheme, mention.concept.notation)
        breadth = _TOP_CONCEPT if topic.scheme == "themes" and mention.concept.broader is None else 1.0
        found[topic].append(breadth * mention.score * _position_weight(page, mention.start))
    return {
        topic: sum(weight / math.sqrt(rank) for rank, weight in enumerate(sorted(weights, reverse=True), start=1))
        for topic, weights in found.items()
    }


def _position_weight(page: Page, position: int) -> float:
    if page.is_in_title(position):
        return _IN_TITLE
    return _IN_LEAD if position < _LEAD * len(page.text) else 1.0
