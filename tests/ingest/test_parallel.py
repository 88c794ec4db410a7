"""Which documents are one page in several languages, and what they share."""

from decimal import Decimal

import pytest

from graph.records import Iri, LangText, Property, Statement, Thing, ThingType
from ingest.parallel import Page, shared_by, versions_among


def count(iri: str, value: int, noun: str = "family") -> Thing:
    said = (Statement(Property.VALUE, Decimal(value)), Statement(Property.UNIT, LangText(noun, "en")))
    return Thing(iri, ThingType.OBSERVATION, said)


def page(iri: str, lang: str, *things: Thing, address: str | None = None, names: str | None = None) -> Page:
    addresses = frozenset([address] if address else [])
    return Page(iri, lang, addresses, frozenset([names] if names else []), things)


def pairs(*pages: Page) -> list[tuple[str, str]]:
    return [(found.left.iri, found.right.iri) for found in versions_among(pages)]


def test_page_that_names_another_as_its_version_is_one_with_it():
    left = page("a", "bg", address="https://x.org/1", names="https://x.org/2")
    right = page("b", "en", address="https://x.org/2")

    assert pairs(left, right) == [("a", "b")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.org/bg/news/5", "https://x.org/en/news/5"),
        ("https://x.org/news?id=5&lang=bg", "https://x.org/news?id=5&lang=en"),
        ("https://bg.x.org/news/5", "https://en.x.org/news/5"),
        ("https://x.org/news_bg.html", "https://x.org/news_en.html"),
        ("https://x.org/sr-latn/a", "https://x.org/hu/a"),
    ],
)
def test_addresses_that_differ_by_a_language_are_versions_with_the_same_figures(one, other):
    left = page("a", "bg", count("1", 120), count("2", 45), address=one)

    assert pairs(left, page("b", "en", count("3", 120), count("4", 45), address=other)) == [("a", "b")]
    assert pairs(left, page("b", "en", count("3", 17), count("4", 31), address=other)) == []


def test_pages_without_a_word_of_it_are_versions_by_many_figures():
    numbers = (148, 57, 19, 33, 85, 97)
    left = page("a", "lv", *(count(f"l{n}", n) for n in numbers))

    assert pairs(left, page("b", "en", *(count(f"r{n}", n) for n in numbers))) == [("a", "b")]
    assert pairs(left, page("b", "en", *(count(f"r{n}", n) for n in numbers[:4]))) == []


def test_pages_in_one_language_are_never_versions():
    assert pairs(page("a", "en", address="https://x.org/en/1"), page("b", "en", address="https://x.org/bg/1")) == []


def test_two_alphabets_of_one_language_are_versions():
    left = page("a", "sr-Cyrl", address="https://x.org/1", names="https://x.org/2")

    assert pairs(left, page("b", "sr-Latn", address="https://x.org/2")) == [("a", "b")]


def test_undertaking_and_equal_figures_of_versions_are_one():
    left = page("a", "bg", Thing("p1", ThingType.PROJECT), count("f1", 120), names="https://x.org/2")
    right = page("b", "en", Thing("p2", ThingType.PROJECT), count("f2", 120), address="https://x.org/2")

    (found,) = versions_among([left, right])

    assert [(j.left, j.right) for j in shared_by(found).judgements] == [("p1", "p2"), ("f1", "f2")]


def test_figures_that_differ_stay_apart_and_disagree():
    left = page("a", "bg", count("f1", 120), count("g1", 30, "pupil"), names="https://x.org/2")
    right = page("b", "en", count("f2", 210), count("g2", 30, "pupil"), address="https://x.org/2")

    shared = shared_by(versions_among([left, right])[0])

    assert shared.disagreeing == (("f1", "f2"),)
    assert [(j.left, j.right) for j in shared.judgements] == [("g1", "g2")]


def test_practices_are_one_only_of_the_same_theme():
    def practice(iri: str, theme: str) -> Thing:
        return Thing(iri, ThingType.PRACTICE, (Statement(Property.THEME, Iri(theme)),))

    left = page("a", "bg", practice("x1", "t:housing"), practice("y1", "t:health"), names="https://x.org/2")
    right = page("b", "en", practice("x2", "t:housing"), practice("y2", "t:work"), address="https://x.org/2")

    assert [(j.left, j.right) for j in shared_by(versions_among([left, right])[0]).judgements] == [("x1", "x2")]


def test_figure_that_stands_on_every_page_is_not_compared_in_quadratic_time():
    everywhere = [page(f"d{n}", "bg" if n % 2 else "en", count(f"f{n}", 100)) for n in range(3000)]

    assert pairs(*everywhere) == []
