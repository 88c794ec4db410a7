"""Concepts that a text names by their labels or betrays by its words, each with how far the page is about it.

Confidence carries that: from `ABOUT` on a concept is what the page is about; below, it is only touched.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.labels import ConceptMention
from ingest.extract.aboutness import Traits, aboutness
from ingest.extract.page import Page
from ingest.extract.rules import CountedNoun, CueKind
from ingest.extract.stretches import Stretches
from ingest.finding import ConceptFinding

ABOUT = 0.5  # confidence from which a concept is what the page is about
_TOUCHED = 0.45  # most that a concept gets which the page only touches
_LATE = 0.8  # share of the text behind which funders and plans stand
_MOST = {"themes": 5, "approaches": 4, "target-groups": 4}  # concepts of a scheme that one page is about


@dataclass(frozen=True, slots=True)
class NamedConcept:
    """A concept by its scheme and notation."""

    scheme: str
    notation: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A stretch of text that speaks of a concept."""

    start: int
    end: int
    concept: NamedConcept
    method: str


def find_concepts(page: Page, mentions: Sequence[ConceptMention], bodies: Stretches) -> Iterator[ConceptFinding]:
    """The signs of concepts, in no order; all signs of one concept share its confidence.

    `bodies` are the names of organisations and programmes, whose words say little of what the page is about.
    """
    signs = [*_named(mentions), *_betrayed(page, mentions)]
    confidence = _confidence(traits_of(page, signs, bodies))
    for sign in signs:
        yield ConceptFinding(
            start=sign.start,
            end=sign.end,
            method=sign.method,
            confidence=confidence[sign.concept],
            scheme=sign.concept.scheme,
            notation=sign.concept.notation,
        )


def _named(mentions: Sequence[ConceptMention]) -> Iterator[Sign]:
    for mention in mentions:
        concept = NamedConcept(mention.concept.scheme, mention.concept.notation)
        yield Sign(mention.start, mention.end, concept, "labels")


def _betrayed(page: Page, mentions: Sequence[ConceptMention]) -> Iterator[Sign]:
    """Words that speak of a concept where no label of it was found."""
    named: dict[NamedConcept, list[tuple[int, int]]] = defaultdict(list)
    for mention in mentions:
        named[NamedConcept(mention.concept.scheme, mention.concept.notation)].append((mention.start, mention.end))
    known = {concept: Stretches(spans) for concept, spans in named.items()}
    reached: dict[NamedConcept, int] = defaultdict(
        int
    )  # end of the last sign of a concept: of overlapping ones, the first
    for first, last, concept in sorted(_words_of_concepts(page), key=lambda word: (word[0], -word[1])):
        start, end = page.characters(first, last)
        is_named = concept in known and known[concept].overlaps(start, end)
        if not is_named and start >= reached[concept]:
            reached[concept] = end
            yield Sign(start, end, concept, "rules:topics")


def _words_of_concepts(page: Page) -> Iterator[tuple[int, int, NamedConcept]]:
    for topic in page.topics:
        yield topic.first, topic.last, NamedConcept(topic.meaning.scheme, topic.meaning.notation)
    for noun in page.matches(CountedNoun).values():
        if noun.meaning.target_group:
            yield noun.first, noun.last, NamedConcept("target-groups", noun.meaning.target_group)


def traits_of(page: Page, signs: Iterable[Sign], bodies: Stretches) -> dict[tuple[str, str], Traits]:
    """What the page shows of each concept, by scheme and notation."""
    by_concept: dict[NamedConcept, list[Sign]] = defaultdict(list)
    for sign in signs:
        by_concept[sign.concept].append(sign)
    deeds = {page.wording.sentence_at(position).start for position in page.cues(CueKind.DOING)}
    figures = {page.wording.sentence_at(number.first).start for number in page.numbers}
    carriers = Stretches(page.characters(c.first, c.last) for c in page.cues(CueKind.HEAD_OF_PRACTICE).values())
    found = {}
    for concept, own in by_concept.items():
        free = [sign for sign in own if not bodies.overlaps(sign.start, sign.end)]
        told = [sign.start for sign in free if not page.is_in_title(sign.start)]
        sentences = {page.wording.sentence_at(page.wording.word_from(start)).start for start in told}
        found[concept.scheme, concept.notation] = Traits(
            in_title=len(told) < len(free),
            times=len(free),
            with_figure=not sentences.isdisjoint(figures),
            with_deed=not sentences.isdisjoint(deeds),
            is_late=min(sign.start for sign in own) > _LATE * len(page.text),
            is_top=concept.scheme == "themes" and concept.notation in aboutness().top,
            is_carrier=concept.scheme == "target-groups" and all(carriers.overlaps(s.start, s.end) for s in own),
            longest=max(sign.end - sign.start for sign in own),
            common=aboutness().share(concept.scheme, concept.notation),
        )
    return found


def _confidence(traits: Mapping[tuple[str, str], Traits]) -> Mapping[NamedConcept, float]:
    """By concept; of more than a page can be about, the surest."""
    confidence: dict[NamedConcept, float] = {}
    sure = {key: aboutness().confidence(key[0], shown) for key, shown in traits.items()}
    for scheme, notation in sure:
        own = sure[scheme, notation]
        rivals = sum(other > own for (kind, _), other in sure.items() if kind == scheme)
        is_about = own >= ABOUT and rivals < _MOST.get(scheme, 0)
        confidence[NamedConcept(scheme, notation)] = round(own if is_about else min(own, _TOUCHED), 3)
    return confidence
