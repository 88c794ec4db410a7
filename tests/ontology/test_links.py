"""Matches to public vocabularies start from our concepts and say how near they are."""

import pytest
import rdflib

from ontology.files import OntologyFile, read_text
from ontology.scheme import ConceptScheme
from ontology.terms import SKOS


@pytest.fixture(scope="module")
def links() -> rdflib.Graph:
    return rdflib.Graph().parse(data=read_text(OntologyFile.LINKS), format="turtle")


def test_every_match_starts_from_a_concept_of_ours(links: rdflib.Graph) -> None:
    scheme = ConceptScheme.open()

    assert [subject for subject in set(links.subjects()) if scheme.by_iri(str(subject)) is None] == []


def test_matches_use_mapping_properties_only(links: rdflib.Graph) -> None:
    assert {str(predicate) for predicate in links.predicates()} <= {
        SKOS.exactMatch,
        SKOS.closeMatch,
        SKOS.broadMatch,
        SKOS.narrowMatch,
    }


def test_no_concept_of_a_scheme_is_exactly_what_another_is(links: rdflib.Graph) -> None:
    targets = [str(target) for target in links.objects(None, rdflib.URIRef(SKOS.exactMatch))]

    assert len(targets) == len(set(targets))
