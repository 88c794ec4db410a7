"""Counts of people, things and percent."""

from decimal import Decimal

import pytest

from ingest.extract.observations import find_observations
from ingest.extract.stretches import Stretches


def observations(page, dates=(), sums=()):
    return list(find_observations(page, Stretches(dates), Stretches(sums)))


@pytest.mark.parametrize(
    ("lang", "text", "value", "unit_en", "group"),
    [
        ("en", "The mediators assisted 134 disadvantaged Roma families.", "134", "family", "families"),
        ("en", "In all 119 state officials came.", "119", "official", "public-officials"),
        ("bg", "Бяха обхванати 74 момичета.", "74", "girl", "women"),
        ("ro", "Au participat 257 persoane.", "257", "person", None),
        ("ro", "34 de probleme au fost notate", "34", "problem", None),
        ("lv", "Piedalījās 85 pašvaldību darbinieki.", "85", "official", "public-officials"),
        ("cs", "Osm rodin dostalo byt.", "8", "family", "families"),
        ("hu", "A programban 140 hallgató vett részt.", "140", "student", "students"),
        ("sr-Latn", "Obuku je završilo 46 policajaca.", "46", "police officer", "public-officials"),
        ("mk", "Беа вакцинирани 174 деца.", "174", "child", "children"),
        ("sk", "klesla o 27 percent", "27", "percent", None),
        ("es", "el 61 % de los participantes", "61", "percent", None),
    ],
)
def test_count_gives_value_unit_and_group(page, lang, text, value, unit_en, group):
    (found,) = observations(page(text, lang))

    assert (found.value, found.unit_en, found.target_group) == (Decimal(value), unit_en, group)


@pytest.mark.parametrize(
    ("lang", "text", "counts"),
    [
        ("en", "376 people, including 119 officials and 57 from villages", "376 person 119 official 57 person"),
        (
            "ro",
            "257 persoane, din care 157 au fost romi, 92 din sate iar 8 nu",
            "257 person 157 person 92 person 8 person",
        ),
        ("bg", "240 души, от които 130 жени и 60 от селата", "240 person 130 woman 60 person"),
        ("de", "90 Personen, davon 40 aus Berlin, blieben 3 Monate.", "90 person 40 person"),
        ("cs", "72 rodin, z nichž asi dvě třetiny jsou romské", "72 family"),
        ("en", "The 80 pupils came. The 45 from the village stayed.", "80 pupil"),
    ],
)
def test_parts_of_a_count_have_its_unit_or_their_own(page, lang, text, counts):
    found = [f"{count.value} {count.unit_en}" for count in observations(page(text, lang))]

    assert " ".join(found) == counts


@pytest.mark.parametrize(
    ("lang", "text", "qualifier"),
    [
        ("en", "More than 170 persons were assisted.", "over"),
        ("sk", "približne 5 600 obyvateľov", "about"),
        ("bg", "Ще бъдат обучени 20 медиатори.", "planned"),
        ("el", "περίπου το 70% των ωφελουμένων", "about"),
        ("en", "They trained 20 mediators.", "exact"),
    ],
)
def test_qualifier_follows_the_words_beside_the_number(page, lang, text, qualifier):
    assert observations(page(text, lang))[0].qualifier == qualifier


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The course lasted 3 months and 12 days."),
        ("bg", "на 15 години"),
        ("en", "1. Families"),
        ("ro", "în 20 de zile"),
        ("en", "one family"),
        ("en", "№ 5 school"),
    ],
)
def test_durations_ages_and_labels_are_no_counts(page, lang, text):
    assert observations(page(text, lang)) == []


def test_both_ends_of_a_change_in_percent_are_counted(page):
    found = observations(page("Očkovanosť vzrástla zo 68 na 89 percent.", "sk"))

    assert [str(o.value) for o in found] == ["68", "89"]


def test_percentage_beside_a_sum_is_a_share_of_the_costs(page):
    text = "It cost EUR 500: 80% from the fund."

    assert observations(page(text), sums=[(8, 15)]) == []


def test_numbers_that_are_spoken_for_count_nothing(page):
    text = "In 2020 children came."

    assert observations(page(text), [(3, 7)]) == []
