"""The page of a thing."""

import re

import pytest
from fastapi.testclient import TestClient

from graph.identifiers import place_iri
from service.errors import ThingUnknown, ThingWithdrawn

PRACTICE = "/page/practice/pract1ce00000"
BODY = "/page/organisation/b0dy000000000"


def test_every_statement_shows_the_words_that_make_it(page):
    html = page(PRACTICE)

    assert ">school mediation</a>" in html
    assert "<mark>Медиаторите</mark>" in html
    assert '>found by a word for it</span> <span class="method" title="confidence 93%">sure<' in html


def test_label_is_in_the_language_of_the_interface(page):
    assert "<h1 >Училищна медиация (Разград)</h1>" in page(PRACTICE + "?ui=bg")


def test_label_in_another_language_says_which(page):
    assert '<h1 lang="bg" dir="ltr">Заедно в час</h1>' in page("/page/project/pr0ject000000")


def test_what_only_the_page_tells_is_marked_as_inferred(page):
    html = page(PRACTICE)

    assert html.count('class="inferred"') == 1
    assert "quote-inferred" in html


def test_what_was_read_with_little_confidence_is_marked_as_unsure(page):
    html = page(PRACTICE)

    assert html.count('<span class="unsure">unsure</span>') == 1
    assert 'class="method unsure" title="confidence 40%">unsure<' in html


def test_figure_is_shown_with_its_unit_and_precision(page):
    html = page(PRACTICE)

    assert "<b>134</b>" in html
    assert "семейства</span>" in html
    assert ">about<" in html


def test_money_is_written_as_the_reader_writes_it(page):
    assert "25\xa0000\xa0лв." in page("/page/project/pr0ject000000?ui=bg")


def test_digest_is_named_beside_every_quotation_of_it(page):
    captions = re.findall(r"<figcaption>(.*?)</figcaption>", page(PRACTICE), re.DOTALL)

    assert captions
    assert all("digest by drom of" in caption for caption in captions)


def test_project_lists_the_practices_that_belong_to_it(page):
    html = page("/page/project/pr0ject000000")

    assert "Belongs to it" in html
    assert '<a href="/page/practice/pract1ce00000"' in html


def test_place_shows_what_is_around_it_and_its_entry_in_geonames(page):
    key = place_iri("http://localhost:8000", 727696).rpartition("/")[2]

    html = page(f"/page/place/{key}")

    assert ">Bulgaria</a>" in html
    assert 'href="https://www.geonames.org/727696"' in html


def test_machine_formats_and_permanent_identifier_are_offered(page):
    html = page(PRACTICE)

    assert 'href="/data/practice/pract1ce00000.ttl"' in html
    assert '<a href="/id/practice/pract1ce00000">http://localhost:8000/id/practice/pract1ce00000</a>' in html
    assert '<link rel="canonical" href="http://localhost:8000/page/practice/pract1ce00000">' in html


def test_report_of_an_error_names_the_thing(page):
    html = page(PRACTICE)

    assert "mailto:help@example.org?subject=drom%3A%20error%20on%20http" in html
    assert "pract1ce00000%2C%20release%201" in html


def test_markup_in_what_was_read_is_text(page):
    html = page(BODY)

    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_script_address_of_a_document_is_no_link(page):
    assert "javascript:" not in page(BODY)


def test_merged_thing_leads_to_the_page_of_its_successor_for_ever(client: TestClient):
    answer = client.get("/page/project/0ther00000000?ui=bg")

    assert answer.status_code == 308
    assert answer.headers["location"] == "/page/project/pr0ject000000?ui=bg"


def test_withdrawn_thing_is_told_apart_from_an_unknown_one(client: TestClient):
    with pytest.raises(ThingWithdrawn):
        client.get("/page/project/g0ne000000000")


@pytest.mark.parametrize("path", ["/page/practice/0000000000000", "/page/dragon/x"])
def test_unknown_thing_is_refused(client: TestClient, path):
    with pytest.raises(ThingUnknown):
        client.get(path)
