"""Work on pages in processes that may be killed: a page that hangs, bursts or crashes is rejected and the run goes on.

Nothing a page does reaches the process that runs us: the worker has no network, limited memory and limited time.
"""

import contextlib
import logging
import math
import os
import pickle
import resource
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Generic, TypeVar

from graph.confinement import confine, die_with_parent
from ingest.capture import Capture
from ingest.errors import PageRejected, WorkersFailed
from ingest.report import Rejected

log = logging.getLogger(__name__)
T = TypeVar("T")

_READER = "import sys; sys.path[:] = {path!r}; from ingest.worker import serve; serve({handle})"
# Python, lxml, trafilatura and the tables of names, on a machine that is busy otherwise.
_START_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLimits:
    """What one page may use. The slowest page of the sample takes 0.1 s and 150 MB."""

    cpu_s: float = 20.0
    wall_s: float = 60.0  # more than the processor time, for a machine that is busy otherwise
    memory_bytes: int = 2 << 30


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    pipe: Connection
    is_ready: bool = False

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()
        self.pipe.close()


class PageWorkers(Generic[T]):
    """Applies `work` to captures in worker processes. To be used as a context manager, which starts and ends them.

    `work` must be importable by name in another process, or an object that pickles; it is sent once to each worker.
    PageRejected from `work` becomes a Rejected with its reason; any other exception is one of ours and says so.
    """

    def __init__(self, work: Callable[[Capture], T], limits: PageLimits | None = None, *, workers: int = 1) -> None:
        self._work = pickle.dumps(work)
        self._limits = limits or PageLimits()
        self._count = workers
        self._idle: list[_Worker] = []
        self._busy: deque[tuple[Capture, _Worker, float]] = deque()

    def __enter__(self) -> "PageWorkers[T]":
        self._idle = [self._started() for _ in range(self._count)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in [*self._idle, *(worker for _, worker, _ in self._busy)]:
            worker.kill()
        self._idle.clear()
        self._busy.clear()

    def map(self, captures: Iterable[Capture]) -> Iterator[T | Rejected]:
        """One outcome for each capture, in their order; captures are taken only as fast as workers are free."""
        for capture in captures:
            if not self._idle:
                yield self._outcome()
            self._give(capture)
        while self._busy:
            yield self._outcome()

    def _started(self) -> _Worker:
        ours, theirs = socket.socketpair()
        command = _READER.format(path=sys.path, handle=theirs.fileno())
        process = subprocess.Popen(
            [sys.executable, "-c", command], pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL
        )
        theirs.close()
        worker = _Worker(process, Connection(ours.detach()))
        with contextlib.suppress(BrokenPipeError):  # it died at once, as `_await` will find
            worker.pipe.send_bytes(pickle.dumps((self._work, self._limits)))
        return worker

    def _give(self, capture: Capture) -> None:
        worker = self._idle.pop()
        self._await(worker)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it died; the outcome will tell
            worker.pipe.send(capture)
        self._busy.append((capture, worker, time.monotonic() + self._limits.wall_s))

    def _await(self, worker: _Worker) -> None:
        """Let a new worker load what it works with. Raises WorkersFailed when it cannot: no page would fare better."""
        if worker.is_ready:
            return
        with contextlib.suppress(EOFError, ConnectionResetError):
            worker.is_ready = worker.pipe.poll(_START_S) and worker.pipe.recv() is None
        if not worker.is_ready:
            worker.kill()
            raise WorkersFailed(f"exit code {worker.process.returncode}")

    def _outcome(self) -> T | Rejected:
        """Wait for the page that was given out first."""
        capture, worker, deadline = self._busy.popleft()
        try:
            if worker.pipe.poll(max(0.0, deadline - time.monotonic())):
                outcome: T | Rejected = worker.pipe.recv()
                self._idle.append(worker)
                return outcome
            reason = f"reading it took over {self._limits.wall_s:.0f} s"
        except (EOFError, ConnectionResetError):
            reason = self._end_of(worker)
        except BaseException:
            worker.kill()
            raise
        worker.kill()
        self._idle.append(self._started())
        log.warning("page rejected reason=%s source=%s", reason, capture.address)
        return Rejected(reason, capture.address, "look at its source; it may be damaged or hostile")

    def _end_of(self, worker: _Worker) -> str:
        """What to say of a worker that ended by itself."""
        code = worker.process.wait()
        if code == -signal.SIGXCPU:
            return f"reading it took over {self._limits.cpu_s:.0f} s of processor time"
        return f"the reader broke off ({signal.Signals(-code).name if code < 0 else f'exit code {code}'})"


def serve(handle: int) -> None:
    """The worker's loop: captures in, outcomes out, until the pipe closes or somebody kills us."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle; it ends us
    pipe = Connection(handle)
    try:
        pickled, limits = pickle.loads(pipe.recv_bytes())
        work: Callable[[Capture], object] = pickle.loads(pickled)
        confine(limits.memory_bytes)
        pipe.send(None)
        while True:
            capture: Capture = pipe.recv()
            _limit_processor(limits.cpu_s)
            pipe.send(_worked(work, capture, limits))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        os._exit(0)  # the parent is gone or done; there is nothing to tidy


def _limit_processor(seconds: float) -> None:
    """From now on, so many more seconds of processor time; then SIGXCPU."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime + seconds), hard))


def _worked(work: Callable[[Capture], object], capture: Capture, limits: PageLimits) -> object:
    try:
        return work(capture)
    except PageRejected as rejected:
        return Rejected(rejected.reason, capture.address, rejected.remedy)
    except MemoryError:
        return Rejected(f"reading it takes over {limits.memory_bytes >> 20} MB", capture.address, "split it")
    except RecursionError:
        return Rejected("its elements nest too deep", capture.address)
    except Exception as failure:  # the top of a worker's loop: one page must not end the run
        log.exception("page failed source=%s", capture.address)
        reason = f"the reader failed ({type(failure).__name__}: {failure})"
        return Rejected(reason[:300], capture.address, "please report this page")
