"""What questions are taken to mean."""

import pytest

from search.plan import QueryPlan
from search.reading import Reading
from search.understanding import Understanding


def plan(understanding: Understanding, text: str, ui: str = "en") -> QueryPlan:
    return understanding.plan(Reading.of(text, ui))


@pytest.mark.parametrize(
    ("text", "lang", "type_"),
    [
        ("school mediation projects in Bulgaria", "en", "project"),
        ("проекти за образователна медиация в България", "bg", "project"),
        ("proiecte de mediere școlară în Bulgaria", "ro", "project"),
        ("skolas mediatoru projekti Bulgārijā", "lv", "project"),
    ],
)
def test_type_theme_and_place_are_understood(understanding: Understanding, text: str, lang: str, type_: str) -> None:
    understood = plan(understanding, text, lang)

    assert [each.value for each in understood.types] == [type_]
    assert "school-mediation" in {each.notation for each in understood.themes}
    assert [each.geonames for each in understood.places] == [732800]


def test_spans_point_at_the_words_of_the_question(understanding: Understanding) -> None:
    text = "school mediation projects in Bulgaria"
    understood = plan(understanding, text)

    said = {text[slice(*each.span)] for each in (*understood.types, *understood.themes, *understood.places)}

    assert said == {"projects", "school mediation", "Bulgaria"}


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("housing not in Romania", "place", "RO"),
        ("жилища извън Румъния", "place", "RO"),
        ("locuințe fără Bulgaria", "place", "BG"),
        ("health without vaccination", "theme", "vaccination"),
        ("projects that did not work", "outcome", "worked"),
    ],
)
def test_what_is_not_wanted_is_excluded(understanding: Understanding, text: str, slot: str, value: str) -> None:
    understood = plan(understanding, text)

    assert (slot, value) in {(each.slot, each.value) for each in understood.excluded}
    assert not understood.places


def test_an_exclusion_reaches_over_and(understanding: Understanding) -> None:
    understood = plan(understanding, "projects not in Romania and Bulgaria in 2015")

    assert {each.value for each in understood.excluded} == {"RO", "BG"}
    assert understood.period is not None


@pytest.mark.parametrize("text", ["Roma", "projects for Roma", "romi", "проекти за роми", "romu projekti"])
def test_roma_are_the_people(understanding: Understanding, text: str) -> None:
    understood = plan(understanding, text)

    assert understood.places == ()
    assert understood.target_groups == ()
    assert understood.remaining_text == ""


@pytest.mark.parametrize(
    "text",
    ["projects in Rome", "проекти в Рим", "Projekte in Rom", "progetti a Roma", "Roma, Italia", "proyectos en Roma"],
)
def test_rome_is_a_city_where_it_is_written_so(understanding: Understanding, text: str) -> None:
    assert [place.geonames for place in plan(understanding, text).places] == [3169070]


@pytest.mark.parametrize("text", ["Roma in Italy", "Roma women", "a Roma school", "komuniteti Rom", "Rom und Sinti"])
def test_roma_beside_other_words_are_still_the_people(understanding: Understanding, text: str) -> None:
    assert 3169070 not in {place.geonames for place in plan(understanding, text).places}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("tanoda Magyarországon", "HU"),
        ("lakhatás Romániában", "RO"),
        ("projekti u Srbiji", "RS"),
        ("bydlení v Rumunsku", "RO"),
        ("mediatorzy w Polsce", "PL"),
        ("skolas Ungārijā", "HU"),
    ],
)
def test_countries_are_known_in_a_short_question_of_any_language(
    understanding: Understanding, text: str, country: str
) -> None:
    assert [place.country for place in plan(understanding, text).places] == [country]


@pytest.mark.parametrize(("text", "lang"), [("tanoda Magyarországon", "hu"), ("médiation scolaire bidonvilles", "und")])
def test_a_language_is_guessed_only_where_something_tells_it(
    understanding: Understanding, text: str, lang: str
) -> None:
    assert plan(understanding, text).language == lang


@pytest.mark.parametrize("text", ["why does school matter to girls", "romski medijatori"])
def test_ordinary_words_of_another_language_are_no_places(understanding: Understanding, text: str) -> None:
    assert plan(understanding, text).places == ()


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("projects 2014-2020", "2014", "2020"),
        ("проекти между 2014 и 2020", "2014", "2020"),
        ("projekti kopš 2016. gada", "2016", None),
        ("housing 2019", "2019", "2019"),
    ],
)
def test_periods_are_understood(understanding: Understanding, text: str, begins: str | None, ends: str | None) -> None:
    period = plan(understanding, text).period

    assert period is not None
    assert (period.begins, period.ends) == (begins, ends)


def test_a_town_and_its_country_mean_the_town(understanding: Understanding) -> None:
    places = plan(understanding, "housing in Stara Zagora in Bulgaria").places

    assert [place.label for place in places] == ["Stara Zagora"]


def test_several_places_are_alternatives(understanding: Understanding) -> None:
    assert {place.country for place in plan(understanding, "housing in Czechia and Slovakia").places} == {"CZ", "SK"}


def test_who_asks_for_organisations(understanding: Understanding) -> None:
    assert [each.value for each in plan(understanding, "Who helps with heating?").types] == ["organisation"]
    assert [each.value for each in plan(understanding, "Who runs projects?").types] == ["project"]


def test_words_without_meaning_are_left_out_of_what_remains(understanding: Understanding) -> None:
    assert plan(understanding, "What are the best umbrellas in Bulgaria?").remaining_text == "umbrellas"


def test_a_question_is_read_the_same_twice(understanding: Understanding) -> None:
    text = "school mediation projects in Bulgaria, not in Varna, since 2015"

    assert plan(understanding, text) == plan(understanding, text)
