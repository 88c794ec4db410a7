"""From claims to findings: what the text bears out word for word, in the terms of the other findings.

The rules go first: what they found too stays theirs, and their names and places are what relations may speak of.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeVar

from graph.lemmas import fold
from graph.records import Property, ThingType
from ingest.adviser.claims import Claim, Doubt
from ingest.adviser.quoting import Stretch, doubt_of_name, located, may_name_person
from ingest.context import sentences
from ingest.extract.page import Page
from ingest.extract.stretches import Stretches
from ingest.finding import (
    STATED,
    ConceptFinding,
    DateFinding,
    Finding,
    FundingFinding,
    NameFinding,
    ObservationFinding,
    PlaceFinding,
    PracticeFinding,
    RelationFinding,
    Span,
)

# What a model says weighs as little as anything that is stated at all; no rule that states something says less.
CONFIDENCE = STATED
Mentioned = TypeVar("Mentioned", bound=Span)
_QUOTATION_MARKS = "„“”«»\"'‚‘’‟ "
_OBJECTS = {
    Property.COORDINATOR: (ThingType.ORGANISATION,),
    Property.PARTNER: (ThingType.ORGANISATION,),
    Property.FUNDER: (ThingType.ORGANISATION, ThingType.PROGRAMME),
    Property.PART_OF: (ThingType.PROJECT, ThingType.PROGRAMME),
}


class Checking:
    """One answer held against one page and what the rules found there."""

    def __init__(self, page: Page, findings: Sequence[Finding], method: str, doubts: Counter[Doubt]) -> None:
        self._page = page
        self._method = method
        self._doubts = doubts
        self._names = [f for f in findings if isinstance(f, NameFinding)]
        self._practices = [f for f in findings if isinstance(f, PracticeFinding)]
        self._concepts = {
            (f.scheme, f.notation) for f in findings if isinstance(f, ConceptFinding) and f.confidence >= STATED
        }
        self._places = [f for f in findings if isinstance(f, PlaceFinding) and f.confidence >= STATED]
        figures = (f for f in findings if isinstance(f, ObservationFinding | FundingFinding | DateFinding))
        self._figures = Stretches((f.start, f.end) for f in figures)
        self._bounds = sentences(page.text)

    def findings(self, claims: Sequence[Claim]) -> Iterator[Finding]:
        """The findings that stand, names first; the doubts about all others are counted."""
        kinds = {
            "things": self._thing,
            "concepts": self._concept,
            "practices": self._practice,
            "observations": self._observation,
            "relations": self._relation,
        }
        for kind, finding in kinds.items():
            for claim in claims:
                if claim.kind == kind:
                    place = located(self._page.text, claim.quote, claim.within)
                    found = place if isinstance(place, Doubt) else finding(claim, place)
                    if isinstance(found, Doubt):
                        self._doubts[found] += 1
                    else:
                        yield found

    def _thing(self, claim: Claim, place: Stretch) -> NameFinding | Doubt:
        start, end = place
        if any(name.start < end and start < name.end for name in self._names):
            return Doubt.KNOWN
        doubt = doubt_of_name(self._page, start, end)
        if doubt is not None:
            return doubt
        kind = ThingType(claim.words["type"] or "")
        found = NameFinding(
            start=start,
            end=end,
            method=self._method,
            confidence=CONFIDENCE,
            type=kind,
            name=" ".join(self._page.text[start:end].strip(_QUOTATION_MARKS).split()),
            classification=claim.words["class"] if kind is ThingType.ORGANISATION else None,
        )
        self._names.append(found)
        return found

    def _concept(self, claim: Claim, place: Stretch) -> ConceptFinding | Doubt:
        scheme, notation = claim.words["scheme"] or "", claim.words["notation"] or ""
        if (scheme, notation) in self._concepts:
            return Doubt.KNOWN
        self._concepts.add((scheme, notation))
        return ConceptFinding(
            start=place[0],
            end=place[1],
            method=self._method,
            confidence=CONFIDENCE,
            scheme=scheme,
            notation=notation,
        )

    def _practice(self, claim: Claim, place: Stretch) -> PracticeFinding | Doubt:
        approach, theme = claim.words["approach"], claim.words["theme"]
        if not (approach or theme):
            return Doubt.FORM
        named = Stretches((f.start, f.end) for f in chain(self._names, self._places))
        if may_name_person(self._page, *place, named):
            return Doubt.PERSON
        sentence = self._sentences(place)
        is_told = any(not sentence.isdisjoint(self._sentences((p.start, p.end))) for p in self._practices)
        if is_told or any((p.approach, p.theme) == (approach, theme) for p in self._practices):
            return Doubt.KNOWN
        around = [p.geonames_id for p in self._places if not sentence.isdisjoint(self._sentences((p.start, p.end)))]
        found = PracticeFinding(
            start=place[0],
            end=place[1],
            method=self._method,
            confidence=CONFIDENCE,
            approach=approach,
            theme=theme,
            target_groups=claim.groups,
            geonames_ids=tuple(dict.fromkeys(around)),
        )
        self._practices.append(found)
        return found

    def _observation(self, claim: Claim, place: Stretch) -> ObservationFinding | Doubt:
        """The value is read from the quotation as everywhere, never taken from the answer."""
        start, end = place
        numbers = [number for number in self._page.numbers if start <= number.start and number.end <= end]
        unit = (claim.words["unit"] or "").strip()
        if len(numbers) != 1 or not unit or unit not in self._page.text[numbers[0].end : end]:
            return Doubt.UNSAID
        if self._figures.overlaps(numbers[0].start, numbers[0].end):
            return Doubt.KNOWN
        return ObservationFinding(
            start=start,
            end=end,
            method=self._method,
            confidence=CONFIDENCE,
            value=numbers[0].value,
            unit=unit,
            unit_en=None,
            target_group=claim.words["target_group"],
        )

    def _relation(self, claim: Claim, place: Stretch) -> RelationFinding | Doubt:
        predicate = Property(claim.words["predicate"] or "")
        named = [name for name in self._called(claim.words["subject"]) if name.type is ThingType.PROJECT]
        subjects: list[NameFinding | PracticeFinding] = [*named, *self._worded(claim.words["subject"])]
        kinds = (
            _OBJECTS[predicate] if not named else tuple(k for k in _OBJECTS[predicate] if k is not ThingType.PROJECT)
        )
        objects = [name for name in self._called(claim.words["object"]) if name.type in kinds]
        if not subjects or not objects:
            return Doubt.UNKNOWN_PARTNER
        subject, target = _nearest(subjects, place), _nearest(objects, place)
        is_only = len({s.name for s in self._names if s.type is ThingType.PROJECT}) == 1
        if not _holds(place, target) or not (_holds(place, subject) or is_only) or subject == target:
            return Doubt.UNSAID
        return RelationFinding(
            start=place[0],
            end=place[1],
            method=self._method,
            confidence=CONFIDENCE,
            predicate=predicate,
            subject=subject,
            object=target,
        )

    def _called(self, words: str | None) -> Iterator[NameFinding]:
        """The mentions of what goes by these words: as the text has them, or as the name was tidied."""
        wanted = fold((words or "").strip(_QUOTATION_MARKS))
        for name in self._names:
            written = self._page.text[name.start : name.end].strip(_QUOTATION_MARKS)
            if wanted and wanted in (fold(name.name), fold(written)):
                yield name

    def _worded(self, words: str | None) -> Iterator[PracticeFinding]:
        wanted = (words or "").strip()
        yield from (p for p in self._practices if self._page.text[p.start : p.end] == wanted)

    def _sentences(self, place: Stretch) -> frozenset[int]:
        """The numbers of the sentences that a stretch touches."""
        first, last = (bisect_right(self._bounds, position) for position in (place[0], place[1] - 1))
        return frozenset(range(first, last + 1))


def _nearest(found: Sequence[Mentioned], place: Stretch) -> Mentioned:
    """The mention inside a stretch, else the nearest to it."""
    return min(found, key=lambda f: (not _holds(place, f), abs(f.start - place[0]), f.start))


def _holds(place: Stretch, found: Span) -> bool:
    return place[0] <= found.start and found.end <= place[1]
