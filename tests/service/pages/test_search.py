"""The search page."""

import re
from dataclasses import replace
from html import unescape

import pytest
from fastapi.testclient import TestClient

from graph.records import PartialDate
from search.plan import Exclusion, PeriodAsked

PATH = "/search?q=mediation+projects+in+Bulgaria"


def links(html: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"]*)"', html)]


def test_result_shows_label_original_wording_and_named_language(page):
    html = page(PATH)

    assert "School mediation (Razgrad)" in html
    assert '<p class="original" lang="bg" dir="ltr">Медиаторите в Разград работят</p>' in html
    assert ">Bulgarian</a>" in html


def test_snippet_is_marked_and_carries_its_language(page):
    assert '<blockquote lang="bg" dir="ltr"><p><mark>Медиаторите</mark> в Разград' in page(PATH)


def test_digest_is_named_with_the_page_that_it_summarises(page):
    found = re.search(r'digest by drom of <a href="([^"]+)"[^>]*>Медиатори в Разград</a>', page(PATH))

    assert found is not None
    assert found[1].startswith("https://source.example/")


def test_reasons_are_told_in_words(page):
    html = page(PATH)

    assert "speaks of school mediation: <q>Медиаторите</q>" in html
    assert "is in Bulgaria: <q>Разград</q>" in html


def test_taking_an_understood_place_away_keeps_the_words_and_the_rest(page):
    wanted = "/search?q=mediation+projects+in+Bulgaria&interpret=false&theme=school-mediation&type=project"

    assert wanted in links(page(PATH))


def test_question_with_an_exclusion_can_only_be_taken_literally(page, engine):
    engine.plan = replace(engine.plan, excluded=(Exclusion("place", "RO", "RO", (0, 3)),))

    html = page(PATH)

    assert "not Romania" in html
    assert [link for link in links(html) if "interpret=false" in link] == [f"{PATH}&interpret=false"]


def test_understood_period_becomes_from_and_to(page, engine):
    engine.plan = replace(engine.plan, types=(), themes=(), period=PeriodAsked("2014", "2020", (0, 4)))

    html = page(PATH)

    assert "2014–2020" in html
    assert f"{PATH}&interpret=false&from=2014&to=2020" in links(html)


def test_chosen_filter_is_named_and_can_be_given_up(page):
    html = page("/search?q=x&place=BG&lang=sr-Latn")

    assert "Serbian (Latin)" in html
    assert "/search?q=x&lang=sr-Latn" in links(html)


def test_facets_are_links_with_counts_and_the_chosen_one_undoes_itself(page):
    found = links(page("/search?q=x&lang=bg"))

    assert "/search?q=x&lang=bg&type=practice" in found
    assert "/search?q=x" in found


def test_year_facet_asks_for_that_year(page, engine):
    page("/search?q=x&from=2015&to=2015")

    assert (engine.asked[0].begins, engine.asked[0].ends) == (PartialDate("2015"), PartialDate("2015"))


def test_pages_lead_on_and_back(page, engine):
    engine.total = 3

    found = links(page("/search?q=x&offset=1"))

    assert "/search?q=x&offset=2" in found
    assert "/search?q=x" in found


def test_empty_result_offers_ways_out(page, engine):
    engine.hits = ()

    html = page("/search?q=x&theme=health&lang=bg")

    assert "Nothing found for this" in html
    assert {"/search?q=x&lang=bg", "/search?q=x&theme=health", "/search?q=x"} <= set(links(html))
    assert "/search?q=Roma+mediators+in+Latvia" in links(html)


@pytest.mark.parametrize("query", ["theme=nonsense", "from=yesterday", "type=dragon", "bbox=1"])
def test_filter_value_that_nobody_knows_is_explained(client: TestClient, query):
    answer = client.get(f"/search?q=x&{query}")

    assert answer.status_code == 400
    assert query.partition("=")[2] in answer.text
    assert "/search?q=x" in links(answer.text)


def test_question_is_escaped_wherever_it_is_shown(page):
    html = page("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&place=%3Cimg%20src=x%3E")

    assert "<script" not in html
    assert "<img" not in html


def test_script_address_of_a_source_is_no_link(page, engine):
    hit = engine.hits[0]
    engine.hits = (replace(hit, evidence=(replace(hit.evidence[0], url="javascript:alert(1)"),)),)

    assert "javascript:" not in page(PATH)


def test_question_and_filters_stay_in_the_form(page):
    html = page("/search?q=caf%C3%A9&lang=bg&ui=en")

    assert 'value="café"' in html
    assert '<input type="hidden" name="lang" value="bg">' in html
    assert '<input type="hidden" name="ui" value="en">' in html


def test_interpretation_can_be_switched_off(page, engine):
    page("/search?q=x&interpret=false")

    assert not engine.asked[0].interpret


def test_question_that_is_too_long_is_told_so(client: TestClient):
    answer = client.get("/search", params={"q": "romu " * 500})

    assert answer.status_code == 400
    assert "<h1>This question is too long</h1>" in answer.text
    assert "2,000 characters; this one has 2,499" in answer.text
