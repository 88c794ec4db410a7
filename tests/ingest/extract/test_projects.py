"""Titles of projects and programmes."""

import pytest

from graph.records import ThingType
from ingest.extract.names import resolved
from ingest.extract.projects import title_candidates


def titles(page):
    return resolved(title_candidates(page))


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("bg", "Стартира проект „Път към дома“ в града.", "Път към дома"),
        ("ro", "Proiectul „Podul” a început.", "Podul"),
        ("lv", "Noslēdzies projekts „Ceļš”.", "Ceļš"),
        ("en", "The project “Open Door” has ended.", "Open Door"),
        ("en", 'The "Open Door" project has ended.', "Open Door"),
        ("es", "«Puerta abierta», un programa que acompaña a jóvenes", "Puerta abierta"),
        ("hu", "A „Nyitott ajtó” projekt véget ért.", "Nyitott ajtó"),
        ("el", "το έργο «Ανοιχτή πόρτα» ολοκληρώθηκε", "Ανοιχτή πόρτα"),
    ],
)
def test_quotation_beside_a_head_is_a_project(page, lang, text, name):
    (found,) = titles(page(text, lang))

    assert (found.type, found.name) == (ThingType.PROJECT, name)


def test_title_is_found_again_without_its_head(page):
    found = titles(page("Проект „Път“ започна. Днес „Път“ има 20 участници.", "bg"))

    assert [title.name for title in found] == ["Път", "Път"]


def test_words_before_the_colon_of_the_headline_are_a_project_where_the_text_says_so(page):
    headline = "Warm Hands: ten years of clubs"
    said = page(f"{headline}\nWarm Hands is a regional project for mothers.", title=headline)
    unsaid = page(f"{headline}\nWarm Hands met on Friday.", title=headline)

    assert [title.name for title in titles(said)] == ["Warm Hands", "Warm Hands"]
    assert titles(unsaid) == []


def test_capitals_behind_the_head_are_a_title(page):
    (found,) = titles(page("Since 2021 the project Count and Care has followed them."))

    assert found.name == "Count and Care"


@pytest.mark.parametrize("text", ["сдружение „Път“ работи", "Той каза: „Добре дошли при нас“."])
def test_names_of_associations_and_speech_are_no_projects(page, text):
    assert titles(page(text, "bg")) == []


@pytest.mark.parametrize(
    ("lang", "text", "key"),
    [
        ("bg", "по програма РОМАКТ в общината", "romact"),
        ("bg", "подхода РOMAKT", "romact"),
        ("mk", "програмата РОМАКТЕД II", "romacted"),
        ("en", "the ROMACTED II Programme", "romacted"),
        ("en", "paid by the ESF+ in full", "esf-plus"),
        ("en", "paid by the ESF in full", "esf"),
        ("ro", "prin Granturile SEE", "eea-norway-grants"),
        ("de", "aus dem Europäischen Sozialfonds Plus", "esf-plus"),
    ],
)
def test_well_known_programme_is_told_from_its_namesakes(page, lang, text, key):
    (found,) = titles(page(text, lang))

    assert (found.type, found.known_as) == (ThingType.PROGRAMME, key)


def test_quotation_behind_the_word_for_a_quarter_is_no_project(page):
    title = "Деца от „Нов път“ учат заедно"
    found = titles(page(f"{title}\nДецата от ромския квартал „Нов път“ пътуват.", "bg", title))

    assert found == []
