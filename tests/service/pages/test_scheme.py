"""The page of a concept scheme."""

from fastapi.testclient import TestClient


def test_scheme_lists_its_top_concepts(page):
    html = page("/concept/themes?ui=bg")

    assert 'href="/concept/themes/health?ui=bg"' in html
    assert 'href="/concept/themes/school-mediation?ui=bg"' not in html
    assert "<h1 >Теми</h1>" in html


def test_suffix_leads_to_the_data_whatever_the_client_prefers(client: TestClient):
    assert client.get("/concept/themes.nt").headers["location"] == "/data/concept/themes.nt"
