import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import LedgerDamaged
from graph.identifiers import (
    Identifiers,
    Minted,
    document_iri,
    normalise_address,
    normalise_name,
    parse_iri,
    place_iri,
)
from graph.records import ThingType

BASE = "http://localhost:8000"
PAGE = "https://example.org/news/1"


@pytest.fixture
def ledger(tmp_path):
    return tmp_path / "ledger" / "identifiers.jsonl"


def test_a_name_met_again_keeps_its_iri_in_a_later_run(ledger):
    first = Identifiers(ledger, BASE)
    iri = first.iri(ThingType.PROJECT, PAGE, "Заедно")
    first.close()

    again = Identifiers(ledger, BASE)

    assert again.iri(ThingType.PROJECT, PAGE + "#top", "„ЗАЕДНО“") == iri
    assert len(again) == 1


def test_what_differs_in_type_address_name_or_ordinal_gets_its_own_iri(ledger):
    identifiers = Identifiers(ledger, BASE)

    drawn = {
        identifiers.iri(ThingType.PROJECT, PAGE, "Заедно"),
        identifiers.iri(ThingType.PROGRAMME, PAGE, "Заедно"),
        identifiers.iri(ThingType.PROJECT, PAGE + "?page=2", "Заедно"),
        identifiers.iri(ThingType.PROJECT, PAGE, "Заедно напред"),
        identifiers.iri(ThingType.PROJECT, PAGE, "Заедно", 1),
    }

    assert len(drawn) == 5


def test_an_empty_ledger_draws_the_same_iris_again(tmp_path):
    drawn = [
        Identifiers(tmp_path / name, BASE).iri(ThingType.PROJECT, PAGE, "Заедно") for name in ("one.jsonl", "two.jsonl")
    ]

    assert drawn[0] == drawn[1]


def test_everything_drawn_is_told_in_order(ledger):
    identifiers = Identifiers(ledger, BASE)
    project = identifiers.iri(ThingType.PROJECT, PAGE, "Заедно")
    place = identifiers.place(727696)

    assert list(identifiers.minted()) == [
        Minted(ThingType.PROJECT, PAGE, "заедно", 0, project),
        Minted(ThingType.PLACE, "geonames:727696", "", 0, place),
    ]
    assert identifiers.age(project) < identifiers.age(place) < identifiers.age("http://localhost:8000/id/project/none")


def test_a_line_cut_by_a_kill_is_dropped_and_drawn_again(ledger, caplog):
    identifiers = Identifiers(ledger, BASE)
    kept = identifiers.iri(ThingType.PROJECT, PAGE, "Заедно")
    lost = identifiers.iri(ThingType.PROJECT, PAGE, "Напред")
    identifiers.close()
    ledger.write_bytes(ledger.read_bytes()[:-9])

    again = Identifiers(ledger, BASE)
    with caplog.at_level(logging.WARNING):
        drawn = again.iri(ThingType.PROJECT, PAGE, "Напред")
    again.close()

    assert drawn == lost
    assert [found.iri for found in Identifiers(ledger, BASE).minted()] == [kept, lost]
    assert "cut by a crash" in caplog.text


@pytest.mark.parametrize(
    "line", ["no json", "[]", '{"type":"king","address":"a","name":"b","ordinal":0,"key":"c"}', "{}"]
)
def test_a_damaged_line_in_the_middle_is_named(ledger, line):
    ledger.parent.mkdir()
    ledger.write_text(line + "\n", encoding="utf-8")

    with pytest.raises(LedgerDamaged, match="line 1"):
        Identifiers(ledger, BASE)


def test_a_key_is_thirteen_characters_of_crockford_base32():
    assert place_iri(BASE, 732800) == "http://localhost:8000/id/place/64y0et0w57e6k"


def test_an_iri_is_taken_apart():
    iri = document_iri(BASE, PAGE)

    assert parse_iri(iri, BASE) == (ThingType.DOCUMENT, iri.rpartition("/")[2])


@pytest.mark.parametrize(
    "iri",
    [
        "http://localhost:8000/id/king/64y0et0w57e6k",
        "http://localhost:8000/id/place/../../../etc",
        "http://localhost:8000/id/place/64y0et0w57e6k/x",
        "http://localhost:8000/id/place/64Y0ET0W57E6K",
        "http://elsewhere/id/place/64y0et0w57e6k",
        "",
    ],
)
def test_what_is_no_iri_of_a_thing_is_not_taken_apart(iri):
    assert parse_iri(iri, BASE) is None


@pytest.mark.parametrize(
    "address",
    ["HTTPS://Example.ORG:443/news/./1#part", "https://example.org/news/1", "https://example.org/news/2/../1"],
)
def test_spellings_of_one_address_give_one_document(address):
    assert document_iri(BASE, address) == document_iri(BASE, PAGE)


@given(st.text())
def test_a_normalised_name_stays_as_it_is(name):
    assert normalise_name(normalise_name(name)) == normalise_name(name)


@given(st.one_of(st.text(), st.text().map("https://example.org/".__add__)))
def test_a_normalised_address_stays_as_it_is(address):
    assert normalise_address(normalise_address(address)) == normalise_address(address)
