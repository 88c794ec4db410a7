from datetime import UTC, datetime
from importlib.resources import files

import pytest

from graph import queries
from graph.identifiers import Identifiers, concept_iri, document_iri, place_iri
from graph.mapping import quads_of
from graph.merge import write_merged_view
from graph.records import (
    DocumentGraph,
    DocumentPart,
    DocumentRecord,
    Evidence,
    Iri,
    LangText,
    PartialDate,
    Property,
    Statement,
    Thing,
    ThingType,
)
from graph.store import GraphStore
from graph.stores.oxigraph import OxigraphStore
from ontology.terms import DCTERMS, DROM, SKOS

BASE = "http://localhost:8000"
ADDRESS = "file:news/razgrad.html"
DOCUMENT = document_iri(BASE, ADDRESS)
PLACE = Iri(place_iri(BASE, 727696))
THEME = Iri(concept_iri(BASE, "themes", "housing"))
WORDS = Evidence(DOCUMENT, 10, 17, "Разград", "в ", " от", "gazetteer", 0.95)
RECORD = DocumentRecord(
    iri=DOCUMENT,
    address=ADDRESS,
    source="https://example.org/news",
    file_name="news/razgrad.html",
    derived_from="https://example.org/original",
    source_title="Original",
    source_read=PartialDate("2024-04"),
    fetched=datetime(2024, 5, 1, 10, tzinfo=UTC),
    sha256="0" * 64,
    extractor="rules 1",
    kind="several",
    lang="bg",
    lang_confidence=0.9,
    title="Новини",
    date=PartialDate("2024-04-30"),
    parts=(DocumentPart(0, 50, "Едно"), DocumentPart(51, 90, "Две", PartialDate("2024"))),
)


@pytest.fixture
def project(tmp_path) -> Thing:
    iri = Identifiers(tmp_path / "identifiers.jsonl", BASE).iri(ThingType.PROJECT, ADDRESS, "Заедно")
    statements = (
        Statement(Property.LABEL, LangText("Together", "en")),
        Statement(Property.LABEL, LangText("Заедно", "bg"), (WORDS,)),
        Statement(Property.PLACE, PLACE, (WORDS,)),
        Statement(Property.START, PartialDate("2015"), (WORDS,)),
        Statement(Property.CITATION, Iri(DOCUMENT)),
    )
    return Thing(iri, ThingType.PROJECT, statements)


@pytest.fixture
def store(project) -> GraphStore:
    store = OxigraphStore.in_memory()
    about = Thing(DOCUMENT, ThingType.DOCUMENT, (Statement(Property.THEME, THEME, (WORDS,)),))
    store.replace_graph(DOCUMENT, quads_of(DocumentGraph(RECORD, (about, project))))
    place = Thing(PLACE, ThingType.PLACE, (Statement(Property.LABEL, LangText("Разград", "bg")),))
    write_merged_view(store, base=BASE, clusters={}, places=[place], minted=())
    return store


def test_a_thing_comes_with_the_words_behind_each_statement(store, project):
    found = queries.thing(store, project.iri)

    assert found.type is ThingType.PROJECT
    assert set(found.statements) == set(project.statements)


def test_an_unknown_iri_is_no_thing(store):
    assert queries.thing(store, f"{BASE}/id/project/0000000000000") is None
    assert queries.known_as(store, THEME) is None


def test_a_document_comes_back_as_it_was_read(store):
    assert queries.document(store, DOCUMENT) == RECORD
    assert list(queries.documents(store)) == [RECORD]


def test_a_project_is_no_document(store, project):
    assert queries.document(store, project.iri) is None


def test_merged_things_are_told_by_type(store, project):
    assert [found.iri for found in queries.merged_things(store, ThingType.PROJECT)] == [project.iri]
    assert {found.type for found in queries.merged_things(store)} == {
        ThingType.PROJECT,
        ThingType.DOCUMENT,
        ThingType.PLACE,
    }


def test_what_a_document_is_about_is_among_its_statements(store):
    (found,) = queries.merged_things(store, ThingType.DOCUMENT)

    assert found.values(Property.THEME) == (THEME,)
    assert found.values(Property.TITLE) == (LangText("Новини", "bg"),)


def test_things_are_counted_by_type(store):
    assert queries.counts(store) == {"document": 1, "place": 1, "project": 1}


def test_the_things_of_a_document_are_told(store, project):
    assert queries.things_of_document(store, DOCUMENT) == (project.iri,)


def test_stretches_of_text_are_told_for_each_thing(store, project):
    assert set(queries.evidence_spans(store)) == {(project.iri, DOCUMENT, 10, 17), (DOCUMENT, DOCUMENT, 10, 17)}


def test_captures_are_known_by_their_bytes_and_the_rules_that_read_them(store):
    assert queries.captures_read(store) == {ADDRESS: ("0" * 64, "rules 1")}


def test_a_description_holds_the_labels_of_what_a_thing_points_to_and_its_sources(store, project):
    said = {(quad.subject, quad.predicate) for quad in queries.description(store, project.iri)}

    assert {(project.iri, DROM.place), (PLACE, SKOS.prefLabel), (DOCUMENT, DCTERMS.title)} <= said


def test_labels_fall_back_to_titles(store, project):
    assert queries.labels(store, project.iri) == (LangText("Заедно", "bg"), LangText("Together", "en"))
    assert queries.labels(store, DOCUMENT) == (LangText("Новини", "bg"),)


def test_a_question_says_what_it_asks_takes_and_gives():
    for file in (files("graph") / "sparql").iterdir():
        text = file.read_text(encoding="utf-8")

        assert text.startswith("# "), file.name
        assert "# Parameters: " in text and "# Columns: " in text, file.name
