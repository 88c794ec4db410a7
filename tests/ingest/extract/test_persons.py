"""Persons are no things: their names never become those of organisations or projects, nor the wording of a practice."""

from collections.abc import Callable

import pytest

from ingest.extract.page import Page
from ingest.extract.persons import mentions_person, names_person

PERSONS = [
    ("en", "The mayor John Smith opened the school.", "John Smith"),
    ("en", "Thanks go to Dr. Mary Jones for her time.", "Mary Jones"),
    ("bg", "Фондацията благодари на Асен Колев за помощта.", "Асен Колев"),
    ("bg", "Медиаторът Стефка Илиева работи с деца.", "Стефка Илиева"),
    ("pl", "Koordynatorka projektu Ewa Lis pracuje z dziećmi.", "Ewa Lis"),
    ("el", "Η συντονίστρια του έργου Ελένη Νικολάου εργάζεται εδώ.", "Ελένη Νικολάου"),
    ("sq", "Koordinatorja e projektit Drita Kola punon me fëmijët.", "Drita Kola"),
    ("lt", "Su vaikais dirba Rasa Jonaitienė iš Vilniaus.", "Rasa Jonaitienė"),
    ("cs", "Poděkovala Evě Dvořákové a Jana Svobodová také.", "Jana Svobodová"),
    ("de", "Die Projektleiterin Eva Becker arbeitet hier.", "Eva Becker"),
]
BODIES = [
    ("en", "The mayor thanked Amaro Drom for it.", "Amaro Drom"),
    ("en", "The director of Hope Foundation came.", "Hope Foundation"),
    ("en", "The mayor opened “Maria Ivanova” in the square.", "“Maria Ivanova”"),
    ("bg", "Кметът на Стара Загора дойде.", "Стара Загора дойде"),
    ("ro", "A venit Romano Kher din București.", "Romano Kher"),
    ("cs", "Pomáhá Člověk v tísni.", "Člověk v tísni"),
    ("en", "The coordinator is ROMACT.", "ROMACT"),
]


def place(page: Page, words: str) -> tuple[int, int]:
    start = page.text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(("lang", "text", "words"), PERSONS)
def test_name_behind_a_role_or_with_a_surname_is_a_person(page: Callable[..., Page], lang: str, text: str, words: str):
    made = page(text, lang)

    assert names_person(made, *place(made, words))
    assert mentions_person(made, 0, len(text))


@pytest.mark.parametrize(("lang", "text", "words"), BODIES)
def test_body_is_no_person(page: Callable[..., Page], lang: str, text: str, words: str):
    made = page(text, lang)

    assert not names_person(made, *place(made, words))


@pytest.mark.parametrize(("lang", "text", "words"), PERSONS)
def test_no_person_is_found_as_a_thing(extractor, document, lang: str, text: str, words: str):
    found = extractor.findings(document(text, lang))

    assert not [f for f in found if getattr(f, "name", None) == words]
