"""Our quads ⇄ Oxigraph's; the one place where both are known."""

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

import pyoxigraph as ox

from graph.errors import StatementRefused
from graph.quads import Literal, Quad, Term, written_tag
from graph.records import Iri
from ontology.terms import RDF, XSD

_DEFAULT_GRAPH = ox.DefaultGraph()


def node(iri: str) -> ox.NamedNode:
    """Raises StatementRefused when the IRI is not absolute or holds characters that no IRI may hold."""
    try:
        return ox.NamedNode(iri)
    except ValueError as err:
        raise StatementRefused(iri, str(err)) from err


def graph_name(graph: str | None) -> ox.NamedNode | ox.DefaultGraph:
    return _DEFAULT_GRAPH if graph is None else node(graph)


def term(value: Term) -> ox.NamedNode | ox.Literal:
    """Raises StatementRefused for what RDF does not allow."""
    if not isinstance(value, Literal):
        return node(value)
    if value.datatype == XSD.string:
        return ox.Literal(value.text)
    if value.datatype != RDF.langString:
        return ox.Literal(value.text, datatype=node(value.datatype))
    try:
        return ox.Literal(value.text, language=value.lang)
    except ValueError as err:
        raise StatementRefused(value.lang, str(err)) from err


def engine_quads(quads: Iterable[Quad]) -> Iterator[ox.Quad]:
    """The same quads for the engine, in the same order."""
    for quad in quads:
        yield ox.Quad(node(quad.subject), node(quad.predicate), term(quad.object), graph_name(quad.graph))


def quads_in(graph: ox.NamedNode | ox.DefaultGraph, quads: Iterable[Quad]) -> Iterator[ox.Quad]:
    """The quads for the engine, all in one graph whatever graph each names."""
    for quad in quads:
        yield ox.Quad(node(quad.subject), node(quad.predicate), term(quad.object), graph)


def plain_term(value: object) -> Term:
    """Raises StatementRefused for blank nodes and quoted triples, which drom does not use."""
    if isinstance(value, ox.NamedNode):
        return Iri(value.value)
    if isinstance(value, ox.Literal):
        language = value.language
        return Literal(value.value, value.datatype.value, written_tag(language) if language else "")
    raise StatementRefused(str(value), "blank nodes and quoted triples have no place here")


def plain_quads(quads: Iterable[ox.Quad]) -> Iterator[Quad]:
    """The engine's quads as ours, in the same order. Raises StatementRefused as `plain_term`."""
    for quad in quads:
        graph = quad.graph_name
        yield Quad(
            plain_term(quad.subject),  # type: ignore[arg-type]  # a literal is never a subject
            quad.predicate.value,
            plain_term(quad.object),
            graph.value if isinstance(graph, ox.NamedNode) else None,
        )


def substitutions(
    values: Mapping[str, Term],
) -> dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]:
    """Values for the variables of a query, by name without `?`."""
    return {ox.Variable(name): term(value) for name, value in values.items()}


def data_block(verb: str, graph: ox.NamedNode | ox.DefaultGraph, quads: Iterable[ox.Quad]) -> str:
    """`INSERT DATA` or `DELETE DATA` of these quads in one graph; the engine itself escapes every term."""
    lines = cast(bytes, ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)).decode()
    content = f"GRAPH {graph} {{ {lines} }}" if isinstance(graph, ox.NamedNode) else lines
    return f"{verb} DATA {{ {content} }}"
