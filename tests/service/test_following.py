"""A running service follows a new release without dropping a request."""

import shutil
import threading
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service import serving as serving_module
from service.app import create_app
from service.settings import Settings
from service.wiring import releases, workshop

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def growing(collection: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A copy of the collection that may be written to, followed at every request."""
    shutil.copytree(collection.data, tmp_path / "data")
    monkeypatch.setattr(serving_module, "LOOK_EVERY_S", 0.0)
    return Settings(data=tmp_path / "data", reading_workers=1)


def test_requests_go_on_while_a_release_is_published_and_then_come_from_it(growing: Settings):
    statuses: list[int] = []
    done = threading.Event()
    with TestClient(create_app(growing)) as client:

        def ask() -> None:
            while not done.is_set():
                statuses.append(client.get("/api/v1/search", params={"q": "mediation"}).status_code)
                statuses.append(client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).status_code)

        asking = threading.Thread(target=ask)
        asking.start()
        with workshop(growing) as shop:
            shop.read([str(ROOT / "sample" / "fr")])
        done.set()
        asking.join()
        last = client.get("/version").json()["release"]

    assert set(statuses) == {200}
    assert last == 2


def test_rolled_back_release_is_followed_too(growing: Settings):
    with workshop(growing) as shop:
        shop.read([str(ROOT / "sample" / "fr")])
    with TestClient(create_app(growing)) as client:
        before = client.get("/version").json()["release"]
        releases(growing).rollback()

        assert (before, client.get("/version").json()["release"]) == (2, 1)


def test_release_that_cannot_be_opened_leaves_the_old_one_answering(growing: Settings):
    with TestClient(create_app(growing)) as client:
        assert client.get("/version").json()["release"] == 1
        (growing.data / "current").write_text("99\n", encoding="ascii")

        assert client.get("/version").json()["release"] == 1


def test_without_a_release_the_service_lives_but_is_not_ready(tmp_path: Path):
    with TestClient(create_app(Settings(data=tmp_path / "nothing"))) as client:
        assert client.get("/health/live").status_code == 200
        answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert "drom ingest read" in answer.json()["detail"]
