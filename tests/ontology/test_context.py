"""The JSON-LD context read by the parser that the graph uses."""

import json

import pyoxigraph
import rdflib

from ontology.files import OntologyFile, read_text
from ontology.terms import DCTERMS, DROM, RDF, iris

CONTEXT = json.loads(read_text(OntologyFile.CONTEXT))["@context"]
PRACTICE = {
    "@context": CONTEXT,
    "id": "http://localhost:8000/id/practice/k7q2m9x4c1w3z",
    "type": "Practice",
    "title": {"bg": ["медиация в Разград"], "en": ["mediation in Razgrad"]},
    "subject": ["http://localhost:8000/concept/themes/school-mediation"],
    "languageConfidence": "0.98",
}


def parsed(document: object) -> set[tuple[str, str, str]]:
    quads = pyoxigraph.parse(json.dumps(document), format=pyoxigraph.RdfFormat.JSON_LD)
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}


def test_short_names_become_our_statements() -> None:
    practice = "<http://localhost:8000/id/practice/k7q2m9x4c1w3z>"

    assert parsed(PRACTICE) == {
        (practice, f"<{RDF.type}>", f"<{DROM.Practice}>"),
        (practice, f"<{DCTERMS.title}>", '"медиация в Разград"@bg'),
        (practice, f"<{DCTERMS.title}>", '"mediation in Razgrad"@en'),
        (practice, f"<{DCTERMS.subject}>", "<http://localhost:8000/concept/themes/school-mediation>"),
        (practice, f"<{DROM.languageConfidence}>", '"0.98"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
    }


def test_second_parser_reads_the_same_statements() -> None:
    graph = rdflib.Graph().parse(data=json.dumps(PRACTICE), format="json-ld")

    assert {(s.n3(), p.n3(), o.n3()) for s, p, o in graph} == parsed(PRACTICE)


def test_every_own_term_has_a_short_name() -> None:
    named = {entry["@id"] if isinstance(entry, dict) else entry for entry in CONTEXT.values() if entry != 1.1}

    assert {iri.replace(DROM.NS, "drom:") for iri in iris(DROM) - {DROM.unreviewed}} <= named
