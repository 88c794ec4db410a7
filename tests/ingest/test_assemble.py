"""From findings to things: what is joined, what is kept apart, what is only inferred."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from graph.identifiers import Identifiers
from graph.places import Gazetteer
from graph.records import DocumentGraph, Iri, LangText, PartialDate, Property, Thing, ThingType
from ingest.assemble import assemble
from ingest.document import Document
from ingest.extract.extraction import KnownLabels
from ingest.finding import (
    ConceptFinding,
    DateFinding,
    Finding,
    NameFinding,
    ObservationFinding,
    PlaceFinding,
    PracticeFinding,
    RelationFinding,
)
from ontology.scheme import ConceptScheme

TEXT = (
    "Project “Open Door” in Razgrad\nMediators in Razgrad visited 134 families. The project “Open Door” ran from 2014."
    "\n134 families found a school. ROMACT supported it."
)
RAZGRAD, BULGARIA = 727696, 732800


@pytest.fixture
def identifiers(tmp_path: Path):
    found = Identifiers(tmp_path / "identifiers.jsonl", "http://localhost:8000")
    yield found
    found.close()


def span(words: str, occurrence: int = 0) -> dict[str, object]:
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words), "method": "test", "confidence": 0.9}


def project(occurrence: int = 0) -> NameFinding:
    return NameFinding(**span("“Open Door”", occurrence), type=ThingType.PROJECT, name="Open Door")


def assembled(identifiers: Identifiers, *findings: Finding) -> DocumentGraph:
    document = Document(
        address="https://example.org/a",
        source="https://example.org/a",
        file_name=None,
        derived_from=None,
        source_title=None,
        source_read=None,
        fetched=datetime(2026, 1, 2, tzinfo=UTC),
        sha256="0" * 64,
        kind="article",
        lang="en",
        lang_confidence=0.99,
        text=TEXT,
        title="Project “Open Door” in Razgrad",
    )
    return assemble(
        document,
        findings,
        identifiers=identifiers,
        scheme=ConceptScheme.open(),
        gazetteer=Gazetteer.open(),
        known=KnownLabels(),
        extractor="test",
    )


def only(content: DocumentGraph, kind: ThingType) -> Thing:
    (found,) = [thing for thing in content.things if thing.type is kind]
    return found


def test_name_that_occurs_twice_is_one_thing_with_both_quotations(identifiers: Identifiers):
    found = only(assembled(identifiers, project(0), project(1)), ThingType.PROJECT)

    (label,) = [s for s in found.statements if s.property is Property.LABEL]
    assert label.value == LangText("Open Door", "en")
    assert [e.start for e in label.evidence] == [8, TEXT.index("“Open Door”", 20)]


def test_quotation_is_the_text_between_its_positions(identifiers: Identifiers):
    content = assembled(identifiers, project(), PlaceFinding(**span("Razgrad"), geonames_id=RAZGRAD))

    quotes = [e for thing in content.things for s in thing.statements for e in s.evidence]

    assert quotes and all(TEXT[e.start : e.end] == e.exact for e in quotes)


def test_same_iris_are_drawn_for_the_same_page_again(identifiers: Identifiers):
    first = assembled(identifiers, project(), PlaceFinding(**span("Razgrad"), geonames_id=RAZGRAD))

    assert assembled(identifiers, project(), PlaceFinding(**span("Razgrad"), geonames_id=RAZGRAD)) == first


def test_figure_that_the_page_repeats_is_one_observation(identifiers: Identifiers):
    counted = [
        ObservationFinding(**span("134 families", n), value=Decimal(134), unit="families", unit_en="family")
        for n in (0, 1)
    ]

    found = only(assembled(identifiers, *counted), ThingType.OBSERVATION)

    assert found.values(Property.VALUE) == (Decimal(134),)


def test_figures_of_a_page_about_a_programme_are_those_of_the_page(identifiers: Identifiers):
    romact = NameFinding(**span("ROMACT"), type=ThingType.PROGRAMME, name="ROMACT", known_as="romact")
    counted = ObservationFinding(**span("134 families"), value=Decimal(134), unit="families", unit_en="family")

    content = assembled(identifiers, romact, counted)

    assert not only(content, ThingType.PROGRAMME).values(Property.OBSERVATION)
    assert only(content, ThingType.DOCUMENT).values(Property.OBSERVATION)


def test_number_of_something_that_no_table_knows_is_not_stated(identifiers: Identifiers):
    doubtful = ObservationFinding(
        **{**span("134 families"), "confidence": 0.4}, value=Decimal(134), unit="families", unit_en=None
    )

    assert all(thing.type is not ThingType.OBSERVATION for thing in assembled(identifiers, doubtful).things)


def test_project_without_a_place_is_in_the_country_of_its_page_by_inference(identifiers: Identifiers):
    content = assembled(identifiers, project(), PlaceFinding(**span("Razgrad"), geonames_id=RAZGRAD))

    (place,) = [s for s in only(content, ThingType.PROJECT).statements if s.property is Property.PLACE]

    assert place.value == identifiers.place(BULGARIA)
    assert {e.method for e in place.evidence} == {"context"}


def test_stated_place_is_not_replaced_by_an_inferred_one(identifiers: Identifiers):
    name, place = project(), PlaceFinding(**span("Razgrad"), geonames_id=RAZGRAD)
    relation = RelationFinding(**span("in Razgrad"), predicate=Property.PLACE, subject=name, object=place)

    found = only(assembled(identifiers, name, place, relation), ThingType.PROJECT)

    assert found.iris(Property.PLACE) == (identifiers.place(RAZGRAD),)


def test_practice_is_labelled_in_every_interface_language_and_keeps_the_wording(identifiers: Identifiers):
    practice = PracticeFinding(
        **span("Mediators in Razgrad visited 134 families"),
        approach="mediation",
        theme="school-mediation",
        geonames_ids=(RAZGRAD,),
    )

    found = only(assembled(identifiers, practice), ThingType.PRACTICE)

    assert {label.lang for label in found.texts(Property.LABEL)} == {"en", "bg", "ro", "lv"}
    assert found.texts(Property.TITLE) == (LangText("Mediators in Razgrad visited 134 families", "en"),)


SAMOKOV = 727079


def named_place(words: str, geonames_id: int, confidence: float = 0.9) -> PlaceFinding:
    return PlaceFinding(**{**span(words), "confidence": confidence}, geonames_id=geonames_id)


def test_practice_in_several_towns_has_them_all_and_is_labelled_with_their_country(identifiers: Identifiers):
    practice = PracticeFinding(
        **span("Mediators"), approach="mediation", theme="school-mediation", geonames_ids=(RAZGRAD, SAMOKOV)
    )

    found = only(assembled(identifiers, practice), ThingType.PRACTICE)

    assert found.iris(Property.PLACE) == (identifiers.place(RAZGRAD), identifiers.place(SAMOKOV))
    assert all(label.text.endswith(")") for label in found.texts(Property.LABEL))
    assert "(Bulgaria)" in found.texts(Property.LABEL)[0].text


def test_place_of_another_sentence_is_only_inferred(identifiers: Identifiers):
    practice = PracticeFinding(**span("ROMACT"), approach="mediation", theme="housing", geonames_ids=(RAZGRAD,))

    content = assembled(identifiers, practice, PlaceFinding(**span("Razgrad", 1), geonames_id=RAZGRAD))

    (place,) = [s for s in only(content, ThingType.PRACTICE).statements if s.property is Property.PLACE]
    assert {e.method for e in place.evidence} == {"context"}


def test_country_named_twice_through_its_people_is_inferred_for_the_page_and_its_project(identifiers: Identifiers):
    hints = [named_place(words, BULGARIA, 0.3) for words in ("visited", "found")]

    content = assembled(identifiers, project(), *hints)

    for kind in (ThingType.DOCUMENT, ThingType.PROJECT):
        (place,) = [s for s in only(content, kind).statements if s.property is Property.PLACE]
        assert {e.method for e in place.evidence} == {"context"}


def test_country_named_once_through_its_people_places_nothing(identifiers: Identifiers):
    content = assembled(identifiers, project(), named_place("visited", BULGARIA, 0.3))

    assert not any(thing.values(Property.PLACE) for thing in content.things)


def test_touched_on_concept_is_not_what_the_page_is_about(identifiers: Identifiers):
    weak = ConceptFinding(**{**span("families"), "confidence": 0.3}, scheme="target-groups", notation="families")

    content = assembled(identifiers, weak)

    assert all(not thing.values(Property.TARGET_GROUP) for thing in content.things)


def test_well_known_programme_is_the_same_thing_on_every_page_and_in_no_country(identifiers: Identifiers):
    romact = NameFinding(**span("ROMACT"), type=ThingType.PROGRAMME, name="ROMACT", known_as="romact")

    found = only(
        assembled(identifiers, romact, PlaceFinding(**span("Razgrad"), geonames_id=RAZGRAD)), ThingType.PROGRAMME
    )

    assert found.iri == identifiers.iri(ThingType.PROGRAMME, "known:romact", "romact")
    assert not found.values(Property.PLACE)


def test_period_of_the_page_is_that_of_its_project(identifiers: Identifiers):
    begins = DateFinding(**span("from 2014"), date=PartialDate("2014"), role="start")

    found = only(assembled(identifiers, project(), begins), ThingType.PROJECT)

    assert found.values(Property.START) == (PartialDate("2014"),)


def test_every_thing_cites_its_document(identifiers: Identifiers):
    content = assembled(identifiers, project(), PlaceFinding(**span("Razgrad"), geonames_id=RAZGRAD))

    things = [thing for thing in content.things if thing.type is not ThingType.DOCUMENT]

    assert things and all(Iri(content.document.iri) in thing.values(Property.CITATION) for thing in things)
