"""What the SPARQL endpoint says of itself, and that its examples work."""

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from service.pages.programs import examples


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.question[:30])
def test_example_query_has_answers(client: TestClient, example):
    answer = client.get(
        "/sparql", params={"query": example.query}, headers={"Accept": "text/csv, application/n-triples"}
    )

    assert answer.status_code == 200
    assert len(answer.text.splitlines()) > 1


def test_person_without_a_query_gets_the_form(client: TestClient):
    page = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})

    assert "<textarea" in page.text


def test_program_without_a_query_gets_the_service_description(client: TestClient):
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})

    types = [
        quad for quad in ox.parse(answer.content, format=ox.RdfFormat.TURTLE) if quad.predicate.value.endswith("type")
    ]

    assert any(quad.object.value.endswith("#Service") for quad in types)


def test_page_for_programs_names_every_route(client: TestClient):
    page = client.get("/docs", headers={"Accept": "text/html"}).text
    routes = client.get("/openapi.json").json()["paths"]

    assert [path for path in routes if path not in page] == []


def test_no_page_loads_anything_from_elsewhere(client: TestClient):
    for path in ("/", "/docs", "/sparql", "/search?q=mediation", "/about"):
        answer = client.get(path, headers={"Accept": "text/html"})
        assert "script-src" not in answer.headers["content-security-policy"]
        assert "<script" not in answer.text and 'src="http' not in answer.text
