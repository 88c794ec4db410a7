"""The child process that answers outside queries: opens a release read-only, confines itself, serves one pipe until
it is killed.
"""

import contextlib
import io
import logging
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from graph.confinement import confine, die_with_parent
from graph.errors import QueryRefused
from graph.querystore import QueryStore

log = logging.getLogger(__name__)

# Enough to open a large store and sort a result; a query that needs more is killed (8 GB machines run two workers).
MEMORY_BYTES = 3 << 30


@dataclass(frozen=True, slots=True)
class Order:
    """A checked query and how its answer is wanted: `media_type` is one that `serialise` knows."""

    query: str
    media_type: str
    max_bytes: int
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict)  # those that the query need not declare


@dataclass(frozen=True, slots=True)
class Outcome:
    """`problem` is None when `body` is the whole answer; else one of syntax, format, too-large, memory, engine."""

    body: bytes = b""
    problem: str | None = None
    detail: str = ""


class _TooLargeError(Exception):
    pass


class _Spool(io.BytesIO):
    """Takes the serialised answer and refuses to grow past the limit, so that a cut answer is never sent."""

    def __init__(self, max_bytes: int) -> None:
        super().__init__()
        self.max_bytes = max_bytes

    def write(self, data: bytes) -> int:  # type: ignore[override]
        if self.tell() + len(data) > self.max_bytes:
            raise _TooLargeError
        return super().write(data)


def serve(pipe: Connection, store_path: str) -> None:
    """Answer orders from `pipe` until it closes. Runs in a process of its own; never returns to the caller's work."""
    die_with_parent()
    store = QueryStore.read_only(store_path)
    confined = confine(MEMORY_BYTES)
    pipe.send(confined)
    with contextlib.suppress(EOFError, KeyboardInterrupt, BrokenPipeError):
        while True:
            pipe.send(_answer(store, pipe.recv()))
    sys.exit(0)


def _answer(store: QueryStore, order: Order) -> Outcome:
    spool = _Spool(order.max_bytes)
    try:
        store.answer(order.query, order.media_type, spool, order.default_graphs, order.named_graphs, order.prefixes)
    except SyntaxError as err:
        return Outcome(problem="syntax", detail=str(err))
    except QueryRefused as err:
        return Outcome(problem=err.slug, detail=str(err))
    except _TooLargeError:
        return Outcome(problem="too-large", detail=f"the answer is larger than {order.max_bytes} bytes")
    except MemoryError:
        return Outcome(problem="memory", detail="the query needs more memory than it is given")
    except (OSError, ValueError, RuntimeError) as err:
        return Outcome(problem="engine", detail=str(err))
    return Outcome(body=spool.getvalue())
