"""RDF in the syntaxes the world uses: media types, parsing, serialising, prefixes.

Bytes from outside are parsed here only in a process that may be killed: nested input can exhaust the parser's stack.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final, cast

import pyoxigraph as ox

from graph.errors import RdfRefused, StatementRefused
from graph.json_ld import compact_json_ld
from graph.quads import Quad
from graph.stores.terms import engine_quads, plain_quads
from ontology import terms

PREFIXES: Final = {
    "cv": terms.CV.NS,
    "dcat": terms.DCAT.NS,
    "dcterms": terms.DCTERMS.NS,
    "drom": terms.DROM.NS,
    "eurio": terms.EURIO.NS,
    "oa": terms.OA.NS,
    "org": terms.ORG.NS,
    "owl": terms.OWL.NS,
    "prov": terms.PROV.NS,
    "qb": terms.QB.NS,
    "rdf": terms.RDF.NS,
    "rdfs": terms.RDFS.NS,
    "schema": terms.SCHEMA.NS,
    "skos": terms.SKOS.NS,
    "void": terms.VOID.NS,
    "xsd": terms.XSD.NS,
}


class Syntax(StrEnum):
    """Ways to write RDF, by media type."""

    TURTLE = "text/turtle"
    N_TRIPLES = "application/n-triples"
    RDF_XML = "application/rdf+xml"
    JSON_LD = "application/ld+json"
    N_QUADS = "application/n-quads"
    TRIG = "application/trig"


_WITH_GRAPHS = frozenset({Syntax.N_QUADS, Syntax.TRIG})


def parse(data: bytes, syntax: Syntax, *, base: str | None = None) -> Iterator[Quad]:
    """The quads of an RDF file, in its order; `base` resolves relative IRIs.

    Raises RdfRefused for broken syntax and for blank nodes, while iterating.
    """
    try:
        yield from plain_quads(ox.parse(data, format=_engine_format(syntax), base_iri=base))
    except (SyntaxError, ValueError, StatementRefused) as err:
        raise RdfRefused(syntax.name, str(err)) from err


def serialise(quads: Iterable[Quad], syntax: Syntax) -> bytes:
    """UTF-8 bytes, the same for the same set of quads. Syntaxes without graphs write all quads as one graph."""
    if syntax is Syntax.JSON_LD:
        return compact_json_ld(quads)
    ordered = sorted(engine_quads(quads), key=str)
    statements = ordered if syntax in _WITH_GRAPHS else [quad.triple for quad in ordered]
    return cast(bytes, ox.serialize(statements, format=_engine_format(syntax), prefixes=PREFIXES))


def lines(quads: Iterable[Quad]) -> list[str]:
    """One N-Quads line for each distinct quad, sorted: two graphs are equal when these lists are."""
    return sorted({f"{quad} ." for quad in engine_quads(quads)})


def _engine_format(syntax: Syntax) -> ox.RdfFormat:
    return cast(ox.RdfFormat, ox.RdfFormat.from_media_type(syntax.value))
