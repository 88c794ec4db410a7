"""What a run did: counts, what it could not use and why, and how long each stage took."""

import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class Rejected:
    """A page or file that gave nothing: why, which, and what a person can do about it (may be empty)."""

    reason: str
    source: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}" + (f" ({self.remedy})" if self.remedy else "")


@dataclass(frozen=True, slots=True)
class Duplicate(Rejected):
    """A file whose bytes another file of the same folder has; it is counted and not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What became of the questions to a language model; pages without an answer keep what the rules found."""

    asked: int = 0  # pages
    known: int = 0  # pages whose answer was kept from before
    added: int = 0  # findings
    dropped: Mapping[str, int] = field(default_factory=dict)  # why → how many claims
    unanswered: tuple[Rejected, ...] = ()

    def lines(self) -> Iterator[str]:
        """For a person at a terminal."""
        reasons = ", ".join(f"{count} {reason}" for reason, count in self.dropped.items())
        yield f"language model: asked about {self.asked} pages, {self.known} known from before, {self.added} findings"
        if reasons:
            yield f"  dropped {sum(self.dropped.values())} of its claims: {reasons}"
        for reason, count in Counter(page.reason for page in self.unanswered).most_common():
            yield f"  {count} pages without its answer: {reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """The outcome of one run. Pages are counted once: captured or unchanged or rejected."""

    captured: int = 0  # new or changed pages, archived
    unchanged: int = 0  # same bytes as the newest capture of their address
    read: int = 0  # pages whose text was read and searched for findings
    rejected: tuple[Rejected, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    findings: Mapping[str, int] = field(default_factory=dict)  # kind → how many
    seconds: float = 0.0
    stages: Mapping[str, float] = field(default_factory=dict)  # stage → seconds
    problems: tuple[str, ...] = ()  # what the shapes found wrong with the things of this run
    advice: Advice | None = None  # of a language model, where one is asked

    @property
    def has_problems(self) -> bool:
        return bool(self.rejected)

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    def lines(self) -> Iterator[str]:
        """For a person at a terminal."""
        yield f"{self.captured} new or changed, {self.unchanged} unchanged, {self.read} read in {self.seconds:.1f} s"
        if self.findings:
            counts = ", ".join(f"{count} {kind}" for kind, count in sorted(self.findings.items()))
            yield f"found: {counts}"
        if self.advice:
            yield from self.advice.lines()
        if self.duplicates:
            yield f"{len(self.duplicates)} with the same bytes as another file"
        if self.rejected:
            yield f"{len(self.rejected)} not usable:"
        for rejected in self.rejected:
            yield f"  {rejected}"
        wrong = sum(problem.startswith("violation") for problem in self.problems)
        if wrong:
            yield f"{wrong} things are not as the shapes want them (report.json of the release names them)"
        if self.stages:
            yield "time: " + ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in self.stages.items())


class Stopwatch:
    """Adds up the wall-clock seconds of each stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began
