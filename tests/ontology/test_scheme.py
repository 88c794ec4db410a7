"""Concepts by notation and IRI, their neighbours, and the label a reader gets."""

import json
import subprocess
import sys

import pytest

from ontology.errors import ConceptUnknown, OntologyDamaged
from ontology.scheme import Concept, ConceptScheme

RECORD = {
    "scheme": "themes",
    "notation": "health",
    "broader": None,
    "labels": {"en": "health", "sr-Cyrl": "здравље", "hr": "zdravlje"},
    "alt": {"en": ["health care"]},
    "hidden": {},
    "definition": {"en": "Health status."},
}


@pytest.fixture(scope="module")
def scheme() -> ConceptScheme:
    return ConceptScheme.open()


def scheme_of(*records: dict[str, object]) -> ConceptScheme:
    return ConceptScheme.from_json(json.dumps(list(records)))


def health(**changes: object) -> Concept:
    return scheme_of({**RECORD, **changes}).concept("themes", "health")


def test_concept_is_found_by_its_iri_under_the_base_that_was_opened() -> None:
    scheme = ConceptScheme.open("https://example.org/drom")

    found = scheme.by_iri("https://example.org/drom/concept/themes/school-mediation")

    assert found == scheme.concept("themes", "school-mediation")


def test_iri_of_another_base_is_no_concept(scheme: ConceptScheme) -> None:
    assert scheme.by_iri("https://example.org/concept/themes/health") is None


def test_unknown_notation_raises_and_names_the_scheme(scheme: ConceptScheme) -> None:
    with pytest.raises(ConceptUnknown, match="'helth' in scheme themes"):
        scheme.concept("themes", "helth")


def test_notation_of_another_scheme_is_unknown(scheme: ConceptScheme) -> None:
    with pytest.raises(ConceptUnknown):
        scheme.concept("approaches", "school-mediation")


def test_broader_concepts_come_nearest_first(scheme: ConceptScheme) -> None:
    chain = scheme.broader_or_self(scheme.concept("themes", "preschool-enrolment"))

    assert [c.notation for c in chain] == ["preschool-enrolment", "early-childhood-education", "education"]


def test_narrower_concepts_reach_the_lowest_level(scheme: ConceptScheme) -> None:
    below = {c.notation for c in scheme.narrower_or_self(scheme.concept("themes", "anti-discrimination"))}

    assert {"anti-discrimination", "gender-equality", "domestic-violence", "early-marriage"} <= below


def test_concept_without_narrower_is_alone(scheme: ConceptScheme) -> None:
    vaccination = scheme.concept("themes", "vaccination")

    assert scheme.narrower_or_self(vaccination) == (vaccination,)


def test_label_falls_back_to_the_nearest_language() -> None:
    assert scheme_of(RECORD).label(health(), "sr-Latn") == ("здравље", "sr-Cyrl")


def test_label_falls_back_to_english_when_no_neighbour_has_one() -> None:
    assert scheme_of(RECORD).label(health(), "fi") == ("health", "en")


def test_label_is_taken_from_any_language_when_there_is_no_english() -> None:
    assert scheme_of(RECORD).label(health(labels={"hr": "zdravlje"}), "fi") == ("zdravlje", "hr")


def test_json_is_read_back_as_it_was_written(scheme: ConceptScheme) -> None:
    text = scheme.to_json()

    assert ConceptScheme.from_json(text, "https://example.org").to_json() == text


@pytest.mark.parametrize("text", ["", '{"a": 1}', "[1]", '[{"scheme": "themes"}]', "[[]]", "null"])
def test_json_that_is_no_list_of_concepts_is_refused(text: str) -> None:
    with pytest.raises(OntologyDamaged, match=r"concepts\.json"):
        ConceptScheme.from_json(text)


def test_concept_with_unknown_broader_is_refused() -> None:
    with pytest.raises(OntologyDamaged, match="unknown broader"):
        scheme_of({**RECORD, "broader": "welfare"})


def test_opening_loads_no_rdf_library() -> None:
    code = (
        "import sys; from ontology.scheme import ConceptScheme; ConceptScheme.open(); sys.exit('rdflib' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
