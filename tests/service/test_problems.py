"""What failures and detours look like from outside."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from service import problems
from service.app import create_app
from service.errors import ThingMerged
from service.settings import Settings

BASE = "https://drom.example"


@pytest.fixture
def merged() -> TestClient:
    app = FastAPI()
    problems.install(app)

    @app.get("/{path:path}")
    def anything(path: str) -> None:
        raise ThingMerged(f"{BASE}/id/project/0ld", f"{BASE}/id/project/new")

    return TestClient(app, follow_redirects=False)


@pytest.mark.parametrize("path", ["/id/project/{}", "/data/project/{}.ttl", "/api/v1/entities/project/{}?x=1"])
def test_merged_thing_leads_to_the_same_form_of_its_successor(merged: TestClient, path: str):
    answer = merged.get(path.format("0ld"))

    assert (answer.status_code, answer.headers["location"]) == (308, path.format("new"))


@pytest.mark.parametrize("path", ["/", "/search"])
@pytest.mark.parametrize("accept", ["text/html,*/*;q=0.8", "*/*"])
def test_without_a_release_people_are_told_what_to_do(tmp_path: Path, path: str, accept: str):
    with TestClient(create_app(Settings(data=tmp_path / "data"))) as client:
        answer = client.get(path, headers={"Accept": accept})

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
    assert "<code>drom ingest read PATH</code>" in answer.text
