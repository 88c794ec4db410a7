"""The order of the stages, from an address to a published release; the only module of this room that knows it.

capture → read and extract (in killable workers) → assemble → resolve → merge → validate → index → publish. Up to
`publish` everything happens beside the release that is served; a run that dies leaves that release whole.
"""

import gc
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from graph.draft import Draft
from graph.ledger import count_lines
from graph.queries import captures_read
from graph.release import Release, Releases
from ingest.adviser.adviser import Adviser
from ingest.archive import Archive
from ingest.building import Kit, add_reading, complete, to_read_again
from ingest.capture import Capture
from ingest.extract.extraction import Extractor, KnownLabels
from ingest.extract.version import extractor_version
from ingest.finding import Reading
from ingest.likeness import Meaning
from ingest.reading import read
from ingest.report import Duplicate, Rejected, RunReport, Stopwatch
from ingest.source import Access, captures_from
from ingest.warc import CaptureRef
from ingest.worker import PageLimits, PageWorkers

log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]  # stage, done, of how many (0: unknown)
Digests = tuple[str, str]  # SHA-256 of the bytes, version of the rules


class Indexer(Protocol):
    """Builds the search index of a draft and gives the name of its model; the service hands in search's."""

    def __call__(self, draft: Draft, previous: Release | None) -> str: ...


@dataclass(frozen=True, slots=True)
class Equipment:
    """What a run works with, chosen by the settings."""

    index: Indexer
    model: str  # name of the model that `index` would use
    access: Access
    limits: PageLimits
    workers: int  # processes that read pages
    adviser: Adviser | None = None  # a language model that is asked about each page
    meaning: Callable[[], Meaning] | None = None  # opens what makes vectors of names, the same whatever `model` is


# A page of 10,000 words gives about 1,500; a page made to give more must not fill the graph.
MOST_FINDINGS = 4_000
# New objects between two looks for garbage, instead of 700: a page makes a few thousand, none of them in circles. With
# the default a third of the time of a page went into looking (bench/reading.py).
OBJECTS_BETWEEN_COLLECTIONS = 100_000


def collect_rarely() -> None:
    """Look for garbage seldom, and never in what is loaded already."""
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, 10, 10)


@cache
def _extractor() -> Extractor:
    """Opened once in each worker."""
    extractor = Extractor.open()
    collect_rarely()
    return extractor


def read_and_extract(capture: Capture) -> Reading:
    """The work of one worker on one capture. Raises PageRejected."""
    document = read(capture)
    return Reading(document, _extractor().findings(document)[:MOST_FINDINGS])


def silent(_stage: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


def try_source(
    source: str, access: Access, limits: PageLimits, adviser: Adviser | None = None
) -> Iterator[Reading | Rejected]:
    """What one page, file or folder would give; nothing is written. Raises SourceMissing."""
    found = list(captures_from(source, access))
    yield from (rejected for rejected in found if isinstance(rejected, Rejected))
    captures = [capture for capture in found if isinstance(capture, Capture)]
    with PageWorkers(read_and_extract, limits, workers=1) as workers:
        yield from (_advised(outcome, adviser) for outcome in workers.map(captures))


def _advised(outcome: Reading | Rejected, adviser: Adviser | None) -> Reading | Rejected:
    """Here and not in the workers, which have no network."""
    return outcome if adviser is None or isinstance(outcome, Rejected) else adviser.advised(outcome)


@dataclass(slots=True)
class _Tally:
    """The counts of a run while it goes on."""

    captured: int = 0
    unchanged: int = 0
    read: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    findings: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    clock: Stopwatch = field(default_factory=Stopwatch)
    adviser: Adviser | None = None

    def reject(self, rejected: Rejected) -> None:
        if isinstance(rejected, Duplicate):
            self.duplicates.append(rejected)
        else:
            self.rejected.append(rejected)

    def count(self, reading: Reading) -> None:
        self.read += 1
        self.findings.update(type(found).__name__.removesuffix("Finding").lower() for found in reading.findings)

    def report(self) -> RunReport:
        return RunReport(
            captured=self.captured,
            unchanged=self.unchanged,
            read=self.read,
            rejected=tuple(self.rejected),
            duplicates=tuple(self.duplicates),
            findings=dict(self.findings),
            seconds=sum(self.clock.seconds.values()),
            stages=dict(self.clock.seconds),
            problems=tuple(self.problems),
            advice=self.adviser.report() if self.adviser else None,
        )


class Workshop:
    """One run on one data folder, which it holds locked. Use `open`."""

    def __init__(self, releases: Releases, equipment: Equipment, seen: Progress) -> None:
        self.releases = releases
        self.equipment = equipment
        self.seen = seen
        self.archive = Archive(releases.data / "archive")
        self.tally = _Tally(adviser=equipment.adviser)
        self.version = extractor_version(equipment.adviser.version if equipment.adviser else "")

    @classmethod
    @contextmanager
    def open(cls, releases: Releases, equipment: Equipment, seen: Progress = silent) -> Iterator["Workshop"]:
        """Raises DataLocked while another run writes to the data folder."""
        with releases.writing():
            shop = cls(releases, equipment, seen)
            with shop.archive:
                yield shop

    def read(self, sources: Sequence[str]) -> tuple[Release | None, RunReport]:
        """Capture every source, then publish what is new in it; the release is None when nothing changed.

        Raises SourceMissing before anything is written when a path does not exist.
        """
        found = [captures_from(source, self.equipment.access) for source in sources]
        with self._stage("capture"):
            for captures in found:
                self._keep(captures)
        return self.build()

    def build(self, *, fresh: bool = False) -> tuple[Release | None, RunReport]:
        """Publish what archive and ledgers hold; `fresh` reads everything again into an empty graph."""
        previous = self.releases.current()
        start = None if fresh else previous
        wanted = self._unread(start)
        if not wanted and (self._is_up_to_date(start) if start else not self.archive.current()):
            return None, self.tally.report()
        with self.releases.begin(fresh=fresh) as draft:
            refused = dict(start.refused) if start else {}
            self._write_graph(draft, wanted, refused)
            with self._stage("index"):
                model = self.equipment.index(draft, start)
            draft.put_refused(refused)
            report = self.tally.report()
            with self._stage("publish"):
                release = draft.publish(report.to_json(), extractor=self.version, model=model)
        return release, report

    @contextmanager
    def _stage(self, name: str) -> Iterator[None]:
        """A part of the run that is timed and, before it begins, announced."""
        log.info("stage begins stage=%s", name)
        self.seen(name, 0, 0)
        with self.tally.clock.stage(name):
            yield

    def _keep(self, found: Iterator[Capture | Rejected]) -> None:
        for capture in found:
            if isinstance(capture, Rejected):
                self.tally.reject(capture)
            elif self.archive.append(capture):
                self.tally.captured += 1
            else:
                self.tally.unchanged += 1
            self.seen("capture", self.tally.captured + self.tally.unchanged, 0)

    def _is_up_to_date(self, release: Release) -> bool:
        manifest = release.manifest
        decided = count_lines(self.releases.judgements_ledger), count_lines(self.releases.curation_ledger)
        return (
            release.is_built_by(self.version)
            and manifest.model == self.equipment.model
            and (manifest.judgements, manifest.curation) == decided
        )

    def _unread(self, start: Release | None) -> list[CaptureRef]:
        """The newest capture of each address that the same rules have not seen yet, in archive order."""
        seen: dict[str, set[Digests]] = {}
        for source in (captures_read(start.store), start.refused) if start else ():
            for address, digests in source.items():
                seen.setdefault(address, set()).add(digests)
        for address in to_read_again(self.releases, start) if start else ():
            seen.pop(address, None)
        current = self.archive.current().values()
        return [ref for ref in current if (ref.sha256, self.version) not in seen.get(ref.address, ())]

    def _write_graph(self, draft: Draft, wanted: Sequence[CaptureRef], refused: dict[str, Digests]) -> None:
        meaning = self.equipment.meaning() if self.equipment.meaning else None
        with Kit.open(self.releases, KnownLabels(), meaning) as kit:
            collect_rarely()
            with self._stage("read"):
                touched = [add_reading(draft, kit, reading) for reading in self._readings(wanted, refused)]
            with self._stage("merge and validate"):
                self.tally.problems = [str(problem) for problem in complete(draft, kit, touched)]

    def _readings(self, wanted: Sequence[CaptureRef], refused: dict[str, Digests]) -> Iterator[Reading]:
        """What the captures give, in their order; those that give nothing are counted and remembered."""
        captures = (self.archive.read(ref) for ref in wanted)
        with PageWorkers(read_and_extract, self.equipment.limits, workers=self.equipment.workers) as workers:
            for done, (ref, given) in enumerate(zip(wanted, workers.map(captures), strict=True), start=1):
                outcome = _advised(given, self.equipment.adviser)
                self.seen("read", done, len(wanted))
                if isinstance(outcome, Rejected):
                    self.tally.reject(outcome)
                    refused[ref.address] = (ref.sha256, self.version)
                else:
                    refused.pop(ref.address, None)
                    self.tally.count(outcome)
                    yield outcome
