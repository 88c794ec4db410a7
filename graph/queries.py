"""One typed function per question put to a release; questions in SPARQL lie in `sparql/*.rq`.

Look-ups of one pattern go straight to the store: they need no SPARQL and take microseconds.
"""

from functools import cache
from importlib.resources import files

from graph.identifiers import GraphName, graph_iri, parse_iri
from graph.mapping import TYPES
from graph.quads import text_of
from graph.records import Iri
from graph.store import GraphStore
from ontology.terms import DCTERMS, PROV, RDF


@cache
def question(name: str) -> str:
    """The text of `sparql/{name}.rq`."""
    return (files("graph") / "sparql" / f"{name}.rq").read_text(encoding="utf-8")


def captures_read(store: GraphStore) -> dict[str, tuple[str, str]]:
    """Address of each document → SHA-256 of the bytes read and version of the rules that read them."""
    return {
        text_of(row["address"]): (text_of(row["sha256"]), text_of(row["extractor"]))
        for row in store.select(question("captures-read"))
    }


def counts(store: GraphStore) -> dict[str, int]:
    """Things of the merged view by type; types without any are left out."""
    found: dict[str, int] = {}
    for class_, type_ in TYPES.items():
        number = sum(1 for _ in store.quads(predicate=RDF.type, object=Iri(class_)))
        if number:
            found[type_] = found.get(type_, 0) + number
    return found


def known_iris(store: GraphStore, base: str) -> set[str]:
    """Every IRI of a thing that answers something: things of the merged view, redirects and tombstones."""
    alive = {quad.subject for class_ in TYPES for quad in store.quads(predicate=RDF.type, object=Iri(class_))}
    identity = graph_iri(base, GraphName.IDENTITY)
    for predicate in (DCTERMS.isReplacedBy, PROV.invalidatedAtTime):
        alive.update(quad.subject for quad in store.quads(predicate=predicate, graph=identity))
    return {iri for iri in alive if parse_iri(iri, base)}
