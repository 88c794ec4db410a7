"""The shapes against small good and bad records."""

import pyshacl
import pytest
import rdflib

from ontology.files import OntologyFile, read_text
from ontology.terms import DROM, SH, iris

HEAD = """
@base <http://localhost:8000/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix drom: <https://w3id.org/drom/ns#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
PRACTICE = """
<id/practice/a1> a drom:Practice ;
    skos:prefLabel "school mediation in Razgrad"@en , "училищна медиация в Разград"@bg ;
    dcterms:subject <concept/themes/school-mediation> ;
    drom:approach <concept/approaches/mediation> ;
    drom:place <id/place/b2> ;
    drom:outcome "worked" ;
    schema:startDate "2015-04"^^xsd:gYearMonth ;
    schema:citation <id/document/c3> .
"""
OBSERVATION = """
<id/observation/d4> a drom:Observation ;
    schema:value 134.0 ; drom:unit "семейства"@bg , "family"@en ; drom:qualifier "over" ;
    drom:targetGroup <concept/target-groups/families> .
"""
DOCUMENT = f"""
<id/document/c3> a schema:WebPage ;
    dcterms:language "bg" ; drom:languageConfidence 0.98 ; schema:sha256 "{"a" * 64}" ; dcterms:title "Новини"@bg ;
    prov:generatedAtTime "2024-05-01T10:00:00Z"^^xsd:dateTime ; drom:extractor "1" ; dcterms:type "article" ;
    drom:address "https://example.org/" ; dcterms:source <https://example.org/> .
"""
ANNOTATION = """
<id/document/c3#a-1> a oa:Annotation ; oa:motivatedBy oa:identifying ;
    oa:hasBody <concept/themes/school-mediation> ; oa:hasTarget <id/document/c3#t-1> ;
    drom:describes <id/practice/a1> ; drom:supports dcterms:subject ; drom:method "label" ; drom:confidence 0.9 .
<id/document/c3#t-1> a oa:SpecificResource ; oa:hasSource <id/document/c3> ;
    oa:hasSelector <id/document/c3#q-1> , <id/document/c3#p-1> .
<id/document/c3#q-1> a oa:TextQuoteSelector ; oa:exact "медиация" ; oa:prefix "" ; oa:suffix " в" .
<id/document/c3#p-1> a oa:TextPositionSelector ;
    oa:start 12 ; oa:end 20 .
"""
ORGANISATION = """
<id/organisation/e5> a org:Organization ; skos:prefLabel "Община Разград"@bg ; schema:citation <id/document/c3> ;
    org:classification <concept/organisation-types/municipality> .
"""
PLACE = """
<id/place/b2> a dcterms:Location , schema:Place ; skos:prefLabel "Razgrad"@en ; dcterms:identifier "geonames:727696" ;
    schema:latitude 43.53 ; schema:longitude 26.52 ; drom:within <id/place/b2> .
"""
FUNDING = '<id/funding/f6> a schema:MonetaryGrant ; schema:amount 1234.5 ; schema:currency "EUR" .'
PROJECT = """
<id/project/g7> a drom:Project ; skos:prefLabel "Заедно"@bg ; schema:startDate "2015"^^xsd:gYear ;
    schema:citation <id/document/c3> ; drom:partOf <id/programme/h8> ; drom:funder <id/programme/h8> .
"""
WORLD = (PRACTICE, OBSERVATION, DOCUMENT, ANNOTATION, ORGANISATION, PLACE, FUNDING, PROJECT)


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(data=read_text(OntologyFile.SHAPES), format="turtle")


def messages(shapes: rdflib.Graph, record: str, severity: str = SH.Violation) -> set[str]:
    data = rdflib.Graph().parse(data=HEAD + record, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    found = report.subjects(rdflib.URIRef(SH.resultSeverity), rdflib.URIRef(severity))
    return {str(report.value(result, rdflib.URIRef(SH.resultMessage))) for result in found}


def test_shapes_are_valid_shacl(shapes: rdflib.Graph) -> None:
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)

    assert conforms, text


def test_complete_records_pass_without_a_warning(shapes: rdflib.Graph) -> None:
    data = rdflib.Graph().parse(data=HEAD + "".join(WORLD), format="turtle")

    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes)

    assert conforms, text


def test_concepts_that_come_with_drom_pass(shapes: rdflib.Graph) -> None:
    data = rdflib.Graph().parse(data=read_text(OntologyFile.CONCEPTS), format="turtle")

    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes)

    assert conforms, text


@pytest.mark.parametrize(
    ("record", "old", "new", "message"),
    [
        (PRACTICE, "schema:citation <id/document/c3>", "a drom:Practice", "names the documents"),
        (PRACTICE, '"school mediation in Razgrad"@en', '"school mediation in Razgrad"', "label is a text with its"),
        (PRACTICE, "skos:prefLabel", "skos:altLabel", "a label or a title"),
        (
            PRACTICE,
            "concept/themes/school-mediation",
            "concept/approaches/mediation",
            "concept of the scheme of themes",
        ),
        (PRACTICE, '"worked"', '"splendid"', "an outcome is"),
        (PRACTICE, '"2015-04"^^xsd:gYearMonth', '"spring 2015"', "a start is"),
        (PRACTICE, "<id/place/b2>", '"Razgrad"', "where something happens"),
        (OBSERVATION, "134.0", '"134"', "one number"),
        (OBSERVATION, 'drom:unit "семейства"@bg , "family"@en', "a drom:Observation", "what is counted"),
        (OBSERVATION, '"over"', '"many"', "a qualifier is"),
        (DOCUMENT, '"bg"', '"Bulgarian"', "one language"),
        (DOCUMENT, '"' + "a" * 64 + '"', '"aaa"', "SHA-256"),
        (DOCUMENT, "prov:generatedAtTime", "dcterms:issued", "when it was fetched"),
        (DOCUMENT, "0.98", "1.5", "between 0 and 1"),
        (ANNOTATION, "0.9 .", "1.9 .", "confidence lies"),
        (ANNOTATION, "drom:supports dcterms:subject", "a oa:Annotation", "the property that its words support"),
        (ANNOTATION, "oa:hasSource <id/document/c3>", "a oa:SpecificResource", "lies in one document"),
        (ANNOTATION, 'oa:exact "медиация"', 'oa:exact ""', "a quote has its words"),
        (ANNOTATION, "oa:end 20", "oa:end 2", "begins before it ends"),
        (ORGANISATION, "concept/organisation-types/municipality", "concept/themes/health", "types of organisation"),
        (PLACE, "43.53", "143.53", "latitude"),
        (FUNDING, '"EUR"', '"euro"', "ISO 4217"),
        (PROJECT, "drom:partOf <id/programme/h8>", "drom:partOf <id/practice/a1>", "part of a project or programme"),
    ],
)
def test_broken_record_is_a_violation(shapes: rdflib.Graph, record: str, old: str, new: str, message: str) -> None:
    assert old in record

    assert any(message in found for found in messages(shapes, record.replace(old, new)))


def test_practice_without_approach_and_theme_is_a_violation(shapes: rdflib.Graph) -> None:
    bare = PRACTICE.replace("dcterms:subject", "dcterms:relation").replace("drom:approach", "dcterms:relation")

    assert messages(shapes, bare) == {"a practice has an approach or a theme"}


def test_practice_without_context_is_only_a_warning(shapes: rdflib.Graph) -> None:
    nowhere = PRACTICE.replace("drom:place <id/place/b2> ;", "")

    assert messages(shapes, nowhere) == set()
    assert any("context" in found for found in messages(shapes, nowhere, SH.Warning))


def test_every_own_property_has_a_shape(shapes: rdflib.Graph) -> None:
    named = {str(node) for node in shapes.all_nodes()}
    properties = {iri for iri in iris(DROM) if iri.removeprefix(DROM.NS)[0].islower()}

    assert properties <= named


def test_every_own_class_has_a_shape(shapes: rdflib.Graph) -> None:
    targets = {str(node) for node in shapes.objects(None, rdflib.URIRef(SH.targetClass))}
    classes = {iri for iri in iris(DROM) if iri.removeprefix(DROM.NS)[0].isupper()}

    assert classes <= targets
