"""What the OpenAPI document tells of the routes is what they do."""

import pytest
from fastapi.testclient import TestClient


@pytest.fixture(scope="module")
def paths(client: TestClient) -> dict[str, dict[str, dict]]:
    return client.get("/openapi.json").json()["paths"]


def test_every_route_tells_of_problems_and_none_of_422(paths):
    told = [route["responses"] for methods in paths.values() for route in methods.values()]

    assert all("application/problem+json" in responses["default"]["content"] for responses in told)
    assert not any("422" in responses for responses in told)


def test_identifier_tells_of_every_detour(paths):
    assert set(paths["/id/{kind}/{key}"]["get"]["responses"]) == {
        "301", "303", "308", "404", "406", "410", "503", "default",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "method", "media_type"),
    [
        ("/data/{kind}/{key}", "get", "application/ld+json"),
        ("/ns", "get", "text/html"),
        ("/sparql", "get", "application/sparql-results+json"),
        ("/sparql", "post", "text/turtle"),
    ],
)
def test_media_types_are_told(paths, path: str, method: str, media_type: str):
    found = paths[path][method]["responses"]["200"]["content"]

    assert media_type in found
    assert "application/json" not in found


@pytest.mark.parametrize(
    ("path", "asked", "told"),
    [
        ("/api/v1/search?type=x", "/api/v1/search", "400"),
        ("/id/project/0", "/id/{kind}/{key}", "404"),
        ("/data/project/0.ttl", "/data/{kind}/{key}", "404"),
        ("/ns.exe", "/ns.{suffix}", "404"),
        ("/sparql?query=LOAD", "/sparql", "403"),
    ],
)
def test_what_is_answered_was_told(client: TestClient, paths, path: str, asked: str, told: str):
    answer = client.get(path)

    assert str(answer.status_code) == told
    assert answer.headers["content-type"] in paths[asked]["get"]["responses"][told]["content"]
