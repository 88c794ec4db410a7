"""The HTTP interface as other programs use it, over a real collection."""

import json
import xml.etree.ElementTree as ElementTree

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

TURTLE = {"Accept": "text/turtle"}
PROJECTS = "PREFIX drom: <https://w3id.org/drom/ns#> SELECT ?p { ?p a drom:Project } ORDER BY ?p"


def first_project(client: TestClient) -> str:
    answer = client.get("/sparql", params={"query": PROJECTS}).json()
    return answer["results"]["bindings"][0]["p"]["value"]


def test_question_in_latvian_finds_things_with_reasons_and_words(client: TestClient):
    page = client.get("/api/v1/search", params={"q": "romu mediatori Latvijā", "ui": "lv"}).json()

    assert page["total"] > 0
    assert all(hit["why"] for hit in page["results"])
    assert all(hit["label"] and hit["evidence"] for hit in page["results"])


def test_highlights_lie_inside_the_snippet(client: TestClient):
    page = client.get("/api/v1/search", params={"q": "медиатори"}).json()

    snippets = [snippet for hit in page["results"] for snippet in hit["evidence"]]

    assert snippets
    assert all(0 <= a < b <= len(s["text"]) for s in snippets for a, b in s["highlights"])


def test_paging_gives_each_thing_once(client: TestClient):
    whole = client.get("/api/v1/search", params={"limit": 40}).json()
    pages = [client.get("/api/v1/search", params={"limit": 10, "offset": n}).json() for n in (0, 10, 20, 30)]

    paged = [hit["iri"] for page in pages for hit in page["results"]]

    assert paged == [hit["iri"] for hit in whole["results"]]


def test_understood_question_runs_as_sparql_and_gives_its_structured_part(client: TestClient):
    asked = {"q": "projects in Bulgaria", "limit": 100}
    interpretation = client.get("/api/v1/interpret", params={"q": asked["q"]}).json()
    rows = client.get("/sparql", params={"query": interpretation["sparql"]}).json()["results"]["bindings"]
    found = {hit["iri"] for hit in client.get("/api/v1/search", params=asked).json()["results"]}

    assert {row["thing"]["value"] for row in rows} == found
    assert found


@pytest.mark.parametrize(
    ("parameters", "parameter"),
    [
        ({"type": "spaceship"}, "type"),
        ({"theme": "no-such-theme"}, "theme"),
        ({"place": "Atlantis"}, "place"),
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"from": "yesterday"}, "from"),
        ({"bbox": "1,2,3"}, "bbox"),
        ({"q": "x" * 10_000}, "q"),
        ({"release": "999"}, "release"),
        ({"themes": "health"}, "themes"),
    ],
)
def test_wrong_parameter_is_named_in_the_problem(client: TestClient, parameters: dict[str, str], parameter: str):
    answer = client.get("/api/v1/search", params=parameters)

    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["parameter"] == parameter


@pytest.mark.parametrize(
    "text", ["", "🚍🚍", "\u202eabc", "' OR 1=1 --", "<script>alert(1)</script>", "\x00\x01", "\ud83d", "не"]
)
def test_any_question_gets_an_answer(client: TestClient, text: str):
    answer = client.get("/api/v1/search", params={"q": text.encode("utf-8", "replace").decode()})

    assert answer.status_code == 200


def test_identifier_sends_people_to_a_page_and_programs_to_data(client: TestClient):
    path = first_project(client).removeprefix("http://localhost:8000")

    assert client.get(path, headers={"Accept": "text/html,*/*;q=0.8"}).headers["location"] == path.replace(
        "/id/", "/page/"
    )
    assert client.get(path, headers=TURTLE).headers["location"] == path.replace("/id/", "/data/") + ".ttl"
    assert client.get(path, headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    ("suffix", "syntax"),
    [
        ("ttl", ox.RdfFormat.TURTLE),
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("rdf", ox.RdfFormat.RDF_XML),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_every_syntax_says_the_same_of_a_thing(client: TestClient, suffix: str, syntax: ox.RdfFormat):
    path = first_project(client).removeprefix("http://localhost:8000").replace("/id/", "/data/")

    def triples(suffix: str, syntax: ox.RdfFormat) -> set[str]:
        body = client.get(f"{path}.{suffix}").content
        return {str(quad.triple) for quad in ox.parse(body, format=syntax)}

    assert triples(suffix, syntax) == triples("nt", ox.RdfFormat.N_TRIPLES)


def test_data_that_did_not_change_is_not_sent_again(client: TestClient):
    path = first_project(client).removeprefix("http://localhost:8000").replace("/id/", "/data/") + ".ttl"
    etag = client.get(path).headers["etag"]

    again = client.get(path, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")


def test_thing_that_two_pages_name_redirects_to_the_one_it_is(client: TestClient):
    query = "SELECT ?old ?new { GRAPH ?g { ?old <http://purl.org/dc/terms/isReplacedBy> ?new } }"
    merged = client.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]
    old, new = (merged[name]["value"].removeprefix("http://localhost:8000") for name in ("old", "new"))

    answer = client.get(old, headers=TURTLE)

    assert (answer.status_code, answer.headers["location"]) == (308, new)
    assert len(client.get(new.replace("/id/", "/api/v1/entities/")).json()["statements"]) > 1


def test_thing_as_json_carries_the_words_of_its_statements(client: TestClient):
    path = first_project(client).partition("/id/")[2]

    thing = client.get(f"/api/v1/entities/{path}").json()

    quoted = [s for s in thing["statements"] if s["evidence"]]
    assert quoted
    assert all(e["exact"] and 0 <= e["confidence"] <= 1 for s in quoted for e in s["evidence"])


@pytest.mark.parametrize(
    "path", ["/id/project/0000000000000", "/id/nonsense/x", "/data/project/x.ttl", "/page/place/0000000000000"]
)
def test_unknown_identifier_is_not_found(client: TestClient, path: str):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("application/json", "application/sparql-results+json"),
        ("text/html;q=0.9,application/sparql-results+json", "application/sparql-results+json"),
    ],
)
def test_sparql_answers_in_the_format_asked_for(client: TestClient, accept: str | None, media_type: str):
    headers = {"Accept": accept} if accept else {}

    answer = client.get("/sparql", params={"query": PROJECTS}, headers=headers)

    assert answer.headers["content-type"] == media_type


def test_sparql_by_both_post_forms_answers_like_get(client: TestClient):
    by_get = client.get("/sparql", params={"query": PROJECTS}).content
    direct = client.post("/sparql", content=PROJECTS, headers={"Content-Type": "application/sparql-query"}).content

    assert direct == by_get
    assert client.post("/sparql", data={"query": PROJECTS}).content == by_get


def test_sparql_graph_comes_as_turtle(client: TestClient):
    answer = client.get("/sparql", params={"query": "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t } LIMIT 5"}, headers=TURTLE)

    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    assert len(list(ox.parse(answer.content, format=ox.RdfFormat.TURTLE))) == 5


def test_sparql_xml_is_well_formed(client: TestClient):
    headers = {"Accept": "application/sparql-results+xml"}

    assert (
        ElementTree.fromstring(client.get("/sparql", params={"query": "ASK {}"}, headers=headers).content) is not None
    )


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("INSERT DATA { <a:a> <a:b> <a:c> }", 403),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", 403),
        ("SELECT * {", 400),
        ("not sparql", 400),
    ],
)
def test_refused_query_is_a_problem_with_a_reason(client: TestClient, query: str, status: int):
    answer = client.get("/sparql", params={"query": query})

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_ontology_and_concepts_dereference(client: TestClient):
    ontology = client.get("/ns", headers=TURTLE)
    concept = client.get("/concept/themes/school-mediation", headers=TURTLE)

    assert b"drom/ns#" in ontology.content
    assert client.get(concept.headers["location"]).status_code == 200


@pytest.mark.parametrize("suffix", ["ttl", "nt", "rdf", "jsonld"])
def test_language_tags_are_written_alike_in_every_syntax(client: TestClient, suffix: str):
    body = client.get(f"/data/concept/themes/education.{suffix}").text

    assert any(tag in body for tag in ("@sr-latn", 'lang="sr-latn"', '"sr-latn": ['))
    assert not any(tag in body for tag in ("@sr-Latn", 'lang="sr-Latn"', '"sr-Latn": ['))


def test_scheme_dereferences_with_its_top_concepts(client: TestClient):
    found = client.get("/concept/themes", headers=TURTLE)

    assert found.headers["location"] == "/data/concept/themes.ttl"
    assert "concept/themes/health>" in client.get(found.headers["location"]).text


def test_unknown_scheme_is_not_found(client: TestClient):
    assert client.get("/concept/colours").status_code == 404
    assert client.get("/data/concept/colours").status_code == 404


def test_person_gets_the_ontology_as_a_page(client: TestClient):
    page = client.get("/ns", headers={"Accept": "text/html,*/*;q=0.8"})

    assert 'id="Practice"' in page.text and 'id="targetGroup"' in page.text
    assert client.get("/ns.jsonld").headers["content-type"] == "application/ld+json"


def test_version_names_program_release_and_counts(client: TestClient):
    facts = client.get("/version").json()

    assert facts["program"] == "drom" and facts["release"] == 1 and facts["counts"]["document"] > 0


def test_any_origin_may_read(client: TestClient):
    answer = client.get("/api/v1/search", headers={"Origin": "https://example.org"})

    assert answer.headers["access-control-allow-origin"] == "*"


def test_command_line_prints_what_the_api_answers(client: TestClient, collection, monkeypatch, capsys):
    from service.cli import app

    monkeypatch.setenv("DROM_DATA", str(collection.data))
    app(["search", "mediation", "--json", "--limit", "3"], standalone_mode=False)
    printed = json.loads(capsys.readouterr().out)
    answered = client.get("/api/v1/search", params={"q": "mediation", "limit": 3}).json()

    assert {**printed, "took_ms": 0} == {**answered, "took_ms": 0}
