import json

import pytest

from graph.errors import RdfRefused
from graph.exchange import Syntax, lines, parse, serialise
from graph.quads import Literal, Quad, tagged
from graph.records import Iri
from graph.vocabulary import vocabulary_quads
from ontology.terms import DROM, RDF, SCHEMA, SKOS, XSD

PROJECT = "http://localhost:8000/id/project/0123456789abc"
PLACE = "http://localhost:8000/id/place/0123456789abc"
QUADS = [
    Quad(PROJECT, RDF.type, Iri(DROM.Project)),
    Quad(PROJECT, SKOS.prefLabel, tagged("Заедно", "bg")),
    Quad(PROJECT, SKOS.prefLabel, tagged("Zajedno", "sr-Latn")),
    Quad(PROJECT, DROM.place, Iri(PLACE)),
    Quad(PROJECT, SCHEMA.startDate, Literal("2015", XSD.gYear)),
    Quad(PROJECT, DROM.outcome, Literal('<script>"&\\\n')),
    Quad(PROJECT, SCHEMA.value, Literal("1.5", XSD.decimal)),
    Quad(PLACE, SCHEMA.url, Iri("https://example.org/а?b=c&d")),
]


@pytest.mark.parametrize("syntax", Syntax)
def test_what_is_written_is_read_back(syntax):
    assert lines(parse(serialise(QUADS, syntax), syntax)) == lines(QUADS)


@pytest.mark.parametrize("syntax", Syntax)
def test_the_same_quads_are_the_same_bytes(syntax):
    assert serialise(reversed(QUADS), syntax) == serialise(QUADS, syntax)


def test_json_ld_is_written_with_the_terms_of_the_context():
    document = json.loads(serialise(QUADS, Syntax.JSON_LD))

    project = next(node for node in document["@graph"] if node["id"] == PROJECT)

    assert project["prefLabel"] == {"bg": ["Заедно"], "sr-latn": ["Zajedno"]}
    assert project["place"] == [PLACE]
    assert project["startDate"] == {"@value": "2015", "@type": "xsd:gYear"}


def test_all_concepts_survive_json_ld():
    quads = list(vocabulary_quads("https://drom.example"))

    assert lines(parse(serialise(quads, Syntax.JSON_LD), Syntax.JSON_LD)) == lines(quads)


def test_concepts_stand_under_the_base_of_the_folder():
    subjects = {quad.subject for quad in vocabulary_quads("https://drom.example")}

    assert "https://drom.example/concept/themes/housing" in subjects
    assert not any(subject.startswith("http://localhost") for subject in subjects)


@pytest.mark.parametrize(
    ("data", "syntax"),
    [
        (b"<a> <b>", Syntax.TURTLE),
        (b'<http://a/a> <http://a/b> "c"@no_tag .', Syntax.N_TRIPLES),
        (b"_:blank <http://a/b> <http://a/c> .", Syntax.N_TRIPLES),
        (b"\xff\xfe", Syntax.TURTLE),
        (b'{"@context": "http://example.org/context.jsonld", "@id": "http://a/a"}', Syntax.JSON_LD),
        (b"<rdf:RDF>", Syntax.RDF_XML),
    ],
)
def test_broken_or_unwanted_rdf_is_refused(data, syntax):
    with pytest.raises(RdfRefused):
        list(parse(data, syntax))
