from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import LedgerDamaged
from graph.identity import Judgement, JudgementLedger, Verdict, cluster_of

NOW = datetime(2024, 5, 1, 12, 30, tzinfo=UTC)
RULE = "drom:rule-name-and-context"
A, B, C, D = (f"http://localhost:8000/id/project/{name * 13}" for name in "abcd")


def age(iri: str) -> int:
    return [A, B, C, D].index(iri)


def judgement(
    left: str, right: str, verdict: Verdict = Verdict.SAME, *, by: str = RULE, score: float = 0.9
) -> Judgement:
    return Judgement(left=left, right=right, verdict=verdict, by=by, why="same name and place", score=score)


@pytest.fixture
def ledger(tmp_path):
    return JudgementLedger(tmp_path / "judgements.jsonl")


def test_the_earliest_drawn_iri_is_the_canonical_one(ledger):
    ledger.append(judgement(C, B), at=NOW)
    ledger.append(judgement(C, A), at=NOW)

    assert ledger.clusters(age) == {B: A, C: A}


def test_judgements_are_there_in_a_later_run(ledger):
    ledger.append(judgement(A, B), at=NOW)
    ledger.undo(B, A, by="an editor", at=NOW, why="two towns")
    ledger.append(judgement(C, D), at=NOW)
    ledger.close()

    again = JudgementLedger(ledger._ledger.path)

    assert again.clusters(age) == {D: C}
    assert list(again.history()) == list(ledger.history())


def test_two_things_are_apart_again_when_the_judgement_is_undone(ledger):
    ledger.append(judgement(A, B), at=NOW)

    assert ledger.undo(A, B, by="an editor", at=NOW, why="two towns")
    assert ledger.clusters(age) == {}
    assert not ledger.undo(A, B, by="an editor", at=NOW, why="two towns")


def test_a_rule_does_not_bring_back_what_a_person_took_back(ledger):
    ledger.append(judgement(A, B), at=NOW)
    ledger.undo(A, B, by="an editor", at=NOW, why="two towns")

    ledger.append(judgement(A, B, score=0.99), at=NOW)

    assert ledger.clusters(age) == {}


def test_a_person_outranks_a_later_rule(ledger):
    ledger.append(judgement(A, B, Verdict.NOT_SAME, by="an editor"), at=NOW)
    ledger.append(judgement(A, B), at=NOW + timedelta(days=1))

    assert ledger.clusters(age) == {}


def test_things_judged_apart_are_not_joined_through_a_third(ledger):
    ledger.append(judgement(A, B, score=0.9), at=NOW)
    ledger.append(judgement(B, C, score=0.8), at=NOW)
    ledger.append(judgement(A, C, Verdict.NOT_SAME, score=0.0), at=NOW)

    assert ledger.clusters(age) == {B: A}


def test_an_unsure_judgement_joins_nothing(ledger):
    ledger.append(judgement(A, B, Verdict.UNSURE), at=NOW)

    assert ledger.clusters(age) == {}


def test_the_same_judgement_is_written_once(ledger):
    written = [ledger.append(judgement(*pair), at=NOW) for pair in ((A, B), (B, A), (A, B))]

    assert written == [True, False, False]
    assert len(ledger) == 1


@given(st.permutations([(A, B, 0.9), (B, C, 0.7), (C, D, 0.8), (A, D, 0.6)]))
def test_clusters_do_not_depend_on_the_order_of_the_lines(tmp_path_factory, pairs):
    ledger = JudgementLedger(tmp_path_factory.mktemp("ledger") / "judgements.jsonl")
    ledger.append(judgement(B, D, Verdict.NOT_SAME, score=0.0), at=NOW)

    for left, right, score in pairs:
        ledger.append(judgement(left, right, score=score), at=NOW)

    assert ledger.clusters(age) == {B: A, D: C}


def test_a_time_without_a_zone_is_refused(ledger):
    with pytest.raises(ValueError, match="zone"):
        ledger.append(judgement(A, B), at=datetime(2024, 5, 1))


@pytest.mark.parametrize("line", ["{", '{"left":"a","right":"a","verdict":"same","by":"x","at":"2024-05-01","why":""}'])
def test_a_damaged_line_is_named(tmp_path, line):
    path = tmp_path / "judgements.jsonl"
    path.write_text(f"{line}\n", encoding="utf-8")

    with pytest.raises(LedgerDamaged, match="line 1"):
        JudgementLedger(path)


def test_undoing_what_a_person_said_brings_back_the_rule(ledger):
    ledger.append(judgement(A, B), at=NOW)
    ledger.append(judgement(A, B, Verdict.NOT_SAME, by="an editor"), at=NOW)

    ledger.undo(A, B, by="an editor", at=NOW, why="a mistake")

    assert ledger.clusters(age) == {B: A}


def test_rules_that_say_something_no_more_are_taken_back(ledger):
    ledger.append(judgement(A, B), at=NOW)

    ledger.settle([judgement(C, D)], at=NOW)

    assert ledger.clusters(age) == {D: C}
    assert len(ledger) == 3


def test_settling_the_same_twice_writes_nothing(ledger):
    ledger.settle([judgement(A, B)], at=NOW)
    ledger.settle([judgement(A, B)], at=NOW + timedelta(days=1))

    assert len(ledger) == 1


def test_a_person_joins_what_a_rule_kept_apart_from_another_member(ledger):
    ledger.append(judgement(A, C, Verdict.NOT_SAME, score=0.0), at=NOW)
    ledger.append(judgement(A, B, by="an editor"), at=NOW)
    ledger.append(judgement(B, C, by="an editor"), at=NOW)

    assert ledger.clusters(age) == {B: A, C: A}


def test_what_people_decided_is_told_with_who_and_when(ledger):
    ledger.append(judgement(A, B), at=NOW)
    ledger.append(judgement(B, C, by="an editor"), at=NOW)

    assert [(line.pair, line.by, line.at) for line in ledger.decided()] == [((B, C), "an editor", NOW)]


def test_cluster_of_a_thing_holds_its_canonical_iri_and_all_others():
    assert cluster_of({B: A, C: A, D: D}, C) == (A, B, C)
    assert cluster_of({}, D) == (D,)
