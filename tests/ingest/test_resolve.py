"""Which things are the same: never by name alone."""

import time

import numpy as np
import pytest

from graph.identity import Judgement, Verdict
from graph.records import Iri, LangText, PartialDate, Property, Statement, Thing, ThingType
from ingest.resolve import judgements

AROUND = {
    "kavarna": ({"kavarna", "dobrich"}, "BG"),
    "dobrich": ({"dobrich"}, "BG"),
    "vidin": ({"vidin"}, "BG"),
    "bulgaria": (set(), "BG"),
    "latvia": (set(), "LV"),
}
ORGANISATION = ThingType.ORGANISATION


class Map:
    """Which of the places lie in which."""

    def around(self, place_iri: str) -> frozenset[str]:
        return frozenset(AROUND.get(place_iri, (set(), ""))[0])

    def country(self, place_iri: str) -> str | None:
        return AROUND.get(place_iri, (set(), None))[1]


def thing(iri: str, *names: str, type: ThingType = ORGANISATION, **facts: str) -> Thing:
    """`thing("a", "Надежда", place="kavarna", partner="p")`"""
    statements = [Statement(Property.LABEL, LangText(name, "bg")) for name in names]
    for name, value in facts.items():
        prop = Property(name)
        is_date, is_number = prop in (Property.START, Property.END), prop is Property.IDENTIFIER
        statements.append(Statement(prop, PartialDate(value) if is_date else value if is_number else Iri(value)))
    return Thing(iri, type, tuple(statements))


def judged(*things: Thing, meaning=None) -> list[Judgement]:
    return list(judgements(things, Map(), meaning))


def verdict(*things: Thing, meaning=None) -> Verdict | None:
    found = judged(*things, meaning=meaning)
    return found[0].verdict if found else None


def test_same_name_in_places_that_fit_is_the_same():
    assert verdict(thing("a", "Сдружение Надежда", place="kavarna"), thing("b", "„Надежда“", place="dobrich")) is (
        Verdict.SAME
    )


def test_same_name_in_places_that_exclude_each_other_is_not_the_same():
    assert verdict(thing("a", "Надежда", place="kavarna"), thing("b", "Надежда", place="vidin")) is Verdict.NOT_SAME


def test_same_name_in_two_countries_is_not_the_same():
    assert verdict(thing("a", "Надежда", place="latvia"), thing("b", "Надежда", place="bulgaria")) is Verdict.NOT_SAME


def test_same_name_bound_to_things_of_the_same_name_is_the_same():
    left = thing("a", "Сдружение Надежда", partner="c"), thing("c", "Фондация „Отворен кръг“")
    right = thing("b", "Nadezhda Association", partner="d"), thing("d", "Otvoren krag Foundation")

    found = {(j.left, j.right): j.verdict for j in judged(*left, *right)}

    assert found["a", "b"] is Verdict.SAME


def test_name_alone_leaves_it_open():
    assert verdict(thing("a", "Надежда"), thing("b", "Надежда")) is Verdict.UNSURE


def test_country_in_common_is_not_enough():
    assert verdict(thing("a", "Надежда", place="bulgaria"), thing("b", "Надежда", place="bulgaria")) is Verdict.UNSURE


def test_other_names_are_not_compared():
    assert verdict(thing("a", "Надежда", place="kavarna"), thing("b", "Искра", place="kavarna")) is None


def test_things_of_different_types_are_not_compared():
    assert verdict(thing("a", "Искра", place="kavarna"), thing("b", "Искра", type=ThingType.PROJECT)) is None


def test_order_of_the_things_does_not_matter():
    left, right = thing("a", "Надежда", place="kavarna"), thing("b", "Надежда", place="kavarna")

    assert judged(left, right) == judged(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Сдружение Интегро", "Integro Association"),
        ("Сдружение Интегро", "Sdruzhenie Integro"),
        ("Сдружение „Интегро“ – Каварна", "Асоциация Интегро"),
        ("Община Каварна", "Kavarna Municipality"),
        ("Společnost Cesta, z. s.", "Cesta o.p.s."),
        ("Udruženje „Šansa“", "Удружење Шанса"),
        ("Σύλλογος «Ελπίδα»", "Elpida Association"),
        ("Shoqata „Drita”", "Drita Association"),
        ("biedrības „Ceļš”", "association Ceļš"),
    ],
)
def test_one_body_in_two_languages_or_alphabets_is_the_same(left: str, right: str):
    assert verdict(thing("a", left, place="kavarna"), thing("b", right, place="kavarna")) is Verdict.SAME


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Основно училище № 3", "Основно училище № 4"),
        ("Община Каварна", "Сдружение „Каварна“"),
        ("Association of Roma Women", "Association of Roma Students"),
        ("Школска управа", "Здравствени дом"),
    ],
)
def test_near_namesakes_in_one_town_are_not_joined(left: str, right: str):
    assert verdict(thing("a", left, place="kavarna"), thing("b", right, place="kavarna")) is not Verdict.SAME


def test_long_name_in_the_same_country_is_the_same():
    name = "Platforma națională de bune practici pentru romi"

    assert verdict(thing("a", name, place="bulgaria"), thing("b", name, place="bulgaria")) is Verdict.SAME
    assert verdict(thing("a", name, place="bulgaria"), thing("b", name)) is Verdict.UNSURE


def test_programme_in_common_does_not_join_two_groups():
    romact = Thing("p", ThingType.PROGRAMME, (Statement(Property.LABEL, LangText("ROMACT", "en")),))

    found = judged(thing("a", "МАГ", partner="p"), thing("b", "МАГ", partner="p"), romact)

    assert [j.verdict for j in found] == [Verdict.UNSURE]


def test_same_number_in_a_register_is_the_same_whatever_the_names():
    left, right = (thing(iri, f"Фондация {iri}", identifier="bulstat:176543210") for iri in "ab")

    assert verdict(left, right) is Verdict.SAME


def test_different_numbers_in_a_register_are_not_the_same_whatever_else():
    left, right = (
        thing(iri, "Надежда", place="kavarna", identifier=f"bulstat:{number}") for iri, number in (("a", 1), ("b", 2))
    )

    assert verdict(left, right) is Verdict.NOT_SAME


def test_second_phase_of_a_project_is_another_project():
    first, second = (
        thing(i, n, type=ThingType.PROJECT, place="kavarna") for i, n in (("a", "Заедно I"), ("b", "Заедно II"))
    )

    assert verdict(first, second) is not Verdict.SAME


def test_yearly_event_of_another_year_is_another_event():
    def day(iri: str, year: str) -> Thing:
        return thing(iri, "Международен ден на ромите", type=ThingType.EVENT, place="vidin", start=year, end=year)

    assert verdict(day("a", "2021"), day("b", "2023")) is not Verdict.SAME
    assert verdict(day("a", "2023"), day("b", "2023")) is Verdict.SAME


def test_name_and_its_initials_in_one_document_are_the_same():
    left, right = thing("a", "Местна активна група", citation="d"), thing("b", "МАГ", citation="d")

    assert verdict(left, right) is Verdict.SAME


def test_practices_are_one_only_within_one_project():
    def practice(iri: str, project: str) -> Thing:
        return thing(iri, "School mediation: training", type=ThingType.PRACTICE, part_of=project, citation=iri)

    projects = [thing(i, n, type=ThingType.PROJECT) for i, n in (("p", "Заедно"), ("q", "Zaedno"), ("r", "Искра"))]

    found = {
        (j.left, j.right): j.verdict
        for j in judged(*projects, practice("a", "p"), practice("b", "q"), practice("c", "r"))
    }

    assert found["a", "b"] is Verdict.SAME
    assert ("a", "c") not in found


def test_ministry_is_found_by_the_meaning_of_its_name():
    directions = {"culture": 0, "Kultūras": 0, "welfare": 1}

    def meaning(texts):
        rows = np.zeros((len(texts), 2), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[directions[next(word for word in directions if word.lower() in text.lower())]] = 1
        return rows

    culture = thing("a", "Ministry of Culture", place="latvia")

    assert verdict(culture, thing("b", "Kultūras ministrija", place="latvia"), meaning=meaning) is Verdict.SAME
    assert verdict(culture, thing("b", "Ministry of Welfare", place="latvia"), meaning=meaning) is None


def test_work_does_not_grow_with_the_square_of_the_namesakes():
    def seconds(number: int) -> float:
        bodies = [thing(f"{n:05d}", "Primăria", place="bulgaria") for n in range(number)]
        start = time.process_time()
        judged(*bodies)
        return time.process_time() - start

    seconds(100)
    assert seconds(2_000) < 8 * max(seconds(500), 0.02)


def test_hostile_names_are_compared_in_bounded_time():
    names = ["Сдружение " * 5_000, "(" * 50_000, "„" + "а" * 100_000, "\u200b" * 1_000, "١٢٣" * 100]

    start = time.process_time()
    judged(*(thing(f"{n}{side}", name, place="kavarna") for n, name in enumerate(names) for side in "ab"))

    assert time.process_time() - start < 3


def test_two_well_known_names_are_two_bodies():
    left, right = thing("a", "ROMACT", place="bulgaria"), thing("b", "ROMACTED", place="bulgaria")

    assert list(judgements([left, right], Map(), listed={"a", "b"})) == []
    assert [j.verdict for j in judgements([left, right], Map(), listed={"a"})] == [Verdict.UNSURE]


def test_meaning_without_anything_else_in_common_asks_nobody():
    def meaning(texts):
        return np.ones((len(texts), 1), dtype=np.float32)

    assert verdict(thing("a", "Сдружение Мост"), thing("b", "Bridge Association"), meaning=meaning) is None
    assert verdict(
        thing("a", "Сдружение Мост", place="vidin"), thing("b", "Bridge Association", place="vidin"), meaning=meaning
    )
