from datetime import UTC, datetime

import pytest

from graph.curation import Act, Decision
from graph.exchange import lines
from graph.hiding import hide
from graph.identifiers import Identifiers, Minted, concept_iri, document_iri, place_iri
from graph.identity import Judgement, Recorded, Verdict
from graph.mapping import quads_of
from graph.merge import write_merged_view
from graph.quads import ANYWHERE, Quad
from graph.queries import known_iris, overruled, successor, thing, withdrawal
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
from graph.stores.oxigraph import OxigraphStore
from ontology.terms import DCTERMS, DROM, OA, OWL, RDF, SKOS

BASE = "http://localhost:8000"
FIRST, SECOND = (f"https://example.org/{name}" for name in ("first", "second"))
HOUSING = Iri(concept_iri(BASE, "themes", "social-housing"))
BULGARIA, RAZGRAD, QUARTER = (Iri(place_iri(BASE, number)) for number in (732800, 727696, 1))
PLACES = [
    Thing(BULGARIA, ThingType.PLACE, (Statement(Property.IDENTIFIER, "iso3166:BG"),)),
    Thing(RAZGRAD, ThingType.PLACE, (Statement(Property.CONTAINED_IN, BULGARIA),)),
    Thing(QUARTER, ThingType.PLACE, (Statement(Property.CONTAINED_IN, RAZGRAD),)),
]


def document_graph(address: str, *things: Thing) -> DocumentGraph:
    record = DocumentRecord(
        iri=document_iri(BASE, address),
        address=address,
        source=address,
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
    return DocumentGraph(record, things)


def words(address: str, start: int = 3) -> Evidence:
    return Evidence(document_iri(BASE, address), start, start + 5, "думи", "", "", "rule", 0.9)


@pytest.fixture
def identifiers(tmp_path) -> Identifiers:
    return Identifiers(tmp_path / "identifiers.jsonl", BASE)


@pytest.fixture
def store() -> OxigraphStore:
    return OxigraphStore.in_memory()


def merge(store, *contents: DocumentGraph, clusters=None, minted: tuple[Minted, ...] = (), decisions=()) -> None:
    for content in contents:
        store.replace_graph(content.document.iri, quads_of(content))
    write_merged_view(
        store, base=BASE, clusters=clusters or {}, places=PLACES, minted=minted, decisions=tuple(decisions)
    )


def decided(thing: str, prop: Property, value, act: Act = Act.SET) -> Decision:
    return Decision(
        thing=thing, prop=prop, value=value, act=act, by="an editor", at=datetime(2024, 6, 1, tzinfo=UTC), why="known"
    )


def objects(store, subject: str, predicate: str) -> set[str]:
    return {str(quad.object) for quad in store.quads(subject=subject, predicate=predicate)}


def project(identifiers, address: str, *statements: Statement, name: str = "Заедно") -> Thing:
    return Thing(identifiers.iri(ThingType.PROJECT, address, name), ThingType.PROJECT, statements)


def test_what_two_documents_say_of_one_thing_is_said_once_under_its_canonical_iri(store, identifiers):
    one = project(identifiers, FIRST, Statement(Property.THEME, HOUSING, (words(FIRST),)))
    other = project(
        identifiers, SECOND, Statement(Property.THEME, HOUSING, (words(SECOND),)), Statement(Property.PLACE, RAZGRAD)
    )

    merge(store, document_graph(FIRST, one), document_graph(SECOND, other), clusters={other.iri: one.iri})

    assert objects(store, one.iri, DROM.place) == {RAZGRAD}
    assert len(list(store.quads(subject=one.iri, predicate=DCTERMS.subject))) == 1
    assert list(store.quads(subject=other.iri)) == []


def test_a_merged_iri_leads_to_its_successor(store, identifiers):
    one, other = project(identifiers, FIRST), project(identifiers, SECOND)

    merge(store, document_graph(FIRST, one), document_graph(SECOND, other), clusters={other.iri: one.iri})

    assert successor(store, other.iri) == one.iri
    assert {one.iri, other.iri} <= known_iris(store, BASE)


def test_words_of_all_documents_of_a_cluster_support_its_statements(store, identifiers):
    place = Thing(identifiers.iri(ThingType.ORGANISATION, SECOND, "Община"), ThingType.ORGANISATION)
    kept = Thing(identifiers.iri(ThingType.ORGANISATION, FIRST, "Община"), ThingType.ORGANISATION)
    one = project(identifiers, FIRST, Statement(Property.PARTNER, Iri(kept.iri), (words(FIRST),)))
    other = project(identifiers, SECOND, Statement(Property.PARTNER, Iri(place.iri), (words(SECOND),)))

    merge(
        store,
        document_graph(FIRST, one, kept),
        document_graph(SECOND, other, place),
        clusters={other.iri: one.iri, place.iri: kept.iri},
    )
    (said,) = thing(store, other.iri).statements

    assert said.value == kept.iri
    assert {found.document for found in said.evidence} == {document_iri(BASE, FIRST), document_iri(BASE, SECOND)}


def test_objects_are_canonical_and_nothing_is_part_of_itself(store, identifiers):
    one, other = project(identifiers, FIRST), project(identifiers, SECOND)
    related = Thing(one.iri, one.type, (Statement(Property.PART_OF, Iri(other.iri), (words(FIRST),)),))

    merge(store, document_graph(FIRST, related), document_graph(SECOND, other), clusters={other.iri: one.iri})

    assert objects(store, one.iri, DROM.partOf) == set()


def test_annotations_stay_in_the_graphs_of_the_documents(store, identifiers):
    found = project(identifiers, FIRST, Statement(Property.PLACE, RAZGRAD, (words(FIRST),)))

    merge(store, document_graph(FIRST, found))

    assert list(store.quads(predicate=RDF.type, object=Iri(OA.Annotation))) == []
    assert len(list(store.quads(predicate=RDF.type, object=Iri(OA.Annotation), graph=ANYWHERE))) == 1


def test_a_thing_lies_in_its_place_and_everything_around_it(store, identifiers):
    found = project(identifiers, FIRST, Statement(Property.PLACE, QUARTER, (words(FIRST),)))

    merge(store, document_graph(FIRST, found))

    assert objects(store, found.iri, DROM.within) == {QUARTER, RAZGRAD, BULGARIA}
    assert objects(store, RAZGRAD, DROM.within) == {RAZGRAD, BULGARIA}


def test_a_thing_is_about_its_theme_and_all_broader_ones(store, identifiers):
    found = project(identifiers, FIRST, Statement(Property.THEME, HOUSING, (words(FIRST),)))

    merge(store, document_graph(FIRST, found))

    assert objects(store, found.iri, DROM.about) == objects(store, HOUSING, SKOS.broaderTransitive)
    assert concept_iri(BASE, "themes", "housing") in objects(store, found.iri, DROM.about)


def test_places_that_contain_one_another_end_the_closure(store):
    ring = [
        Thing(BULGARIA, ThingType.PLACE, (Statement(Property.CONTAINED_IN, RAZGRAD),)),
        Thing(RAZGRAD, ThingType.PLACE, (Statement(Property.CONTAINED_IN, BULGARIA),)),
    ]

    write_merged_view(store, base=BASE, clusters={}, places=ring, minted=())

    assert objects(store, RAZGRAD, DROM.within) == {RAZGRAD, BULGARIA}


def test_one_label_per_language_is_preferred_and_the_others_are_kept(store, identifiers):
    def named(address: str, text: str) -> Thing:
        return project(identifiers, address, Statement(Property.LABEL, LangText(text, "bg"), (words(address),)))

    third = "https://example.org/third"
    things = [named(FIRST, "Заедно!"), named(SECOND, "Заедно"), named(third, "Заедно")]
    contents = [document_graph(address, thing) for address, thing in zip((FIRST, SECOND, third), things, strict=True)]

    merge(store, *contents, clusters={thing.iri: things[0].iri for thing in things[1:]})
    found = thing(store, things[0].iri)

    assert found.texts(Property.LABEL) == (LangText("Заедно", "bg"),)
    assert found.texts(Property.ALT_LABEL) == (LangText("Заедно!", "bg"),)


def test_people_choose_the_label_over_all_documents(store, identifiers):
    found = project(identifiers, FIRST, Statement(Property.LABEL, LangText("заедно 2", "bg"), (words(FIRST),)))

    merge(
        store, document_graph(FIRST, found), decisions=[decided(found.iri, Property.LABEL, LangText("Заедно II", "bg"))]
    )

    assert thing(store, found.iri).texts(Property.LABEL) == (LangText("Заедно II", "bg"),)


def test_a_thing_that_no_document_names_any_more_gets_a_tombstone(store, identifiers):
    gone = project(identifiers, FIRST)

    merge(store, document_graph(FIRST), minted=tuple(identifiers.minted()))
    tombstone = withdrawal(store, gone.iri)

    assert (tombstone.when, tombstone.document) == ("2024-05-01", document_iri(BASE, FIRST))
    assert gone.iri in known_iris(store, BASE)


def test_a_thing_named_again_has_no_tombstone(store, identifiers):
    back = project(identifiers, FIRST)
    minted = tuple(identifiers.minted())
    merge(store, document_graph(FIRST), minted=minted)

    merge(store, document_graph(FIRST, back), minted=minted)

    assert withdrawal(store, back.iri) is None


def test_an_undone_merge_brings_both_things_back(store, identifiers):
    one, other = project(identifiers, FIRST), project(identifiers, SECOND)
    contents = document_graph(FIRST, one), document_graph(SECOND, other)
    merge(store, *contents, clusters={other.iri: one.iri})

    merge(store, *contents)

    assert successor(store, other.iri) is None
    assert {thing(store, iri).iri for iri in (one.iri, other.iri)} == {one.iri, other.iri}


def test_the_same_documents_give_the_same_quads_whatever_was_there_before(store, identifiers):
    one = project(identifiers, FIRST, Statement(Property.THEME, HOUSING, (words(FIRST),)))
    other = project(identifiers, SECOND, Statement(Property.PLACE, QUARTER, (words(SECOND),)))
    contents = document_graph(FIRST, one), document_graph(SECOND, other)
    fresh = OxigraphStore.in_memory()

    merge(fresh, *contents)
    merge(store, *contents, clusters={other.iri: one.iri})
    merge(store, *reversed(contents))

    assert lines(store.quads(graph=ANYWHERE)) == lines(fresh.quads(graph=ANYWHERE))


def test_what_people_set_stands_and_closures_follow(store, identifiers):
    found = project(identifiers, FIRST, Statement(Property.PLACE, QUARTER, (words(FIRST),)))

    merge(store, document_graph(FIRST, found), decisions=[decided(found.iri, Property.PLACE, QUARTER, Act.RETRACT)])

    assert objects(store, found.iri, DROM.place) == set()
    assert objects(store, found.iri, DROM.within) == set()


def test_what_sources_say_against_a_decision_is_still_known(store, identifiers):
    read, known = PartialDate("2014"), PartialDate("2015")
    found = project(identifiers, FIRST, Statement(Property.START, read, (words(FIRST),)))

    merge(store, document_graph(FIRST, found), decisions=[decided(found.iri, Property.START, known)])
    (against,) = overruled(store, found.iri)

    assert thing(store, found.iri).values(Property.START) == (known,)
    assert (against.value, len(against.evidence)) == (read, 1)


def test_decision_under_an_old_iri_holds_for_the_merged_thing(store, identifiers):
    one, other = project(identifiers, FIRST), project(identifiers, SECOND)

    merge(
        store,
        document_graph(FIRST, one),
        document_graph(SECOND, other),
        clusters={other.iri: one.iri},
        decisions=[decided(other.iri, Property.THEME, HOUSING)],
    )

    assert objects(store, one.iri, DCTERMS.subject) == {HOUSING}


def test_decision_on_what_nobody_speaks_of_waits(store, identifiers):
    gone = project(identifiers, FIRST)
    set_ = [decided(gone.iri, Property.THEME, HOUSING)]

    merge(store, document_graph(FIRST), minted=tuple(identifiers.minted()), decisions=set_)

    assert withdrawal(store, gone.iri) is not None
    assert objects(store, gone.iri, DCTERMS.subject) == set()


def test_identity_is_stated_only_where_a_person_reviewed_it(store, identifiers):
    one, other = project(identifiers, FIRST), project(identifiers, SECOND)
    contents = document_graph(FIRST, one), document_graph(SECOND, other)
    pair = (min(one.iri, other.iri), max(one.iri, other.iri))
    judged = Judgement(left=one.iri, right=other.iri, verdict=Verdict.SAME, by="an editor", why="one", score=1.0)
    line = Recorded(pair, "an editor", datetime(2024, 6, 1, tzinfo=UTC), "one", judged)
    for content in contents:
        store.replace_graph(content.document.iri, quads_of(content))

    def same_as() -> list[Quad]:
        return list(store.quads(subject=other.iri, predicate=OWL.sameAs, graph=ANYWHERE))

    write_merged_view(store, base=BASE, clusters={other.iri: one.iri}, places=PLACES, minted=())
    assert same_as() == []
    write_merged_view(store, base=BASE, clusters={other.iri: one.iri}, places=PLACES, minted=(), judged=[line])
    assert [quad.object for quad in same_as()] == [one.iri]


def test_hidden_statement_leaves_the_document_with_its_words(store, identifiers):
    secret = LangText("Тайно", "bg")
    said = [Statement(Property.LABEL, secret, (words(FIRST),)), Statement(Property.THEME, HOUSING, (words(FIRST, 20),))]
    found = project(identifiers, FIRST, *said)
    store.replace_graph(document_iri(BASE, FIRST), quads_of(document_graph(FIRST, found)))

    hide(store, [decided(found.iri, Property.LABEL, secret, Act.HIDE)], clusters={})

    assert not any("Тайно" in str(quad.object) for quad in store.quads(graph=ANYWHERE))
    assert len(list(store.quads(predicate=DROM.supports, graph=ANYWHERE))) == 1
