"""Typical SPARQL queries through the worker processes of the endpoint, beside the bare store in this process."""

import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from bench.measure import Figure
from bench.workplace import Workplace
from graph.exchange import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store

    from graph.querypool import QueryPool

RUNS = 30
QUERIES = {
    "labels of a country": """SELECT ?thing ?label { ?thing drom:within ?country ; skos:prefLabel ?label .
        ?country skos:prefLabel "Bulgaria"@en . ?thing a drom:Practice } LIMIT 20""",
    "themes counted": """SELECT ?theme (COUNT(DISTINCT ?thing) AS ?things) { ?thing drom:about ?theme }
        GROUP BY ?theme ORDER BY DESC(?things) LIMIT 20""",
    "quotes": """SELECT ?thing ?words { GRAPH ?document { ?found drom:describes ?thing ;
        oa:hasTarget/oa:hasSelector ?selector . ?selector oa:exact ?words } } LIMIT 50""",
}


def measured(place: Workplace) -> list[Figure]:
    """Milliseconds on the clock for one answer in JSON; there is no promise but the time limit of each query."""
    import pyoxigraph

    from graph.querypool import QueryPool
    from graph.release import Releases

    release = Releases(place.sample_data()).current()
    if release is None:
        raise RuntimeError("the sample has no release")
    store = pyoxigraph.Store.read_only(str(release.graph_folder))
    pool = QueryPool(release.graph_folder, workers=1)
    figures = []
    try:
        for name, query in QUERIES.items():
            ours = _median_ms(partial(_through_pool, pool, query))
            bare = _median_ms(partial(_bare, store, query))
            beside = "bare store in process"
            figures.append(
                Figure(name=f"SPARQL: {name}", measured=ours, unit="ms", runs=RUNS, beside=beside, peer=bare)
            )
    finally:
        pool.close()
    return figures


def _through_pool(pool: "QueryPool", query: str) -> bytes:
    from graph.querycheck import check

    return pool.run(check(query), "application/sparql-results+json", prefixes=PREFIXES)


def _bare(store: "Store", query: str) -> bytes | None:
    from pyoxigraph import QueryResultsFormat, QuerySolutions

    found = store.query(query, prefixes=PREFIXES)
    assert isinstance(found, QuerySolutions)
    return found.serialize(format=QueryResultsFormat.JSON)


def _median_ms(once: Callable[[], object]) -> float:
    once()
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        once()
        times.append(1000 * (time.perf_counter() - began))
    return median(times)
