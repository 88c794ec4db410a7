"""The SPARQL 1.1 Service Description of the endpoint."""

from collections.abc import Iterator

from graph.quads import Quad
from graph.records import Iri
from ontology.terms import RDF

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")


def service_description(endpoint: str) -> Iterator[Quad]:
    """What the endpoint at this address understands and how it answers."""
    service = f"{endpoint}#service"
    yield Quad(service, RDF.type, Iri(f"{SD}Service"))
    yield Quad(service, f"{SD}endpoint", Iri(endpoint))
    yield Quad(service, f"{SD}supportedLanguage", Iri(f"{SD}SPARQL11Query"))
    for name in (*RESULTS, *GRAPHS):
        yield Quad(service, f"{SD}resultFormat", Iri(f"{FORMATS}{name}"))
    dataset, default = f"{endpoint}#dataset", f"{endpoint}#merged-view"
    yield Quad(service, f"{SD}defaultDataset", Iri(dataset))
    yield Quad(dataset, RDF.type, Iri(f"{SD}Dataset"))
    yield Quad(dataset, f"{SD}defaultGraph", Iri(default))
    yield Quad(default, RDF.type, Iri(f"{SD}Graph"))
