"""What people decide about statements: what stands, what is taken back, and what it changes in the merged view."""

from datetime import UTC, datetime

import pytest

from graph.curation import Act, CurationLedger, Decision
from graph.curation_graph import Overrule, curation_quads, decisions_on
from graph.errors import LedgerDamaged
from graph.identifiers import GraphName, graph_iri
from graph.quads import Quad, text_of
from graph.records import Iri, LangText, PartialDate, Property
from graph.stores.oxigraph import OxigraphStore
from graph.values import term_of
from ontology.terms import RDF, SCHEMA, SKOS

BASE = "http://localhost:8000"
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
A, B = (f"{BASE}/id/project/{name * 13}" for name in "ab")


def decision(value, act: Act = Act.SET, *, prop: Property = Property.START, thing: str = A, by: str = "ed") -> Decision:
    return Decision(thing=thing, prop=prop, value=value, act=act, by=by, at=NOW, why="the contract")


@pytest.fixture
def ledger(tmp_path) -> CurationLedger:
    return CurationLedger(tmp_path / "curation.jsonl")


def test_last_value_that_was_set_stands_where_there_is_one(ledger):
    for year in ("2014", "2015"):
        ledger.append(decision(PartialDate(year)))

    assert [d.value for d in ledger.standing()] == [PartialDate("2015")]


def test_values_stand_side_by_side_where_there_may_be_several(ledger):
    themes = [Iri(f"{BASE}/concept/themes/{name}") for name in ("health", "housing")]
    for theme in themes:
        ledger.append(decision(theme, prop=Property.THEME))

    assert [d.value for d in ledger.standing()] == themes


def test_undoing_brings_back_what_stood_before(ledger):
    ledger.append(decision(PartialDate("2014")))
    ledger.append(decision(PartialDate("2015")))

    taken = ledger.undo(A, Property.START, PartialDate("2015"), by="ed", at=NOW, why="a mistake")

    assert taken is not None and taken.act is Act.SET
    assert [d.value for d in ledger.standing()] == [PartialDate("2014")]
    assert ledger.undo(A, Property.START, PartialDate("2015"), by="ed", at=NOW, why="a mistake") is None


def test_decisions_are_there_in_a_later_run(ledger):
    ledger.append(decision(LangText("Заедно II", "sr-Latn"), prop=Property.LABEL))
    ledger.append(decision(PartialDate("2014"), Act.HIDE))
    ledger.undo(A, Property.START, PartialDate("2014"), by="ed", at=NOW, why="a mistake")
    ledger.close()

    again = CurationLedger(ledger._ledger.path)

    assert again.standing() == ledger.standing()
    assert list(again.history()) == list(ledger.history())


def test_same_decision_is_written_once(ledger):
    assert [ledger.append(decision(PartialDate("2014"))) for _ in range(2)] == [True, False]


@pytest.mark.parametrize("line", ["{", '{"thing":"a"}', '{"thing":"a","property":"colour","act":"set"}'])
def test_damaged_line_is_named(tmp_path, line):
    path = tmp_path / "curation.jsonl"
    path.write_text(f"{line}\n", encoding="utf-8")

    with pytest.raises(LedgerDamaged, match="line 1"):
        CurationLedger(path)


def test_decision_needs_a_reason_and_a_zone():
    with pytest.raises(ValueError, match="reason"):
        Decision(thing=A, prop=Property.START, value=PartialDate("2014"), act=Act.SET, by="ed", at=NOW, why=" ")
    with pytest.raises(ValueError, match="zone"):
        decision_at = datetime(2026, 1, 1)
        Decision(thing=A, prop=Property.START, value=PartialDate("2014"), act=Act.SET, by="e", at=decision_at, why="w")


def start(year: str, thing: str = A) -> Quad:
    return Quad(thing, SCHEMA.startDate, term_of(PartialDate(year)))


def test_what_is_set_takes_the_place_of_what_is_read():
    overrule = Overrule([decision(PartialDate("2015"))], canonical=lambda iri: iri)

    assert overrule.added() == (start("2015"),)
    assert not overrule.allows(start("2014"))
    assert overrule.allows(start("2014", B))


def test_what_is_retracted_is_not_said_and_the_rest_is():
    overrule = Overrule([decision(PartialDate("2015"), Act.RETRACT)], canonical=lambda iri: iri)

    assert not overrule.allows(start("2015"))
    assert overrule.allows(start("2014"))


def test_retracted_name_is_no_alternative_name_either():
    said = [decision(LangText("Стара", "bg"), Act.RETRACT, prop=Property.LABEL)]

    overrule = Overrule(said, canonical=lambda iri: iri)

    assert not overrule.allows(Quad(A, SKOS.altLabel, term_of(LangText("Стара", "bg"))))


def test_later_decision_stands_when_two_things_with_decisions_are_merged():
    said = [decision(PartialDate("2014")), decision(PartialDate("2015"), thing=B)]

    overrule = Overrule(said, canonical=lambda iri: A)

    assert overrule.added() == (start("2015"),)


def test_decision_says_who_and_when_and_of_the_hidden_not_what():
    store = OxigraphStore.in_memory()
    made = [decision(PartialDate("2014")), decision(LangText("Secret", "en"), Act.HIDE, prop=Property.LABEL)]

    store.replace_graph(graph_iri(BASE, GraphName.CURATION), curation_quads(made))
    found = {str(each.verdict): each for each in decisions_on(store, [A])}

    assert (found["set"].by, found["set"].at, found["set"].why) == ("ed", NOW, "the contract")
    assert found["hide"].value is None
    assert not any("Secret" in text_of(q.object) for q in store.quads(graph=graph_iri(BASE, GraphName.CURATION)))


def test_nodes_of_decisions_have_iris():
    quads = list(curation_quads([decision(PartialDate("2014"))]))

    assert all(quad.subject.startswith(f"{BASE}/graph/curation#d-") for quad in quads)
    assert {quad.predicate for quad in quads} >= {RDF.subject, RDF.object}
