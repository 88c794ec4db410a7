"""The page of a document."""

import pytest

from service.pages.document import is_free, licence_of

DIGEST = "/page/document/d1gest0000000"
PAGE = "/page/document/page000000000"


def test_digest_says_so_and_links_to_what_it_summarises(page):
    html = page(DIGEST)

    assert "This is a digest by drom of <a href=" in html
    assert "Медиатори в Разград</a>" in html


def test_free_text_is_shown_whole_with_marks(page):
    assert "</mark> с <mark>134 семейства</mark>.</p>" in page(DIGEST)


def test_of_other_texts_only_passages_are_shown(page):
    html = page(PAGE)

    assert "Only the passages" in html
    assert "<mark>Razgrad</mark>" in html
    assert html.count("Nothing else of note") < 12


def test_document_lists_what_it_speaks_of(page):
    html = page(DIGEST)

    assert ">School mediation (Razgrad)</a>" in html
    assert "Projects</dt>" in html


def test_markup_in_title_and_text_is_text(page):
    html = page(PAGE)

    assert "<script" not in html
    assert "&lt;b&gt;met&lt;/b&gt;" in html
    assert html.count("</title>") == 1


@pytest.mark.parametrize(
    ("licence", "free"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", True),
        ("http://creativecommons.org/publicdomain/zero/1.0/", True),
        ("https://creativecommons.org.evil.example/licenses/by/4.0/", False),
        ("https://example.org/terms", False),
        (None, False),
    ],
)
def test_only_creative_commons_texts_are_shown_whole(licence, free):
    assert is_free(licence) is free


def test_licence_has_a_short_name():
    found = licence_of("https://creativecommons.org/licenses/by-sa/4.0/")

    assert found is not None
    assert found.name == "CC BY-SA 4.0"


def test_licence_that_cannot_be_linked_is_left_out():
    assert licence_of("javascript:alert(1)") is None
