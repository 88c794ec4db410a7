"""Practices: an approach to a theme, told as something that was done. Few and sure rather than many.

A practice is marked on the words that say how it is done: its carrier (a mediator, a study hall) or its approach.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extract.concepts import ABOUT
from ingest.extract.page import Page
from ingest.extract.rules import CueKind
from ingest.finding import ConceptFinding, PlaceFinding, PracticeFinding

_METHOD = "rules:practices"
_MOST = 2  # practices of one page
# What tells a practice: a carrier, one that opens the sentence, a verb of doing, concepts; a count speaks against.
_CARRIER, _SUBJECT, _DEED, _COUNTED = 2.0, 3.0, 1.0, 1.5
_CONCEPTS = {"themes": 1.0, "approaches": 1.0, "target-groups": 0.5}
_ENOUGH = 4.0  # strength from which a sentence tells of a practice
_FURTHER = 6.5  # strength that a second one on the same page needs
_OUTCOMES = (CueKind.FAILED, CueKind.MIXED, CueKind.WORKED)


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence that tells of a practice, and how strongly."""

    sentence: range
    first: int  # the words that say how it is done
    last: int
    concepts: tuple[ConceptFinding, ...]  # named in the sentence
    strength: float


def find_practices(
    page: Page, concepts: Sequence[ConceptFinding], places: Sequence[PlaceFinding]
) -> Iterator[PracticeFinding]:
    """At most two practices of different themes, in the order of the text; none where the page is about no theme."""
    if _best(concepts, "themes") is None:
        return
    told = sorted(_told(page, concepts, places), key=lambda found: (-found.strength, found.first))
    kept: list[PracticeFinding] = []
    for found in told:
        practice = _finding(page, found, concepts, places)
        is_further = bool(kept) and (found.strength < _FURTHER or practice.theme == kept[0].theme)
        if not is_further and len(kept) < _MOST:
            kept.append(practice)
    yield from sorted(kept, key=lambda practice: practice.start)


def _told(page: Page, concepts: Sequence[ConceptFinding], places: Sequence[PlaceFinding]) -> Iterator[_Told]:
    """The sentences, the headline aside, that name a carrier or an approach."""
    by_sentence = _by_sentence(page, concepts)
    placed = {page.wording.sentence_at(page.wording.word_from(place.start)).start for place in places}
    for sentence in page.wording.sentences:
        start, end = page.characters(sentence.start, sentence.stop)
        if page.is_in_title(start) or page.text[start:end].isupper():
            continue
        named = by_sentence.get(sentence.start, [])
        marked = _marked(page, sentence, named)
        if marked is None:
            continue
        strength = _strength(page, sentence, marked, named) + 0.5 * (sentence.start in placed)
        if strength >= _ENOUGH:
            yield _Told(sentence, marked.start, marked.stop, tuple(named), strength)


def _marked(page: Page, sentence: range, named: Sequence[ConceptFinding]) -> range | None:
    """The words that say how it is done: the carrier, with an article in front; else the approach."""
    carriers = page.cues(CueKind.HEAD_OF_PRACTICE)
    carrier = next((carriers[position] for position in sentence if position in carriers), None)
    if carrier is not None:
        opens = carrier.first == sentence.start + 1 and sentence.start in page.parts("opening")
        return range(sentence.start if opens else carrier.first, carrier.last)
    approach = _best(named, "approaches")
    if approach is None:
        return None
    return range(page.wording.word_from(approach.start), page.wording.word_from(approach.end))


def _strength(page: Page, sentence: range, marked: range, named: Sequence[ConceptFinding]) -> float:
    """How strongly a sentence tells of a practice: a carrier that is its subject, what the page is about, a deed."""
    strength = 0.0
    if marked.start in page.cues(CueKind.HEAD_OF_PRACTICE) or marked.start in page.parts("opening"):
        strength += _CARRIER + (_SUBJECT if marked.start == sentence.start else 0.0)
    if not page.cues(CueKind.DOING).keys().isdisjoint(sentence):
        strength += _DEED
    if not page.number_ends.isdisjoint(range(marked.start - 1, marked.start + 1)):
        strength -= _COUNTED  # "six mediators" tells how many, not how
    for scheme, weight in _CONCEPTS.items():
        concept = _best(named, scheme)
        if concept is not None:
            strength += weight * (1.5 if concept.confidence >= ABOUT else 0.75)
    return strength


def _by_sentence(page: Page, concepts: Sequence[ConceptFinding]) -> dict[int, list[ConceptFinding]]:
    found: dict[int, list[ConceptFinding]] = {}
    for concept in concepts:
        sentence = page.wording.sentence_at(page.wording.word_from(concept.start))
        found.setdefault(sentence.start, []).append(concept)
    return found


def _best(concepts: Sequence[ConceptFinding], scheme: str) -> ConceptFinding | None:
    return max((c for c in concepts if c.scheme == scheme), key=lambda c: (c.confidence, -c.start), default=None)


def _finding(
    page: Page, told: _Told, concepts: Sequence[ConceptFinding], places: Sequence[PlaceFinding]
) -> PracticeFinding:
    """The practice with its context: what its own sentence does not name is what the page is about."""
    theme = _best(told.concepts, "themes") or _best(concepts, "themes")
    approach = _best(told.concepts, "approaches") or _best(concepts, "approaches")
    start, end = page.characters(told.first, told.last)
    return PracticeFinding(
        start=start,
        end=end,
        method=_METHOD,
        confidence=min(0.9, 0.4 + 0.06 * told.strength),
        approach=approach.notation if approach else None,
        theme=theme.notation if theme else None,
        target_groups=tuple(dict.fromkeys(c.notation for c in told.concepts if c.scheme == "target-groups")),
        geonames_ids=_places(page, told.sentence, places),
        outcome=_outcome(page),
        concepts=told.concepts,
    )


def _places(page: Page, sentence: range, places: Sequence[PlaceFinding]) -> tuple[int, ...]:
    """The places of the sentence, else those of the first sentence that names any: the page's headline or lead."""
    spans = [page.characters(sentence.start, sentence.stop)]
    if places:
        spans.append(page.characters_of_sentence(page.wording.word_from(places[0].start)))
    for start, end in spans:
        named = [place.geonames_id for place in places if start <= place.start < end]
        if named:
            return tuple(dict.fromkeys(named))
    return ()


def _outcome(page: Page) -> str:
    """What the page says came of it: a failure told in the headline or twice outweighs what went well."""
    failed, mixed, worked = (list(page.cues(kind)) for kind in _OUTCOMES)
    in_title = [position for position in failed if page.is_in_title(page.wording.words[position].start)]
    if in_title or len(failed) > max(1, len(worked)):
        return "did-not-work"
    if mixed and worked and failed:
        return "mixed"
    return "worked" if worked else "unknown"
