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
_ENOUGH = 3.0  # strength from which a sentence tells of a practice
_FURTHER = 5.0  # strength that a second one on the same page needs
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
    """The sentences, the headline aside, that have a verb of doing and a carrier or an approach."""
    carriers, doing = page.cues(CueKind.HEAD_OF_PRACTICE), page.cues(CueKind.DOING)
    by_sentence = _by_sentence(page, concepts)
    placed = {page.wording.sentence_at(page.wording.word_from(place.start)).start for place in places}
    for sentence in page.wording.sentences:
        if page.is_in_title(page.wording.words[sentence.start].start) or doing.keys().isdisjoint(sentence):
            continue
        named = by_sentence.get(sentence.start, ())
        carrier = next((carriers[position] for position in sentence if position in carriers), None)
        approach = _best(named, "approaches")
        if carrier is not None:
            first, last = carrier.first, carrier.last
        elif approach is not None:
            first, last = page.wording.word_from(approach.start), page.wording.word_from(approach.end)
        else:
            continue
        strength = _strength(named, sentence, first if carrier else None) + (sentence.start in placed)
        yield _Told(sentence, first, last, tuple(named), strength)


def _strength(named: Sequence[ConceptFinding], sentence: range, carrier: int | None) -> float:
    """How strongly a sentence tells of a practice: a carrier, early in it, with what the page is about."""
    theme, approach, group = (_best(named, scheme) for scheme in ("themes", "approaches", "target-groups"))
    strength = 0.0
    if carrier is not None:
        strength += 2.0 + (1.0 if carrier - sentence.start <= 1 else 0.0)
    for concept, weight in ((theme, 1.0), (approach, 1.0), (group, 0.5)):
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
        geonames_id=_place(page, told.sentence, places),
        outcome=_outcome(page),
        concepts=told.concepts,
    )


def _place(page: Page, sentence: range, places: Sequence[PlaceFinding]) -> int | None:
    """The place of the sentence, else the first that the page names."""
    start, end = page.characters(sentence.start, sentence.stop)
    named = [place for place in places if start <= place.start < end] or list(places)
    return named[0].geonames_id if named else None


def _outcome(page: Page) -> str:
    """What the page says came of it: a failure told in the headline or twice outweighs what went well."""
    failed, mixed, worked = (list(page.cues(kind)) for kind in _OUTCOMES)
    in_title = [position for position in failed if page.is_in_title(page.wording.words[position].start)]
    if in_title or len(failed) > max(1, len(worked)):
        return "did-not-work"
    if mixed and worked and failed:
        return "mixed"
    return "worked" if worked else "unknown"
