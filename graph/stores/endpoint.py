"""A store behind HTTP: any server that speaks the SPARQL 1.1 Protocol for queries and updates."""

import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException
from urllib.error import HTTPError

import pyoxigraph as ox

from graph.errors import QueryMalformed, StoreFailed
from graph.quads import ANYWHERE, Quad, Term, text_of
from graph.records import Iri
from graph.store import Row
from graph.stores.terms import data_block, graph_name, plain_term, quads_in, term

_EVERYWHERE = "SELECT ?s ?p ?o ?g WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
_IN_DEFAULT = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
_IN_NAMED = "SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
# Quads of the default graph sent in one request, about 2 MB: servers limit the size of a request (Fuseki: 10 MB).
_SENT_AT_ONCE = 10_000


class EndpointStore:
    """A `GraphStore` at two addresses, which may be one; every update is one request, and one transaction there."""

    def __init__(self, query_url: str, update_url: str, *, timeout_s: float = 30.0) -> None:
        for url in (query_url, update_url):
            if not url.startswith(("http://", "https://")):
                raise ValueError(f"{url} is no web address")
        self._query_url = query_url
        self._update_url = update_url
        self._timeout_s = timeout_s

    def replace_graph(self, graph: str | None, quads: Iterable[Quad]) -> None:
        name = graph_name(graph)
        sent = list(quads_in(name, quads))
        if isinstance(name, ox.NamedNode):
            self._update(f"DROP SILENT GRAPH {name};\n{data_block('INSERT', name, sent)}")
            return
        self._update("DROP SILENT DEFAULT")
        for start in range(0, len(sent), _SENT_AT_ONCE):
            self._update(data_block("INSERT", name, sent[start : start + _SENT_AT_ONCE]))

    def quads(
        self,
        *,
        subject: str | None = None,
        predicate: str | None = None,
        object: Term | None = None,
        graph: str | None = None,
    ) -> Iterator[Quad]:
        wanted = {"s": subject, "p": predicate, "o": object, "g": None if graph == ANYWHERE else graph}
        query = _EVERYWHERE if graph == ANYWHERE else _IN_DEFAULT if graph is None else _IN_NAMED
        for row in self.select(query, {name: _iri(value) for name, value in wanted.items() if value is not None}):
            named = text_of(row["g"]) if "g" in row else None
            yield Quad(text_of(row["s"]), text_of(row["p"]), row["o"], named)

    def graphs(self) -> Iterator[str]:
        for row in self.select(_GRAPHS):
            yield text_of(row["g"])

    def select(self, query: str, values: Mapping[str, Term] | None = None) -> Iterator[Row]:
        body = self._send(self._query_url, query + _values_block(values or {}), "application/sparql-query")
        try:
            solutions = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as err:
            raise StoreFailed(self._query_url, f"no SPARQL results: {err}") from err
        if not isinstance(solutions, ox.QuerySolutions):
            raise QueryMalformed("a SELECT query is needed here")
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            pairs = zip(names, solution, strict=True)
            yield {name: plain_term(value) for name, value in pairs if value is not None}

    def flush(self) -> None:
        """The server answers an update when it has it; how durably is its own business."""

    def _update(self, update: str) -> None:
        self._send(self._update_url, update, "application/sparql-update")

    def _send(self, url: str, body: str, media_type: str) -> bytes:
        request = urllib.request.Request(
            url,
            data=body.encode(),
            headers={"Content-Type": media_type, "Accept": ox.QueryResultsFormat.JSON.media_type},
        )
        with _failures(url), urllib.request.urlopen(request, timeout=self._timeout_s) as answer:
            content: bytes = answer.read()
            return content


def _iri(value: Term | str) -> Term:
    return Iri(value) if isinstance(value, str) else value


def _values_block(values: Mapping[str, Term]) -> str:
    """What a SPARQL server knows for binding: a VALUES clause behind the query, every term written by the engine."""
    if not values:
        return ""
    names = " ".join(str(ox.Variable(name)) for name in values)
    return f"\nVALUES ({names}) {{ ({' '.join(str(term(value)) for value in values.values())}) }}"


@contextmanager
def _failures(url: str) -> Iterator[None]:
    try:
        yield
    except HTTPError as err:
        reason = err.read(500).decode(errors="replace")
        raise QueryMalformed(reason) if err.code == 400 else StoreFailed(url, f"{err}: {reason}") from err
    except (OSError, HTTPException) as err:
        raise StoreFailed(url, str(err)) from err
