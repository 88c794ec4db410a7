"""The page of a concept."""

import re

from fastapi.testclient import TestClient

from ontology.scheme import ConceptScheme
from service.pages.language import INTERFACE_LANGUAGES

CONCEPT = "/concept/themes/school-mediation"


def test_concept_shows_meaning_place_in_the_scheme_and_search(page):
    html = page(CONCEPT)

    assert "Trained mediators link families and schools" in html
    assert 'href="/concept/themes/education"' in html
    assert 'href="/search?theme=school-mediation"' in html


def test_concept_is_named_in_every_interface_language(page):
    html = page(CONCEPT)

    assert all(f'<dd lang="{lang}"' in html for lang in INTERFACE_LANGUAGES)


def test_hidden_labels_are_never_shown(page):
    scheme = ConceptScheme.open()
    hiding = next(c for c in scheme.concepts() if any(c.hidden.values()))
    shown = {label for labels in (hiding.labels.values(), *hiding.alt.values()) for label in labels}
    hidden = {word for words in hiding.hidden.values() for word in words if not any(word in label for label in shown)}

    html = page(f"/concept/{hiding.scheme}/{hiding.notation}")

    assert hidden
    assert not any(f">{word}<" in html or f" {word}," in html for word in hidden)


def test_client_that_prefers_data_is_sent_there(client: TestClient):
    answer = client.get(CONCEPT, headers={"accept": "text/turtle"})

    assert answer.status_code == 303
    assert answer.headers["location"] == "/data/concept/themes/school-mediation.ttl"


def test_concept_of_a_kind_that_cannot_be_searched_by_has_no_search(page):
    assert 'class="button"' not in page("/concept/organisation-types/municipality")


def test_concept_names_the_things_that_state_it(page):
    html = page(CONCEPT + "?ui=bg")

    assert '<a href="/page/practice/pract1ce00000?ui=bg" >Училищна медиация (Разград)</a>' in html


def test_definition_in_another_language_says_which(page):
    definition = re.search(r'<p class="definition"(.*?)</p>', page("/concept/themes?ui=ro"), re.DOTALL)

    assert definition and 'lang="en"' in definition[1] and "(engleză)" in definition[1]


def test_definition_in_the_language_of_the_page_needs_no_name(page):
    assert "(English)" not in page(CONCEPT)
