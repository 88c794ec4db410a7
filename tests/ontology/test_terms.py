"""The closed namespaces against the Turtle and the published vocabularies."""

import subprocess
import sys

import pytest
import rdflib
from rdflib import namespace as published
from rdflib.namespace import DefinedNamespace

from ontology import terms
from ontology.files import OntologyFile, read_text

ONTOLOGY = rdflib.URIRef("https://w3id.org/drom/ns")
PUBLISHED: list[tuple[type[terms.Terms], type[DefinedNamespace]]] = [
    (terms.RDF, published.RDF),
    (terms.RDFS, published.RDFS),
    (terms.OWL, published.OWL),
    (terms.XSD, published.XSD),
    (terms.SKOS, published.SKOS),
    (terms.DCTERMS, published.DCTERMS),
    (terms.PROV, published.PROV),
    (terms.ORG, published.ORG),
    (terms.QB, published.QB),
    (terms.VOID, published.VOID),
    (terms.DCAT, published.DCAT),
    (terms.SH, published.SH),
]


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(data=read_text(OntologyFile.TERMS), format="turtle")


def own_terms(vocabulary: rdflib.Graph) -> set[rdflib.URIRef]:
    return {s for s in vocabulary.subjects() if isinstance(s, rdflib.URIRef) and s.startswith(terms.DROM.NS)}


def test_python_and_turtle_have_the_same_terms(vocabulary: rdflib.Graph) -> None:
    assert {str(term) for term in own_terms(vocabulary)} == terms.iris(terms.DROM)


def test_typo_raises() -> None:
    with pytest.raises(AttributeError):
        _ = terms.SKOS.prefLable  # type: ignore[attr-defined]


@pytest.mark.parametrize(("ours", "theirs"), PUBLISHED, ids=lambda kind: kind.__name__)
def test_public_terms_exist_in_the_published_vocabulary(
    ours: type[terms.Terms], theirs: type[DefinedNamespace]
) -> None:
    unknown = {iri for iri in terms.iris(ours) if rdflib.URIRef(iri).removeprefix(ours.NS) not in theirs}

    assert unknown == set()


@pytest.mark.parametrize("lang", ["en", "bg"])
def test_every_own_term_is_labelled_and_explained(vocabulary: rdflib.Graph, lang: str) -> None:
    def has(term: rdflib.URIRef, predicate: rdflib.URIRef) -> bool:
        return any(
            isinstance(text, rdflib.Literal) and text.language == lang for text in vocabulary.objects(term, predicate)
        )

    bare = {t for t in own_terms(vocabulary) if not (has(t, rdflib.RDFS.label) and has(t, rdflib.RDFS.comment))}

    assert bare == set()


def test_every_own_term_names_the_ontology_that_defines_it(vocabulary: rdflib.Graph) -> None:
    loose = {t for t in own_terms(vocabulary) if (t, rdflib.RDFS.isDefinedBy, ONTOLOGY) not in vocabulary}

    assert loose == set()


def test_terms_load_no_rdf_library() -> None:
    code = "import ontology.terms, sys; sys.exit('rdflib' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
