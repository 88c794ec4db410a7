"""Outside queries: answered in a process of their own, which may die without harm."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.errors import QueryCrashed, QueryRefused, QueryTimedOut, ResultTooLarge
from graph.querycheck import check
from graph.querypool import QueryLimits, QueryPool

JSON = "application/sparql-results+json"


@pytest.fixture(scope="module")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "graph"
    store = ox.Store(str(path))
    store.extend(
        ox.Quad(ox.NamedNode(f"http://e/{n}"), ox.NamedNode("http://e/p"), ox.Literal(n), ox.NamedNode("http://e/g"))
        for n in range(300)
    )
    store.extend(ox.Quad(ox.NamedNode(f"http://e/{n}"), ox.NamedNode("http://e/p"), ox.Literal(n)) for n in range(300))
    store.flush()
    return path


@pytest.fixture(scope="module")
def pool(store_path: Path):
    pool = QueryPool(store_path, workers=1, limits=QueryLimits(timeout_s=3, max_bytes=5000))
    yield pool
    pool.close()


def count(pool: QueryPool) -> str:
    answer = json.loads(pool.run(check("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), JSON))
    return answer["results"]["bindings"][0]["n"]["value"]


def test_select_is_answered_by_the_store(pool: QueryPool):
    assert count(pool) == "300"


def test_dataset_of_the_request_replaces_the_stores(pool: QueryPool):
    query = check("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")

    answer = json.loads(pool.run(query, JSON, default_graphs=("http://e/none",)))

    assert answer["results"]["bindings"][0]["n"]["value"] == "0"


def test_endless_query_is_killed_and_the_next_one_is_answered(pool: QueryPool):
    endless = check("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")

    with pytest.raises(QueryTimedOut):
        pool.run(endless, JSON)

    assert count(pool) == "300"


def test_answer_over_the_limit_is_an_error_never_cut(pool: QueryPool):
    with pytest.raises(ResultTooLarge):
        pool.run(check("SELECT * { ?s ?p ?o }"), JSON)


def test_query_that_overflows_the_parser_ends_only_its_worker(pool: QueryPool):
    deep = check("ASK { FILTER(" + "!(" * 90 + "1" + ")" * 90 + ") }")
    bomb = type(deep)("ASK { FILTER(" + "(" * 200_000 + "1" + ")" * 200_000 + ") }", deep.form)

    with pytest.raises((QueryCrashed, QueryRefused, QueryTimedOut)):
        pool.run(bomb, JSON)

    assert count(pool) == "300"


def test_syntax_error_is_refused_with_the_parsers_words(pool: QueryPool):
    with pytest.raises(QueryRefused, match="expected"):
        pool.run(check("SELECT * WHERE { ?s ?p }"), JSON)


def test_worker_cannot_open_a_socket(pool: QueryPool):
    sneaky = type(check("ASK {}"))("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", check("ASK {}").form)

    with pytest.raises(QueryCrashed):
        pool.run(sneaky, JSON)


def test_graph_answer_cannot_be_a_table(pool: QueryPool):
    with pytest.raises(QueryRefused):
        pool.run(check("CONSTRUCT WHERE { ?s ?p ?o }"), JSON)
