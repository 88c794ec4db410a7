"""What people see when something cannot be shown."""

from http import HTTPStatus

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from fastapi.testclient import TestClient

from service.errors import ThingWithdrawn
from service.pages.failures import failure_page, wants_page


@pytest.fixture
def failing() -> TestClient:
    app = FastAPI()

    @app.get("/gone")
    def gone(request: Request) -> HTMLResponse:
        withdrawn = ThingWithdrawn("http://localhost:8000/id/project/x", "asked <b>for</b>", "2026-03-04T05:06:07Z")
        return failure_page(request, HTTPStatus.GONE, withdrawn)

    @app.get("/status/{number}")
    def status(number: int, request: Request) -> HTMLResponse:
        return failure_page(request, HTTPStatus(number), ValueError("/secret/path"))

    @app.get("/{path:path}")
    def asked(request: Request) -> str:
        return str(wants_page(request))

    return TestClient(app)


def test_withdrawn_thing_says_when_and_why(failing):
    answer = failing.get("/gone")

    assert answer.status_code == 410
    assert "withdrawn on 4 March 2026. Reason: asked &lt;b&gt;for&lt;/b&gt;" in answer.text


@pytest.mark.parametrize("number", [400, 404, 405, 406, 410, 418, 429, 500, 503])
def test_failure_is_a_page_that_leads_on_and_leaks_nothing(failing, number):
    answer = failing.get(f"/status/{number}", headers={"accept-language": "bg"})

    assert answer.status_code == number
    assert "Към търсенето" in answer.text
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    ("path", "accept", "expected"),
    [
        ("/page/project/x", "text/html,application/xhtml+xml,*/*;q=0.8", True),
        ("/id/project/x", "text/html", True),
        ("/page/project/x", "*/*", False),
        ("/", "*/*", True),
        ("/search", "application/json", True),
        ("/page/project/x", "application/json", False),
        ("/api/v1/search", "text/html", False),
        ("/data/project/x.ttl", "text/html", False),
    ],
)
def test_only_people_get_pages(failing, path, accept, expected):
    assert failing.get(path, headers={"accept": accept}).json() == str(expected)
