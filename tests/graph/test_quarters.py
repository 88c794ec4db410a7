"""Quarters that no register knows, in the town that the text names."""

import pytest

from graph.places import Gazetteer


@pytest.fixture(scope="module")
def quarters():
    gazetteer = Gazetteer.open()

    def found(text, lang):
        return [(text[q.start : q.end], q.town.place.name) for q in gazetteer.find_with_quarters(text, lang)[1]]

    return found


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ro", "Copiii din cartierul Orbic din Buhuși.", [("Orbic", "Buhuşi")]),
        ("bg", "Работим в Шумен, в кв. Хармана.", [("Хармана", "Shumen")]),
        ("tr", "Edirne'de Menzilahır Mahallesinde kurs açıldı.", [("Menzilahır", "Edirne")]),
        ("hu", "Miskolcon a Muszkás telepen élők.", [("Muszkás", "Miskolc")]),
        ("cs", "V Ostravě ve čtvrti Bedřiška.", [("Bedřiška", "Ostrava")]),
        (
            "sr",
            "Жене из Врања, из насеља Горња Чаршија и Салинац.",
            [("Горња Чаршија", "Vranje"), ("Салинац", "Vranje")],
        ),
    ],
)
def test_quarter_lies_in_the_town_that_is_named_nearest(quarters, lang, text, expected):
    assert quarters(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ro", "Copiii din cartierul Orbic."),  # of no town
        ("en", "The Roma neighbourhood in Sofia."),
        ("bg", "Ромският квартал в Шумен. Квартал. Хората казаха."),
        ("xx", "cartierul Orbic din Buhuși"),
    ],
)
def test_words_that_name_no_quarter_are_left_alone(quarters, lang, text):
    assert quarters(text, lang) == []


def test_endless_row_of_names_ends(quarters):
    assert len(quarters("Sofia. " + "кв. " + "Арм, " * 5000, "bg")) < 20
