"""Which language the interface speaks."""

import pytest
from fastapi.testclient import TestClient

from service.pages.language import accepted_language, direction


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bg-BG,bg;q=0.9,en;q=0.8", "bg"),
        ("de,fr;q=0.9", "en"),
        ("en;q=0.3, lv;q=0.9", "lv"),
        ("ro;q=0, bg;q=0.1", "bg"),
        ("", "en"),
        ("*", "en"),
        ("bg;q=nan, ro;q=1e9, lv;q=-1", "en"),
        (",;=;q=;;,", "en"),
        ("x," * 10_000 + "bg", "en"),
    ],
)
def test_interface_speaks_what_the_browser_weighs_highest(header, expected):
    assert accepted_language(header) == expected


def test_address_outweighs_the_browser(client: TestClient):
    answer = client.get("/about?ui=lv", headers={"accept-language": "bg"})

    assert '<html lang="lv">' in answer.text


def test_unknown_language_in_the_address_is_passed_over(client: TestClient):
    answer = client.get('/about?ui="><script>', headers={"accept-language": "bg"})

    assert '<html lang="bg">' in answer.text


def test_page_says_which_language_it_has_and_what_it_depends_on(client: TestClient):
    answer = client.get("/about", headers={"accept-language": "ro"})

    assert answer.headers["content-language"] == "ro"
    assert answer.headers["vary"] == "Accept-Language"


def test_switching_the_language_keeps_the_question(page):
    assert 'href="/search?q=housing&amp;lang=bg&amp;ui=ro"' in page("/search?q=housing&lang=bg")


def test_chosen_language_is_kept_by_links(page):
    assert 'href="/page/practice/pract1ce00000?ui=bg"' in page("/search?q=housing&ui=bg")


def test_direction_of_an_unknown_language_is_left_to_the_browser():
    assert [direction(lang) for lang in ("bg", "ar", "xx-unknown")] == ["ltr", "rtl", "auto"]
