"""Warm worker processes for outside queries, killed and replaced when a query outlives its time.

No query of a stranger is parsed or run in the process that serves: it can overflow the parser's stack, hang the
planner or eat the memory, and the engine cannot be cancelled (docs/architecture.md, *Outside queries*).
"""

import multiprocessing
import queue
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from graph.errors import QueryCrashed, QueryRefused, QueryTimedOut, QueryWorkersBusy, ResultTooLarge
from graph.querycheck import CheckedQuery
from graph.queryworker import Order, Outcome, serve

START_TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """What one outside query may use."""

    timeout_s: float = 10.0  # wall clock, planning included
    wait_s: float = 5.0  # for a free worker
    max_bytes: int = 50_000_000  # of the serialised answer


class _Worker:
    def __init__(self, store_path: Path) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["graph.queryworker", "graph.querystore"])
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self.process: ForkServerProcess = context.Process(target=serve, args=(theirs, str(store_path)), daemon=True)
        self.process.start()
        theirs.close()
        if not self.pipe.poll(START_TIMEOUT_S):
            self.kill()
            raise QueryCrashed("a query worker did not start")
        self.confined = bool(self.pipe.recv())

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class QueryPool:
    """Runs checked queries on one release; safe to use from many threads."""

    def __init__(self, store_path: Path, *, workers: int = 2, limits: QueryLimits | None = None) -> None:
        self.store_path = store_path
        self.limits = limits or QueryLimits()
        self._idle: queue.SimpleQueue[_Worker | None] = queue.SimpleQueue()
        self._all: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closed = False
        for _ in range(workers):
            self._idle.put(None)  # started at its first query

    def run(
        self,
        query: CheckedQuery,
        media_type: str,
        *,
        default_graphs: tuple[str, ...] = (),
        named_graphs: tuple[str, ...] = (),
        prefixes: Mapping[str, str] | None = None,
    ) -> bytes:
        """The whole serialised answer.

        Raises QueryTimedOut past the time limit, ResultTooLarge past the size limit (nothing is ever cut silently),
        QueryRefused for a syntax error, QueryWorkersBusy when no worker is free in time, QueryCrashed when the query
        killed its worker.
        """
        order = Order(query.text, media_type, self.limits.max_bytes, default_graphs, named_graphs, dict(prefixes or {}))
        return _body_of(self._carry_out(order))

    def _carry_out(self, order: Order) -> Outcome:
        try:
            worker = self._idle.get(timeout=self.limits.wait_s)
        except queue.Empty:
            raise QueryWorkersBusy(self.limits.wait_s) from None
        try:
            worker = worker or self._start()
            outcome = self._ask(worker, order)
        except BaseException:
            if worker is not None:
                self._drop(worker)
            self._idle.put(None)
            raise
        self._idle.put(worker)
        return outcome

    def _start(self) -> _Worker:
        worker = _Worker(self.store_path)
        with self._lock:
            self._all.add(worker)
        return worker

    def _drop(self, worker: _Worker) -> None:
        with self._lock:
            self._all.discard(worker)
        worker.kill()

    def _ask(self, worker: _Worker, order: Order) -> Outcome:
        deadline = time.monotonic() + self.limits.timeout_s
        try:
            worker.pipe.send(order)
            if not worker.pipe.poll(max(0.0, deadline - time.monotonic())):
                raise QueryTimedOut(self.limits.timeout_s)
            outcome = worker.pipe.recv()
        except (EOFError, OSError) as err:
            if self._closed:
                raise QueryWorkersBusy(self.limits.wait_s) from err
            raise QueryCrashed("the query ended its worker: it nests too deeply or needs too much memory") from err
        if not isinstance(outcome, Outcome):
            raise QueryCrashed("a query worker sent something else than an answer")
        return outcome

    def close(self) -> None:
        """Kill every worker; running queries end with QueryWorkersBusy."""
        self._closed = True
        with self._lock:
            workers, self._all = self._all, set()
        for worker in workers:
            worker.kill()


def _body_of(outcome: Outcome) -> bytes:
    match outcome.problem:
        case None:
            return outcome.body
        case "syntax" | "format":
            raise QueryRefused(outcome.problem, outcome.detail)
        case "too-large":
            raise ResultTooLarge(outcome.detail)
        case _:
            raise QueryCrashed(outcome.detail)
