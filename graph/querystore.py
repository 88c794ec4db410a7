"""A release opened read-only for outside queries; answers are serialised by the store itself, never through Python
objects.
"""

from collections.abc import Mapping
from typing import IO, Self, TypeVar

import pyoxigraph as ox

from graph.errors import QueryRefused

SOLUTION_FORMATS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
# A truth value has no CSV or TSV form in SPARQL 1.1.
BOOLEAN_FORMATS = {name: SOLUTION_FORMATS[name] for name in list(SOLUTION_FORMATS)[:2]}


class QueryStore:
    """Answers SELECT, ASK, CONSTRUCT and DESCRIBE in the formats above."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    @classmethod
    def read_only(cls, path: str) -> Self:
        return cls(ox.Store.read_only(path))

    def answer(
        self,
        query: str,
        media_type: str,
        output: IO[bytes],
        default_graphs: tuple[str, ...] = (),
        named_graphs: tuple[str, ...] = (),
        prefixes: Mapping[str, str] | None = None,
    ) -> None:
        """Write the whole answer to `output`.

        With `default_graphs` or `named_graphs` the dataset is theirs alone (SPARQL 1.1 Protocol, 2.1.4). Raises
        SyntaxError for a query that does not parse, QueryRefused for a format that its form does not have.
        """
        chosen = bool(default_graphs or named_graphs)
        results = self._store.query(
            query,
            prefixes=dict(prefixes or {}),
            default_graph=[ox.NamedNode(g) for g in default_graphs] if chosen else None,
            named_graphs=[ox.NamedNode(g) for g in named_graphs] if chosen else None,
        )
        if isinstance(results, ox.QueryTriples):
            ox.serialize(results, output, format=_format(GRAPH_FORMATS, media_type))
        elif isinstance(results, ox.QueryBoolean):
            results.serialize(output, format=_format(BOOLEAN_FORMATS, media_type))
        else:
            results.serialize(output, format=_format(SOLUTION_FORMATS, media_type))


_Format = TypeVar("_Format")


def _format(formats: Mapping[str, _Format], media_type: str) -> _Format:
    if media_type not in formats:
        raise QueryRefused("format", f"{media_type} cannot hold this answer; it comes as {', '.join(formats)}")
    return formats[media_type]
