"""What HTTP asks of every address: redirects, HEAD, the headers of refusals."""

import pytest
from fastapi.testclient import TestClient

from service.wiring import releases

BROWSER = {"Accept": "text/html,*/*;q=0.8"}
PROJECT = "SELECT ?p { ?p a <https://w3id.org/drom/ns#Project> } ORDER BY ?p LIMIT 1"


@pytest.fixture(scope="module")
def project(client: TestClient) -> str:
    """The path of a project's identifier."""
    rows = client.get("/sparql", params={"query": PROJECT}).json()["results"]["bindings"]
    return rows[0]["p"]["value"].removeprefix("http://localhost:8000")


@pytest.mark.parametrize("path", ["/docs/", "/search/", "/sparql/", "/about/"])
def test_no_host_of_the_clients_choice_gets_into_a_redirect(client: TestClient, path: str):
    answer = client.get(path, headers={"Host": "evil.example", **BROWSER})

    assert answer.status_code == 404
    assert "location" not in answer.headers


@pytest.mark.parametrize("suffix", ["ttl", "nt", "rdf", "jsonld"])
def test_identifier_with_a_suffix_leads_to_the_data(client: TestClient, project: str, suffix: str):
    answer = client.get(f"{project}.{suffix}", headers=BROWSER)

    assert (answer.status_code, answer.headers["location"]) == (303, f"{project}.{suffix}".replace("/id/", "/data/"))


def test_suffix_of_no_format_is_not_found(client: TestClient, project: str):
    assert client.get(f"{project}.exe").status_code == 404


@pytest.mark.parametrize("room", ["/id/", "/data/", "/page/", "/api/v1/entities/"])
def test_upper_case_leads_to_the_canonical_spelling(client: TestClient, project: str, room: str):
    key = project.rpartition("/")[2]

    answer = client.get(f"{room}Project/{key.upper()}?ui=bg", headers={"Host": "evil.example"})

    assert (answer.status_code, answer.headers["location"]) == (301, f"{room}project/{key}?ui=bg")


@pytest.mark.parametrize(
    "path",
    [
        "/sparql?query=ASK%7B%7D",
        "/api/v1/search?q=mediation",
        "/api/v1/interpret?q=mediation",
        "/version",
        "/health/live",
        "/health/ready",
        "/ns",
        "/",
        "/static/drom.css",
    ],
)
def test_head_is_get_without_the_body(client: TestClient, path: str):
    head = client.head(path)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == client.get(path).headers["content-type"]


def test_refused_format_says_that_it_depends_on_accept(client: TestClient, project: str):
    answer = client.get(project, headers={"Accept": "image/png"})

    assert answer.status_code == 406
    assert "Accept" in answer.headers["vary"].split(", ")


@pytest.mark.parametrize(("path", "allowed"), [("/sparql", "GET, HEAD, POST"), ("/api/v1/search", "GET, HEAD")])
def test_refused_method_names_all_that_are_taken(client: TestClient, path: str, allowed: str):
    answer = client.put(path)

    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)


def test_tag_of_data_holds_for_one_content_only(client: TestClient, collection, project: str):
    etag = client.get(project.replace("/id/", "/data/") + ".ttl").headers["etag"]
    checksums = releases(collection).current().manifest.checksums

    assert etag.startswith(f'"{checksums[:16]}-project-') and etag.endswith('-ttl"')
