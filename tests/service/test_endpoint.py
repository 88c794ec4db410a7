"""What the SPARQL endpoint says of itself, and that its examples work."""

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from service.pages.programs import examples
from service.pages.wording import wording


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.question[:30])
def test_example_query_has_answers(client: TestClient, example):
    answer = client.get(
        "/sparql", params={"query": example.query}, headers={"Accept": "text/csv, application/n-triples"}
    )

    assert answer.status_code == 200
    assert len(answer.text.splitlines()) > 1


def test_every_way_of_reading_has_a_word_for_people(client: TestClient):
    query = "SELECT DISTINCT ?m { GRAPH ?g { ?a <https://w3id.org/drom/ns#method> ?m } }"
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]

    methods = {row["m"]["value"].partition(":")[0] for row in rows}

    assert methods
    assert [method for method in methods if not wording("en").has(f"method.{method}")] == []


def test_person_without_a_query_gets_the_form(client: TestClient):
    page = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})

    assert "<textarea" in page.text


@pytest.mark.parametrize("accept", ["text/turtle", "*/*", "", "application/rdf+xml;q=0.1,text/turtle"])
def test_program_without_a_query_gets_the_service_description(client: TestClient, accept: str):
    answer = client.get("/sparql", headers={"Accept": accept})

    types = [
        quad for quad in ox.parse(answer.content, format=ox.RdfFormat.TURTLE) if quad.predicate.value.endswith("type")
    ]

    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    assert any(quad.object.value.endswith("#Service") for quad in types)


def test_two_queries_at_once_are_refused(client: TestClient):
    twice = [("query", "ASK {}"), ("query", "SELECT * {}")]
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    by_get = client.get("/sparql", params=twice)
    by_post = client.post("/sparql", content="query=ASK%7B%7D&query=ASK%7B%7D", headers=form)

    assert (by_get.status_code, by_get.json()["parameter"]) == (400, "query")
    assert by_post.status_code == 400


def test_post_without_a_query_is_refused(client: TestClient):
    assert client.post("/sparql", data={"x": "y"}).json()["type"] == "/problems/no-query"


def test_page_for_programs_names_every_route(client: TestClient):
    page = client.get("/docs", headers={"Accept": "text/html"}).text
    routes = client.get("/openapi.json").json()["paths"]

    assert [path for path in routes if path not in page] == []


def test_no_page_loads_anything_from_elsewhere(client: TestClient):
    for path in ("/", "/docs", "/sparql", "/search?q=mediation", "/about"):
        answer = client.get(path, headers={"Accept": "text/html"})
        assert "script-src" not in answer.headers["content-security-policy"]
        assert "<script" not in answer.text and 'src="http' not in answer.text
