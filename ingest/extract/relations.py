"""What belongs to what: the bodies, programmes and places of the projects and events of a page, and what its practices
are part of. Only where the text says so; `roles.py` reads a sentence, this module knows what it speaks of.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from graph.places import Gazetteer
from graph.records import Property, ThingType
from ingest.context import main_undertaking
from ingest.extract.chains import Chain, may_lead
from ingest.extract.page import Page
from ingest.extract.phrases import Match
from ingest.extract.roles import Role, label_alone, label_of, parts_in, said_of
from ingest.extract.rules import Cue, TitleHead, paying_programmes
from ingest.extract.whereabouts import Whereabouts
from ingest.finding import (
    ConceptFinding,
    FundingFinding,
    NameFinding,
    PlaceFinding,
    PracticeFinding,
    RelationFinding,
    Span,
)

AnySpan = TypeVar("AnySpan", bound=Span)
_METHOD = "rules:relations"
# Confidence: the undertaking stands in the sentence; it is the one that the page is about; its place is that of the
# headline or of its bodies; a body stands beside it in a sentence that says no part.
_SAID, _CONTEXT, _AROUND, _UNNAMED = 0.75, 0.55, 0.5, 0.4
_NEAR = 3  # words between a cue and a name in a sentence that speaks of the undertaking without a word for it
_UNDERTAKINGS = (ThingType.PROJECT, ThingType.EVENT)


@dataclass(frozen=True, slots=True)
class Found:
    """What the other kinds found on a page, as far as relations join it."""

    names: Sequence[NameFinding]
    places: Sequence[PlaceFinding]
    practices: Sequence[PracticeFinding]
    concepts: Sequence[ConceptFinding]
    sums: Sequence[FundingFinding]


def find_relations(page: Page, found: Found, gazetteer: Gazetteer) -> Iterator[RelationFinding]:
    """The relations of the page's undertakings and practices."""
    projects = [name for name in found.names if name.type is ThingType.PROJECT]
    yield from _practice_relations(found, projects)
    told = _Telling(page, found)
    yield from told.relations
    yield from _placed(page, found, told, gazetteer)


def _practice_relations(found: Found, projects: Sequence[NameFinding]) -> Iterator[RelationFinding]:
    for practice in found.practices:
        theme = next((c for c in found.concepts if c.scheme == "themes" and c.notation == practice.theme), None)
        if theme is not None:
            yield _relation(practice, practice, Property.THEME, theme, practice.confidence)
        if len({project.name for project in projects}) == 1:
            yield _relation(practice, practice, Property.PART_OF, projects[0], _CONTEXT)


class _Telling:
    """The sentences of a page read in order: what each speaks of, and what part it gives to whom."""

    def __init__(self, page: Page, found: Found) -> None:
        self.page = page
        self.found = found
        self.relations: list[RelationFinding] = []
        self.acting: list[NameFinding] = []  # bodies with a part in the main undertaking
        self._known: dict[str, set[NameFinding]] = {}  # by name of the undertaking the bodies with a part in it
        self._leaders: dict[str, str] = {}  # by name of the undertaking the name of the one that leads it
        self._silent: list[tuple[NameFinding, Chain, bool]] = []  # in sentences that name the undertaking
        self._nearby: list[tuple[NameFinding, Chain, bool]] = []  # in the sentences before and behind those
        self._names, self._places = _by_sentence(page, found.names), _by_sentence(page, found.places)
        self._sums = _by_sentence(page, found.sums)
        self.mains = _mains(page, found)
        label: Match[Cue] | None = None
        was_told = False
        for sentence in page.wording.sentences:
            label = self._labelled(sentence, label)
            was_told = self._read(sentence, was_told)
        self._lead(self._silent)
        self._lead(self._nearby)

    def main_at(self, sentence: range) -> NameFinding | None:
        """What the page, or the announcement that holds the sentence, is about."""
        position = self.page.wording.words[sentence.start].start
        return next((main for start, end, main in self.mains if start <= position < end), None)

    def own(self, sentence: range) -> list[NameFinding]:
        """The undertakings that a sentence names."""
        return [name for name in self._names.get(sentence.start, ()) if name.type in _UNDERTAKINGS]

    def _labelled(self, sentence: range, label: Match[Cue] | None) -> Match[Cue] | None:
        """Reads a line below a line "Partners"; gives the label that holds for the next line."""
        names = self._names.get(sentence.start, [])
        bodies = [name for name in names if name.type in (ThingType.ORGANISATION, ThingType.PROGRAMME)]
        if not bodies:
            return label_alone(self.page, sentence)
        is_listed = self.page.wording.word_from(bodies[0].start) - sentence.start <= 1
        main = self.main_at(sentence)
        if label is None or main is None or not is_listed or label_of(self.page, sentence):
            return None
        if role := said_of(bodies[0], label):
            self._say(main, role, _SAID)
        return label

    def _read(self, sentence: range, was_told: bool) -> bool:
        """Reads one sentence; gives whether it spoke of the main undertaking."""
        own, main = self.own(sentence), self.main_at(sentence)
        subjects = own or ([main] if main else [])
        names = self._names.get(sentence.start, [])
        speaks = bool(own) or self._has_word_for(sentence, main)
        if subjects and len(names) > len(own):
            sums = self._sums.get(sentence.start, [])
            parts = parts_in(self.page, sentence, names, self._places.get(sentence.start, []), sums)
            said = [role for role in parts.roles if speaks or self._is_context(sentence, role, was_told)]
            for role in said:
                self._say(_nearest(subjects, role.name), role, _SAID if own else _CONTEXT)
            self._keep_silent(sentence, own, main, parts.silent if said or speaks else parts.chains)
            self._unspoken(sentence, subjects, names, parts.roles, speaks)
        return speaks

    def _is_title(self, sentence: range) -> bool:
        return self.page.is_in_title(self.page.wording.words[sentence.start].start)

    def _has_word_for(self, sentence: range, main: NameFinding | None) -> bool:
        """Whether the sentence says "the project" without its name; "the programme ROMACT" says it of another."""
        heads = self.page.matches(TitleHead)
        is_event = main is not None and main.type is ThingType.EVENT
        programmes = [n for n in self._names.get(sentence.start, ()) if n.type is ThingType.PROGRAMME]
        of_another = {position for name in programmes for position in self._heads_of(name)}
        return any(
            (heads[position].meaning.type is ThingType.EVENT) is is_event
            for position in sentence
            if position in heads and position not in of_another
        )

    def _heads_of(self, programme: NameFinding) -> Iterator[int]:
        """The words beside a programme that say what it is: "the programme ROMACT, a joint initiative of …"."""
        heads, wording = self.page.matches(TitleHead), self.page.wording
        first, last = wording.word_from(programme.start), wording.word_from(programme.end)
        yield from (p for p in range(first - 2, first) if p in heads and heads[p].meaning.type is ThingType.PROGRAMME)
        yield from (p for p in range(last, last + 2) if p in heads)

    def _is_context(self, sentence: range, role: Role, was_told: bool) -> bool:
        """Whether a sentence that does not name the undertaking gives a part in it nevertheless."""
        if label_of(self.page, sentence):
            return True
        if role.property is Property.FUNDER:
            return sentence.start in self._sums
        return role.is_giving or (was_told and role.distance <= _NEAR)

    def _unspoken(
        self,
        sentence: range,
        subjects: Sequence[NameFinding],
        names: Sequence[NameFinding],
        roles: Sequence[Role],
        speaks: bool,
    ) -> None:
        """A programme that is known to pay, beside an undertaking or a sum, pays for it."""
        has_part = {role.name for role in roles}
        for name in names:
            is_payer = name.known_as in paying_programmes() and name not in has_part
            if is_payer and (speaks or sentence.start in self._sums) and not self._is_title(sentence):
                self.relations.append(_relation(name, _nearest(subjects, name), Property.FUNDER, name, _CONTEXT))

    def _say(self, subject: NameFinding, role: Role, confidence: float) -> None:
        """Only one leads: a further body of which a cue says so takes part."""
        part = role.property
        if part is Property.COORDINATOR and self._leaders.setdefault(subject.name, role.name.name) != role.name.name:
            part = Property.PARTNER
        if part is Property.PARTNER and self._leaders.get(subject.name) == role.name.name:
            return
        start, end = self.page.characters(role.cue.first, role.cue.last)
        cue = Span(start=start, end=end, method=_METHOD, confidence=confidence)
        self.relations.append(_relation(cue, subject, part, role.name, confidence))
        self._known.setdefault(subject.name, set()).add(role.name)
        self.acting.append(role.name)

    def _keep_silent(
        self, sentence: range, own: Sequence[NameFinding], main: NameFinding | None, silent: Sequence[Chain]
    ) -> None:
        """Remembers the chains of which no word says what part they have, and whether they may lead."""
        for chain in silent:
            subject = _nearest(own, chain.names[0]) if own else None
            leads = may_lead(self.page, sentence, chain, subject) and not self._is_title(sentence)
            if subject is not None:
                self._silent.append((subject, chain, leads))
            elif main is not None and leads and self._is_beside_naming(sentence, main):
                self._nearby.append((main, chain, leads))

    def _is_beside_naming(self, sentence: range, main: NameFinding) -> bool:
        """Whether the sentence before or behind names the undertaking."""
        for word in (sentence.start - 1, sentence.stop):
            if 0 <= word < len(self.page.wording.words):
                beside = self.page.wording.sentence_at(word)
                if any(name.name == main.name for name in self.own(beside)) and not self._is_title(beside):
                    return True
        return False

    def _lead(self, silent: Sequence[tuple[NameFinding, Chain, bool]]) -> None:
        """The bodies that stand beside an undertaking without a word for their part: the first of a project that nobody
        else leads is taken to; several side by side take part.
        """
        for subject, chain, leads in silent:
            known = self._known.get(subject.name, set())
            part = Property.INVOLVES
            if leads and subject.type is ThingType.PROJECT and subject.name not in self._leaders:
                part = Property.COORDINATOR if len(chain.names) == 1 else Property.PARTNER
                self._leaders[subject.name] = chain.names[0].name
            elif silent is self._nearby:
                continue
            for name in chain.names:
                if name not in known:
                    confidence = _UNNAMED if part is Property.INVOLVES else _AROUND
                    self.relations.append(_relation(name, subject, part, name, confidence))
                    self.acting.append(name)


def _mains(page: Page, found: Found) -> list[tuple[int, int, NameFinding]]:
    """What the page or each of its announcements is about, with where it holds: a project, else the only event."""
    parts = [(part.start, part.end) for part in page.document.parts] or [(0, len(page.text))]
    mains = []
    for start, end in parts:
        names = [name for name in found.names if start <= name.start < end]
        projects = [name for name in names if name.type is ThingType.PROJECT]
        events = [name for name in names if name.type is ThingType.EVENT]
        main = main_undertaking(page.document, projects)
        if main is None and not projects and len({event.name for event in events}) == 1:
            main = events[0]
        if main is not None:
            mains.append((start, end, main))
    return mains


def _placed(page: Page, found: Found, told: _Telling, gazetteer: Gazetteer) -> Iterator[RelationFinding]:
    """Where each undertaking takes place."""
    around = Whereabouts(page, found.names, found.places, gazetteer)
    placed: set[str] = set()
    for sentence in page.wording.sentences:
        for subject in told.own(sentence)[:1]:
            for place in around.in_sentence(sentence):
                placed.add(subject.name)
                yield _relation(place, subject, Property.PLACE, place, _SAID)
    is_whole = len(told.mains) == 1 and not page.document.parts
    main = told.mains[0][2] if is_whole else None
    if main is None or main.name in placed or main.type is ThingType.EVENT:
        return
    seats = frozenset(name.geonames_id for name in told.acting if name.geonames_id)
    options = (
        around.in_title,
        lambda: list(around.beside(told.acting)),
        lambda: around.with_any(seats),
        around.first_named,
    )
    for option in options:
        if places := option():
            for place in places:
                yield _relation(place, main, Property.PLACE, place, _AROUND)
            return


def _nearest(subjects: Sequence[NameFinding], name: Span) -> NameFinding:
    return min(subjects, key=lambda subject: (max(subject.start - name.end, name.start - subject.end), subject.start))


def _by_sentence(page: Page, findings: Sequence[AnySpan]) -> dict[int, list[AnySpan]]:
    grouped: dict[int, list[AnySpan]] = {}
    for finding in findings:
        sentence = page.wording.sentence_at(page.wording.word_from(finding.start))
        grouped.setdefault(sentence.start, []).append(finding)
    return grouped


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
