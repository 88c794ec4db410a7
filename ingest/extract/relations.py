"""Who leads, who takes part, who pays, where: only where the text says so, in one sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from graph.records import Property, ThingType
from ingest.extract.page import Page
from ingest.extract.phrases import Match
from ingest.extract.rules import Cue, CueKind, TitleHead
from ingest.extract.stretches import Stretches
from ingest.finding import ConceptFinding, NameFinding, PlaceFinding, PracticeFinding, RelationFinding, Span

AnySpan = TypeVar("AnySpan", bound=Span)
_METHOD = "rules:relations"
_REACH = 14  # words between a cue and the name it speaks of
_BEHIND = 3  # words that a cue behind the name counts as farther away than one in front
_SAID, _CONTEXT = 0.75, 0.55  # confidence: the project stands in the sentence, or is the only one the page names
_UNNAMED = 0.4  # confidence that a body named beside a project has a part in it, where no word says which
_ROLES = {
    CueKind.COORDINATOR: Property.COORDINATOR,
    CueKind.PARTNER: Property.PARTNER,
    CueKind.FUNDER: Property.FUNDER,
    CueKind.WITHIN: Property.PART_OF,
}
_KINDS = {
    ThingType.ORGANISATION: (CueKind.COORDINATOR, CueKind.PARTNER, CueKind.FUNDER),
    ThingType.PROGRAMME: (CueKind.FUNDER, CueKind.WITHIN),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What the other kinds found on a page, as far as relations join it."""

    names: Sequence[NameFinding]
    places: Sequence[PlaceFinding]
    practices: Sequence[PracticeFinding]
    concepts: Sequence[ConceptFinding]


def find_relations(page: Page, found: Found) -> Iterator[RelationFinding]:
    """The relations of the page's projects and practices, in the order of the text."""
    projects = [name for name in found.names if name.type is ThingType.PROJECT]
    yield from _practice_relations(found, projects)
    by_sentence = _by_sentence(page, projects)
    only = projects[0] if len({project.name for project in projects}) == 1 else None
    names, places = _by_sentence(page, found.names), _by_sentence(page, found.places)
    inside = Stretches((name.start, name.end) for name in found.names)
    for sentence in page.wording.sentences:
        own = by_sentence.get(sentence.start, [])
        subject = own[0] if own else only if _speaks_of_project(page, sentence) else None
        if subject is None:
            continue
        confidence = _SAID if own else _CONTEXT
        yield from _roles(page, sentence, subject, names.get(sentence.start, []), confidence)
        for place in places.get(sentence.start, []):
            if own and not inside.holds(place.start, place.end):
                yield _relation(place, subject, Property.PLACE, place, confidence)


def _practice_relations(found: Found, projects: Sequence[NameFinding]) -> Iterator[RelationFinding]:
    for practice in found.practices:
        theme = next((c for c in found.concepts if c.scheme == "themes" and c.notation == practice.theme), None)
        if theme is not None:
            yield _relation(practice, practice, Property.THEME, theme, practice.confidence)
        if len({project.name for project in projects}) == 1:
            yield _relation(practice, practice, Property.PART_OF, projects[0], _CONTEXT)


def _roles(
    page: Page, sentence: range, subject: NameFinding, names: Sequence[NameFinding], confidence: float
) -> Iterator[RelationFinding]:
    """The part of each organisation and programme of the sentence: what the nearest cue word says.

    An organisation beside the project without any such word is involved, in a part that the text does not name.
    """
    cues = {
        kind: {position: match for position, match in page.cues(kind).items() if position in sentence}
        for kind in _ROLES
    }
    for name in names:
        nearest = min(
            (
                (distance, kind, cue)
                for kind in _KINDS.get(name.type, ())
                for distance, cue in _distances(page, cues[kind], name)
            ),
            key=lambda option: option[0],
            default=None,
        )
        if nearest is not None and nearest[0] <= _REACH:
            yield _relation(_span(page, nearest[2]), subject, _ROLES[nearest[1]], name, confidence)
        elif name.type is ThingType.ORGANISATION and confidence == _SAID:
            yield _relation(name, subject, Property.INVOLVES, name, _UNNAMED)


def _distances(page: Page, cues: Mapping[int, Match[Cue]], name: NameFinding) -> Iterator[tuple[int, Match[Cue]]]:
    first, last = page.wording.word_from(name.start), page.wording.word_from(name.end)
    for cue in cues.values():
        if cue.last <= first:
            yield first - cue.last, cue
        elif cue.first >= last:
            yield cue.first - last + _BEHIND, cue


def _speaks_of_project(page: Page, sentence: range) -> bool:
    """Whether the sentence says "the project" without its name."""
    heads = page.matches(TitleHead)
    return any(
        position in heads and heads[position].meaning.type is not ThingType.EVENT for position in sentence
    ) or any(position in page.cues(CueKind.FUNDER) for position in sentence)


def _by_sentence(page: Page, findings: Sequence[AnySpan]) -> dict[int, list[AnySpan]]:
    grouped: dict[int, list[AnySpan]] = {}
    for finding in findings:
        sentence = page.wording.sentence_at(page.wording.word_from(finding.start))
        grouped.setdefault(sentence.start, []).append(finding)
    return grouped


def _span(page: Page, cue: Match[Cue]) -> Span:
    start, end = page.characters(cue.first, cue.last)
    return Span(start=start, end=end, method=_METHOD, confidence=_SAID)


def _relation(
    cue: Span,
    subject: NameFinding | PracticeFinding,
    predicate: Property,
    target: NameFinding | PlaceFinding | ConceptFinding,
    confidence: float,
) -> RelationFinding:
    return RelationFinding(
        start=cue.start,
        end=cue.end,
        method=_METHOD,
        confidence=confidence,
        predicate=predicate,
        subject=subject,
        object=target,
    )
