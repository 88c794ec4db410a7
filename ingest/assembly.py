"""The things of one document while they are gathered: a draft for each, with every quotation of every statement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from graph.identifiers import LISTED, Identifiers, concept_iri, document_iri
from graph.lemmas import fold
from graph.places import Gazetteer
from graph.records import (
    Evidence,
    Iri,
    LangText,
    Property,
    Statement,
    Thing,
    ThingType,
    Value,
)
from ingest.context import is_one_sentence
from ingest.document import Document
from ingest.finding import (
    STATED,
    ConceptFinding,
    FundingFinding,
    NameFinding,
    ObservationFinding,
    PlaceFinding,
    PracticeFinding,
    RelationFinding,
    Span,
)
from ingest.locations import quarter_iri
from ingest.naming import common_place, practice_labels
from ontology.scheme import ConceptScheme

# Characters of the text kept on both sides of a quotation, enough to find it again after small edits of the page
# (the Web Annotation model recommends a prefix and suffix; 32 is what Hypothesis' client keeps).
QUOTE_CONTEXT = 32
# A concept below this confidence is touched on, not spoken about (extract/concepts.py); a number below it counts a noun
# that no table knows (extract/observations.py).
ABOUT = 0.5
# What is only inferred from the rest of the page is marked by this method and weighs little.
CONTEXT_METHOD = "context"
CONTEXT_CONFIDENCE = 0.4

CONCEPT_PROPERTY: Mapping[str, Property] = {
    "themes": Property.THEME,
    "approaches": Property.APPROACH,
    "target-groups": Property.TARGET_GROUP,
}


class KnownNames(Protocol):
    """The table of well-known programmes and bodies."""

    def labels(self, key: str) -> Mapping[str, str]:
        """Label by language of the well-known name `key`."""
        ...


@dataclass(slots=True)
class ThingDraft:
    """A thing while its statements are gathered; the first value of a statement keeps its place in the order."""

    iri: str
    type: ThingType
    statements: dict[tuple[Property, Value], list[Evidence]] = field(default_factory=dict)

    def say(self, prop: Property, value: Value, *evidence: Evidence) -> None:
        kept = self.statements.setdefault((prop, value), [])
        kept.extend(e for e in evidence if e not in kept)

    def says(self, prop: Property) -> bool:
        return any(p is prop for p, _ in self.statements)

    @property
    def is_known(self) -> bool:
        """Whether it stands in the table of well-known names: such a body acts everywhere."""
        return self.type is not ThingType.PRACTICE and any(
            prop is Property.LABEL and not evidence for (prop, _), evidence in self.statements.items()
        )

    def thing(self) -> Thing:
        return Thing(self.iri, self.type, tuple(Statement(p, v, tuple(e)) for (p, v), e in self.statements.items()))


class Assembly:
    """Gathers the things of one document; use `assemble`."""

    def __init__(
        self,
        document: Document,
        identifiers: Identifiers,
        scheme: ConceptScheme,
        gazetteer: Gazetteer,
        known: KnownNames,
    ) -> None:
        self.document = document
        self.identifiers = identifiers
        self.scheme = scheme
        self.gazetteer = gazetteer
        self.known = known
        self.base = identifiers.base
        self.iri = document_iri(self.base, document.address)
        self.drafts: dict[str, ThingDraft] = {}
        self.names: dict[NameFinding, ThingDraft] = {}
        self.practices: dict[PracticeFinding, ThingDraft] = {}
        self.places: dict[int, list[PlaceFinding]] = {}
        self.about = self._draft(self.iri, ThingType.DOCUMENT)

    def evidence(self, span: Span, *, method: str | None = None, confidence: float | None = None) -> Evidence:
        text = self.document.text
        return Evidence(
            document=self.iri,
            start=span.start,
            end=span.end,
            exact=text[span.start : span.end],
            prefix=text[max(0, span.start - QUOTE_CONTEXT) : span.start],
            suffix=text[span.end : span.end + QUOTE_CONTEXT],
            method=method or span.method,
            confidence=span.confidence if confidence is None else confidence,
        )

    def inferred(self, span: Span) -> Evidence:
        return self.evidence(span, method=CONTEXT_METHOD, confidence=CONTEXT_CONFIDENCE)

    def _draft(self, iri: str, kind: ThingType) -> ThingDraft:
        return self.drafts.setdefault(iri, ThingDraft(iri, kind))

    def _mint(self, kind: ThingType, name: str, address: str | None = None) -> ThingDraft:
        draft = self._draft(self.identifiers.iri(kind, address or self.document.address, name), kind)
        draft.say(Property.CITATION, Iri(self.iri))
        return draft

    def place(self, geonames_id: int) -> Iri:
        return Iri(self.identifiers.place(geonames_id))

    def concept(self, scheme: str, notation: str) -> Iri:
        return Iri(concept_iri(self.base, scheme, notation))

    # --- one kind of finding each -------------------------------------------------

    def add_concept(self, found: ConceptFinding) -> None:
        prop = CONCEPT_PROPERTY.get(found.scheme)
        if prop is not None and found.confidence >= ABOUT:
            self.about.say(prop, self.concept(found.scheme, found.notation), self.evidence(found))

    def add_place(self, found: PlaceFinding) -> None:
        if found.confidence >= STATED:
            if found.quarter:
                where = quarter_iri(self.identifiers, found.geonames_id, found.quarter)
            else:
                self.places.setdefault(found.geonames_id, []).append(found)
                where = self.place(found.geonames_id)
            self.about.say(Property.PLACE, where, self.evidence(found))

    def add_name(self, found: NameFinding) -> None:
        if found.known_as:
            draft = self._mint(found.type, found.known_as, f"{LISTED}{found.known_as}")
            for lang, label in self.known.labels(found.known_as).items():
                draft.say(Property.LABEL, LangText(label, lang))
            draft.say(Property.ALT_LABEL, LangText(found.name, self.document.lang), self.evidence(found))
        else:
            draft = self._mint(found.type, fold(found.name))
            value = LangText(found.name, self.document.lang)
            first = next((v for p, v in draft.statements if p is Property.LABEL), value)
            draft.say(Property.LABEL if first == value else Property.ALT_LABEL, value, self.evidence(found))
        self.names[found] = draft
        if found.classification:
            classes = self.concept("organisation-types", found.classification)
            draft.say(Property.CLASSIFICATION, classes, self.evidence(found))
        if found.geonames_id:
            draft.say(Property.PLACE, self.place(found.geonames_id), self.evidence(found))
        for prop, date in ((Property.START, found.starts), (Property.END, found.ends)):
            if date is not None and not draft.says(prop):
                draft.say(prop, date, self.evidence(found))

    def add_practice(self, found: PracticeFinding) -> None:
        first_place = next(iter(found.geonames_ids), None)
        key = " ".join(str(part or "-") for part in (found.approach, found.theme, first_place))
        draft = self._mint(ThingType.PRACTICE, key)
        self.practices[found] = draft
        wording = self.evidence(found)
        if not draft.says(Property.LABEL):
            place = common_place(self.gazetteer, found.geonames_ids)
            for label in practice_labels(self.scheme, self.gazetteer, found.approach, found.theme, place):
                draft.say(Property.LABEL, label)
            draft.say(Property.TITLE, LangText(wording.exact, self.document.lang), wording)
        else:
            draft.say(Property.DESCRIPTION, LangText(wording.exact, self.document.lang), wording)
        self._describe_practice(draft, found, wording)

    def _describe_practice(self, draft: ThingDraft, found: PracticeFinding, wording: Evidence) -> None:
        words = {(c.scheme, c.notation): self.evidence(c) for c in found.concepts}
        if found.carrier is not None and found.approach is not None:
            words["approaches", found.approach] = self.evidence(found.carrier)
        named = [
            ("approaches", found.approach),
            ("themes", found.theme),
            *(("target-groups", g) for g in found.target_groups),
        ]
        for scheme, notation in named:
            if notation:
                evidence = words.get((scheme, notation), wording)
                draft.say(CONCEPT_PROPERTY[scheme], self.concept(scheme, notation), evidence)
        for geonames_id in found.geonames_ids:
            draft.say(Property.PLACE, self.place(geonames_id), self._words_for_place(geonames_id, found))
        if found.outcome != "unknown" and not draft.says(Property.OUTCOME):
            draft.say(Property.OUTCOME, found.outcome, wording)

    def _words_for_place(self, geonames_id: int, practice: PracticeFinding) -> Evidence:
        """The nearest name of the place; from another sentence it tells of the practice only by context."""
        named = self.places.get(geonames_id)
        if not named:
            return self.evidence(practice)
        words = min(named, key=lambda place: (abs(place.start - practice.start), place.start))
        is_said = is_one_sentence(self.document.text, practice, words)
        return self.evidence(words) if is_said else self.inferred(words)

    def add_relation(self, found: RelationFinding) -> None:
        subject = (
            self.names.get(found.subject)
            if isinstance(found.subject, NameFinding)
            else self.practices.get(found.subject)
        )
        if subject is None:
            return
        target = self._target(found.object)
        if target is not None and target != subject.iri:
            subject.say(found.predicate, target, self.evidence(found))

    def _target(self, found: NameFinding | PlaceFinding | ConceptFinding) -> Iri | None:
        match found:
            case PlaceFinding():
                return self.place(found.geonames_id)
            case ConceptFinding():
                return self.concept(found.scheme, found.notation)
            case _:
                return Iri(self.names[found].iri) if found in self.names else None

    def _counted(self, found: ObservationFinding) -> str:
        """A title repeats figures of its text: the same number of the same things is one observation of its part; each
        cell of a table is one of its own.
        """
        if found.of_cell:
            return f"{found.value} {found.unit_en or fold(found.unit)} at {found.start}"
        part = sum(part.start <= found.start for part in self.document.parts)
        return f"{found.value} {found.unit_en or fold(found.unit)} {part}"

    def add_figure(self, found: ObservationFinding | FundingFinding, bearer: ThingDraft) -> None:
        evidence = self.evidence(found)
        if isinstance(found, FundingFinding):
            draft = self._mint(ThingType.FUNDING, f"{found.amount} {found.currency} {found.start}")
            draft.say(Property.AMOUNT, found.amount, evidence)
            draft.say(Property.CURRENCY, found.currency, evidence)
            bearer.say(Property.FUNDING, Iri(draft.iri), evidence)
            return
        draft = self._mint(ThingType.OBSERVATION, self._counted(found))
        draft.say(Property.VALUE, found.value, evidence)
        if not draft.says(Property.UNIT):
            draft.say(Property.UNIT, LangText(found.unit, self.document.lang), evidence)
            if found.unit_en and self.document.lang != "en":
                draft.say(Property.UNIT, LangText(found.unit_en, "en"), evidence)
            draft.say(Property.QUALIFIER, found.qualifier, evidence)
        if found.target_group:
            draft.say(Property.TARGET_GROUP, self.concept("target-groups", found.target_group), evidence)
        for prop, date in ((Property.START, found.starts), (Property.END, found.ends)):
            if date is not None:
                draft.say(prop, date, evidence)
        if found.geonames_id is not None:
            draft.say(Property.PLACE, self.place(found.geonames_id), evidence)
        bearer.say(Property.OBSERVATION, Iri(draft.iri), evidence)
