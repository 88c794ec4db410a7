"""What every store must do, asked of the embedded one and of a server behind HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pyoxigraph as ox
import pytest

from graph.errors import QueryMalformed, StatementRefused, StoreFailed
from graph.exchange import lines
from graph.quads import ANYWHERE, Literal, Quad, tagged
from graph.records import Iri
from graph.store import GraphStore
from graph.stores.endpoint import EndpointStore
from graph.stores.oxigraph import OxigraphStore
from ontology.terms import RDF, SKOS, XSD

A, B, GRAPH, OTHER = (f"http://localhost:8000/{name}" for name in ("a", "b", "graph", "other"))


def label(subject: str, text: str, lang: str = "bg") -> Quad:
    return Quad(subject, SKOS.prefLabel, tagged(text, lang))


@contextmanager
def sparql_server() -> Iterator[str]:
    """A server of the SPARQL 1.1 Protocol over an Oxigraph of its own."""
    store = ox.Store()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            try:
                if self.headers["Content-Type"] == "application/sparql-update":
                    store.update(text)
                    return self.answer(204, b"")
                return self.answer(200, store.query(text).serialize(format=ox.QueryResultsFormat.JSON))
            except SyntaxError as err:
                return self.answer(400, str(err).encode())

        def answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(params=["memory", "folder", "endpoint"])
def store(request, tmp_path) -> Iterator[GraphStore]:
    if request.param == "endpoint":
        with sparql_server() as url:
            yield EndpointStore(url, url)
    else:
        yield OxigraphStore.in_memory() if request.param == "memory" else OxigraphStore.open(tmp_path / "graph")


def found(store: GraphStore, **pattern: str) -> list[str]:
    return lines(store.quads(**pattern))


def test_replacing_a_graph_leaves_nothing_of_the_old_one(store):
    store.replace_graph(GRAPH, [label(A, "едно"), label(A, "две")])

    store.replace_graph(GRAPH, [label(A, "две"), label(B, "три")])

    assert {q.object.text for q in store.quads(graph=GRAPH)} == {"две", "три"}


def test_replacing_a_graph_leaves_the_others_alone(store):
    store.replace_graph(OTHER, [label(A, "друго")])
    store.replace_graph(None, [label(A, "общо")])

    store.replace_graph(GRAPH, [label(A, "едно")])
    store.replace_graph(GRAPH, [])

    assert list(store.graphs()) == [OTHER]
    assert found(store) == lines([label(A, "общо")])


def test_the_default_graph_is_replaced_too(store):
    store.replace_graph(None, [label(A, "едно"), label(B, "две")])

    store.replace_graph(None, [label(B, "две"), label(B, "три")])

    assert found(store) == lines([label(B, "две"), label(B, "три")])


def test_a_refused_term_leaves_the_graph_as_it_was(store):
    store.replace_graph(GRAPH, [label(A, "едно")])

    with pytest.raises(StatementRefused):
        store.replace_graph(GRAPH, [label(B, "две"), label("not an IRI", "три")])

    assert [q.object.text for q in store.quads(graph=GRAPH)] == ["едно"]


@pytest.mark.parametrize(
    "value",
    [
        Iri("http://пример.бг/имя"),
        Literal('"quotes", \\ and\nlines\t\r{} }'),
        Literal("\\u0022 } ; DROP ALL ; {"),
        Literal("2015", XSD.gYear),
        Literal("12", XSD.integer),
        Literal("0.93", XSD.decimal),
        tagged("Разград", "bg"),
        tagged("Razgrad", "sr-Latn"),
    ],
    ids=str,
)
def test_every_kind_of_value_comes_back(store, value):
    store.replace_graph(GRAPH, [Quad(A, RDF.value, value)])
    store.replace_graph(GRAPH, [Quad(A, RDF.value, value), label(A, "и още")])

    assert [q.object for q in store.quads(predicate=RDF.value, graph=GRAPH)] == [value]


def test_a_pattern_looks_into_the_graph_it_names(store):
    store.replace_graph(GRAPH, [label(A, "едно")])
    store.replace_graph(None, [label(A, "общо"), label(B, "друго")])

    assert found(store, subject=A) == lines([label(A, "общо")])
    assert found(store, subject=A, graph=GRAPH) == lines([Quad(A, SKOS.prefLabel, tagged("едно", "bg"), GRAPH)])
    assert len(found(store, subject=A, graph=ANYWHERE)) == 2


def test_values_are_bound_and_never_read_as_sparql(store):
    store.replace_graph(None, [label(A, 'x" } DROP ALL #'), label(B, "друго")])
    query = f"SELECT ?thing ?label WHERE {{ ?thing <{SKOS.prefLabel}> ?label }}"

    rows = list(store.select(query, {"label": tagged('x" } DROP ALL #', "bg")}))

    assert [row["thing"] for row in rows] == [A]


def test_an_unbound_variable_is_left_out_of_its_row(store):
    store.replace_graph(None, [label(A, "едно")])

    (row,) = store.select(f"SELECT ?a ?b WHERE {{ ?a <{SKOS.prefLabel}> ?c OPTIONAL {{ ?a <{RDF.value}> ?b }} }}")

    assert dict(row) == {"a": A}


def test_a_query_that_is_no_sparql_is_refused(store):
    with pytest.raises(QueryMalformed):
        list(store.select("SELEKT *"))


def test_a_server_that_does_not_answer_is_a_failed_store():
    with sparql_server() as url:
        pass

    with pytest.raises(StoreFailed, match=r"127\.0\.0\.1"):
        list(EndpointStore(url, url).graphs())
