"""One open release with all that answers from it, and the holder that swaps it for a newer one without dropping a
request.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from graph.errors import GraphError
from graph.places import Gazetteer
from graph.querypool import QueryPool
from graph.release import Release
from graph.store import GraphStore
from ontology.scheme import ConceptScheme
from search.engine import SearchEngine
from search.errors import SearchError
from service.errors import NotReady
from service.settings import Settings

log = logging.getLogger(__name__)

# How often a request may look whether a newer release was published; reading one small file costs 20 µs.
LOOK_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Serving:
    """Everything that answers from one release."""

    release: Release
    store: GraphStore
    engine: SearchEngine
    queries: QueryPool
    scheme: ConceptScheme
    gazetteer: Gazetteer
    settings: Settings

    @property
    def base(self) -> str:
        """What every IRI of this data folder begins with; no trailing slash."""
        return self.release.base


class _Lease:
    """A serving with the number of requests that use it."""

    def __init__(self, serving: Serving) -> None:
        self.serving = serving
        self.users = 0
        self.retired = False

    def close_if_idle(self) -> None:
        if self.retired and self.users == 0:
            self.serving.queries.close()


class ServingHolder:
    """Hands out the current release; a new one is opened beside the old one, which closes after its last request."""

    def __init__(self, current_number: Callable[[], int | None], open_release: Callable[[int], Serving]) -> None:
        self._current_number = current_number
        self._open = open_release
        self._lease: _Lease | None = None
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._looked = 0.0
        self.problem: str | None = None

    @contextmanager
    def use(self) -> Iterator[Serving]:
        """The current release for one request; raises NotReady when none is open."""
        self.refresh()
        with self._lock:
            lease = self._lease
            if lease is None:
                raise NotReady(self.problem or "nothing was published yet; run `drom ingest read PATH` first")
            lease.users += 1
        try:
            yield lease.serving
        finally:
            with self._lock:
                lease.users -= 1
                lease.close_if_idle()

    def refresh(self, *, at_once: bool = False) -> None:
        """Follow `current`; a release that cannot be opened is logged and the old one stays."""
        now = time.monotonic()
        if not at_once and now - self._looked < LOOK_EVERY_S:
            return
        if not self._opening.acquire(blocking=at_once or self._lease is None):
            return  # somebody opens it already; answer from the old one
        try:
            self._looked = now
            number = self._current_number()
            if number is not None and (self._lease is None or self._lease.serving.release.number != number):
                self._switch(number)
        finally:
            self._opening.release()

    def _switch(self, number: int) -> None:
        try:
            fresh = _Lease(self._open(number))
        except (GraphError, SearchError) as err:  # the old one goes on answering
            self._refuse(number, str(err))
            log.error("release not opened release=%d reason=%s", number, err)  # noqa: TRY400  # it says what to do
            return
        except Exception:  # whatever else is wrong with the new release
            self._refuse(number, "the log says why")
            log.exception("release not opened release=%d", number)
            return
        with self._lock:
            old, self._lease = self._lease, fresh
            self.problem = None
            if old is not None:
                old.retired = True
                old.close_if_idle()
        log.info("serving release=%d", number)

    def _refuse(self, number: int, reason: str) -> None:
        self.problem = f"release {number} cannot be opened: {reason}"

    def close(self) -> None:
        with self._lock:
            if self._lease is not None:
                self._lease.serving.queries.close()
                self._lease = None
