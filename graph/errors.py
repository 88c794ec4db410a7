"""What can go wrong while the graph is kept, read or published.

GraphError
├── StatementRefused      an IRI, language tag or literal that RDF does not allow
├── RdfRefused            bytes that are not the RDF they claim to be
├── QueryMalformed        a SPARQL query that cannot be parsed
├── StoreFailed           the store cannot be opened, read or written
├── LedgerDamaged         a line of a ledger is not what it must be
├── DecisionRefused       what a person wants to decide cannot be decided so
├── GazetteerMissing      the compiled table of places is not installed
├── OutsideQueryError
│   ├── QueryRefused      too large, too deep, an update, a call elsewhere, or no SPARQL
│   ├── QueryTimedOut     killed at the time limit
│   ├── QueryWorkersBusy  no worker was free in time
│   ├── QueryCrashed      the query ended its worker
│   └── ResultTooLarge    the answer is larger than may be sent
└── ReleaseError
    ├── FormatTooNew      the data folder was written by a newer program
    ├── DataLocked        another program is writing to the data folder
    ├── ReleaseMissing    no release has this number, or none was built yet
    ├── NothingBefore     there is no release to go back to
    ├── ReleaseDamaged    a release is not as its manifest says
    └── PublishingRefused the draft must not become a release
"""

from collections.abc import Sequence
from pathlib import Path

_SHOWN = 5  # problems written out in a message; the rest are counted


class GraphError(Exception):
    """Everything this room raises on purpose."""


class StatementRefused(GraphError):
    """RDF allows no such term."""

    def __init__(self, term: str, reason: str) -> None:
        super().__init__(f"{term[:200]!r} cannot stand in the graph: {reason}")
        self.term = term
        self.reason = reason


class RdfRefused(GraphError):
    """The bytes are not the RDF they claim to be."""

    def __init__(self, syntax: str, reason: str) -> None:
        super().__init__(f"not {syntax} as we accept it: {reason}")
        self.syntax = syntax
        self.reason = reason


class QueryMalformed(GraphError):
    """The query is not SPARQL."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the query is not SPARQL 1.1: {reason}")
        self.reason = reason


class StoreFailed(GraphError):
    """The store cannot be opened, read or written."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"the store {where} failed: {reason}; check free disk space, then `drom release verify`")
        self.where = where
        self.reason = reason


class LedgerDamaged(GraphError):
    """A line in the middle of a ledger cannot be read; only the last one may be cut by a crash."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}, line {line}: {reason}; restore the file from a backup, ledgers are never edited")
        self.path = path
        self.line = line


class DecisionRefused(GraphError):
    """What a person wants to decide cannot be decided so; nothing was written."""


class GazetteerMissing(GraphError):
    """The compiled table of places is not where it belongs."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"no gazetteer in {path}; run `python -m graph.compile_places`, or install drom again")
        self.path = path


class ReleaseError(GraphError):
    """The data folder or one of its releases cannot be used as asked."""


class FormatTooNew(ReleaseError):
    """The data folder was written by a newer program."""

    def __init__(self, data: Path, found: int, known: int) -> None:
        super().__init__(f"{data} has format {found}, this program knows {known}; install a newer drom")
        self.found = found
        self.known = known


class DataLocked(ReleaseError):
    """Another program is writing to the data folder."""

    def __init__(self, lock: Path, holder: str) -> None:
        super().__init__(
            f"{lock} is held by {holder or 'another program'}; wait until it ends, or stop it, and try again"
        )
        self.lock = lock
        self.holder = holder


class NothingBefore(ReleaseError):
    """There is no release to go back to."""

    def __init__(self, data: Path, current: int | None) -> None:
        which = f"before release {current}" if current else "at all"
        super().__init__(f"there is no whole release {which} in {data}; see `drom release list`")


class ReleaseMissing(ReleaseError):
    """No release has this number, or it no longer has its files."""

    def __init__(self, data: Path, number: int | None) -> None:
        which = "no release yet" if number is None else f"no whole release {number}"
        super().__init__(f"{which} in {data}; see `drom release list`, build one with `drom release build`")
        self.number = number


class ReleaseDamaged(ReleaseError):
    """A release is not as its manifest says."""

    def __init__(self, folder: Path, problems: Sequence[str]) -> None:
        super().__init__(f"{folder} is damaged: {_some(problems)}; go back with `drom release rollback`")
        self.folder = folder
        self.problems = tuple(problems)


class PublishingRefused(ReleaseError):
    """The draft must not become a release; the old one goes on being served."""

    def __init__(self, number: int, problems: Sequence[str]) -> None:
        super().__init__(f"release {number} was not published: {_some(problems)}")
        self.number = number
        self.problems = tuple(problems)


def _some(problems: Sequence[str]) -> str:
    rest = len(problems) - _SHOWN
    return "; ".join(problems[:_SHOWN]) + (f"; and {rest} more" if rest > 0 else "")


class OutsideQueryError(GraphError):
    """A query of a stranger was not answered; the message may be shown to them."""


class QueryRefused(OutsideQueryError):
    """The query itself cannot be answered as put."""

    def __init__(self, slug: str, reason: str) -> None:
        super().__init__(reason)
        self.slug = slug


class QueryTimedOut(OutsideQueryError):
    """The query took longer than it may, and was killed."""

    def __init__(self, limit_s: float) -> None:
        super().__init__(f"the query took longer than {limit_s:g} s and was stopped; ask for less, or use LIMIT")
        self.limit_s = limit_s


class QueryWorkersBusy(OutsideQueryError):
    """Every worker was busy."""

    def __init__(self, waited_s: float) -> None:
        super().__init__(f"no query worker was free within {waited_s:g} s; try again")


class QueryCrashed(OutsideQueryError):
    """The query ended its worker."""


class ResultTooLarge(OutsideQueryError):
    """The answer is larger than may be sent; it is never cut."""
