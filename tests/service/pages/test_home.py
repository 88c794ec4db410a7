"""The first page."""

from importlib.resources import files

import pytest
from fastapi.testclient import TestClient

from service.pages.examples import examples
from service.pages.language import INTERFACE_LANGUAGES

# Everything that the first page loads may take this much, styles and drawings included.
FIRST_PAGE_BYTES = 100_000


def test_first_page_asks_and_tells_how_much_there_is(page):
    html = page("/")

    assert 'name="q"' in html
    assert "<b>3</b> things described" in html
    assert "<b>1</b> country" in html


@pytest.mark.parametrize("lang", INTERFACE_LANGUAGES)
def test_every_interface_language_has_examples(page, lang):
    html = page(f"/?ui={lang}")

    assert html.count("ui=" + lang) > 5
    assert any(example.text in html for example in examples() if example.lang == lang)


def test_first_page_is_light(client: TestClient):
    static = sum(len(f.read_bytes()) for f in (files("service") / "static").iterdir())

    assert len(client.get("/").content) + static < FIRST_PAGE_BYTES


def test_no_question_is_asked_twice():
    assert len({example.text for example in examples()}) == len(examples())
