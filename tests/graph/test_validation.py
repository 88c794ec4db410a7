from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from graph.identifiers import GraphName, Identifiers, concept_iri, document_iri, graph_iri, place_iri
from graph.mapping import quads_of
from graph.merge import write_merged_view
from graph.quads import Quad
from graph.records import (
    DocumentGraph,
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
from graph.validation import Problem, Severity, validate, validate_all
from ontology.terms import DCTERMS, DROM, ORG, SCHEMA, SKOS

BASE = "http://localhost:8000"
ADDRESS = "https://example.org/news"
DOCUMENT = document_iri(BASE, ADDRESS)
BULGARIA, RAZGRAD = (Iri(place_iri(BASE, number)) for number in (732800, 727696))
RECORD = DocumentRecord(
    iri=DOCUMENT,
    address=ADDRESS,
    source=ADDRESS,
    file_name=None,
    derived_from=None,
    source_title=None,
    source_read=None,
    fetched=datetime(2024, 5, 1, tzinfo=UTC),
    sha256="0" * 64,
    extractor="1",
    kind="article",
    lang="bg",
    lang_confidence=0.9,
    title="Новини",
)


def place(iri: Iri, *statements: Statement) -> Thing:
    named = Statement(Property.LABEL, LangText("място", "bg")), Statement(Property.IDENTIFIER, f"geonames:{iri[-3:]}")
    return Thing(iri, ThingType.PLACE, (*named, *statements))


PLACES = (
    place(BULGARIA, Statement(Property.IDENTIFIER, "iso3166:BG")),
    place(RAZGRAD, Statement(Property.CONTAINED_IN, BULGARIA), Statement(Property.LATITUDE, Decimal("43.53"))),
)


def said(property_: Property, value, start: int = 0) -> Statement:
    return Statement(property_, value, (Evidence(DOCUMENT, start, start + 4, "думи", "", "", "rule", 0.9),))


@pytest.fixture
def project(tmp_path) -> Thing:
    iri = Identifiers(tmp_path / "identifiers.jsonl", BASE).iri(ThingType.PROJECT, ADDRESS, "Заедно")
    statements = (
        said(Property.LABEL, LangText("Заедно", "bg")),
        said(Property.THEME, Iri(concept_iri(BASE, "themes", "housing"))),
        said(Property.PLACE, RAZGRAD),
        said(Property.START, PartialDate("2015")),
        Statement(Property.CITATION, Iri(DOCUMENT)),
    )
    return Thing(iri, ThingType.PROJECT, statements)


def merged(*things: Thing, record: DocumentRecord = RECORD, places: tuple[Thing, ...] = PLACES) -> GraphStore:
    store = OxigraphStore.in_memory()
    store.replace_graph(DOCUMENT, quads_of(DocumentGraph(record, things)))
    write_merged_view(store, base=BASE, clusters={}, places=places, minted=())
    return store


def with_statement(thing: Thing, *statements: Statement) -> Thing:
    return replace(thing, statements=(*thing.statements, *statements))


def problems(store: GraphStore) -> set[tuple[str, str, str]]:
    return {(problem.severity, problem.focus, problem.path) for problem in validate(store, [DOCUMENT])}


def test_a_good_graph_has_no_problem(project):
    store = merged(project)

    assert validate(store, [DOCUMENT]) == []
    assert validate_all(store) == []


def test_a_shape_names_what_is_wrong_with_a_touched_thing(project):
    wrong = with_statement(project, said(Property.TARGET_GROUP, Iri(concept_iri(BASE, "themes", "health"))))

    (problem,) = validate(merged(wrong), [DOCUMENT])

    message = "a target group is a concept of the scheme of target groups"
    assert problem == Problem(Severity.VIOLATION, project.iri, DROM.targetGroup, message)


def test_a_broken_document_node_is_found(project):
    found = problems(merged(project, record=replace(RECORD, sha256="short")))

    assert found == {(Severity.VIOLATION, DOCUMENT, SCHEMA.sha256)}


def test_a_quotation_of_another_length_than_its_stretch_is_found(project):
    wrong = Statement(Property.END, PartialDate("2016"), (Evidence(DOCUMENT, 0, 9, "думи", "", "", "rule", 0.9),))

    (problem,) = validate(merged(with_statement(project, wrong)), [DOCUMENT])

    assert (problem.severity, problem.focus.partition("#a-")[0]) == (Severity.VIOLATION, DOCUMENT)


def test_an_annotation_that_the_shapes_refuse_is_found_when_everything_is_looked_at(project):
    unsure = Statement(Property.END, PartialDate("2016"), (Evidence(DOCUMENT, 0, 4, "думи", "", "", "", 0.9),))

    (problem,) = validate_all(merged(with_statement(project, unsure)))

    assert problem.message == "an annotation names the method that found it"


def test_what_no_run_touched_is_looked_at_when_everything_is(project):
    store = merged(project, places=(*PLACES, replace(PLACES[1], iri=Iri(place_iri(BASE, 5)), statements=())))

    assert place_iri(BASE, 5) in {problem.focus for problem in validate_all(store)}


@pytest.mark.parametrize(
    ("statement", "path"),
    [
        (said(Property.PARTNER, Iri(f"{BASE}/id/organisation/0000000000000")), DROM.partner),
        (said(Property.CITATION, Iri(f"{BASE}/id/document/0000000000000")), SCHEMA.citation),
        (Statement(Property.CLASSIFICATION, Iri(concept_iri(BASE, "organisation-types", "ngo"))), ORG.classification),
    ],
    ids=["relation to nothing", "citation of nothing", "statement without words"],
)
def test_what_does_not_hold_between_things_is_found(project, statement, path):
    assert (Severity.VIOLATION, project.iri, path) in problems(merged(with_statement(project, statement)))


def test_a_circle_of_parts_is_found(project):
    whole = Thing(project.iri.replace("/project/", "/programme/"), ThingType.PROGRAMME, project.statements)
    part_of_it = with_statement(project, said(Property.PART_OF, Iri(whole.iri)))
    part_of_that = with_statement(whole, said(Property.PART_OF, Iri(project.iri)))

    assert (Severity.VIOLATION, project.iri, DROM.partOf) in problems(merged(part_of_it, part_of_that))


def test_a_place_outside_every_country_is_found(project):
    store = merged(project, places=(PLACES[0], place(RAZGRAD)))

    assert (Severity.VIOLATION, RAZGRAD, SCHEMA.containedInPlace) in problems(store)


def test_a_second_label_in_a_language_is_found(project):
    store = merged(project, places=(*PLACES[:1], place(RAZGRAD, Statement(Property.LABEL, LangText("друго", "bg")))))

    assert (Severity.VIOLATION, RAZGRAD, SKOS.prefLabel) in problems(store)


def test_something_said_of_a_merged_iri_is_found(project):
    store = merged(project)
    redirect = Quad(project.iri, DCTERMS.isReplacedBy, Iri(f"{BASE}/id/project/0000000000000"))

    store.replace_graph(graph_iri(BASE, GraphName.IDENTITY), [redirect])

    assert (Severity.VIOLATION, project.iri, DROM.place) in problems(store)
