"""What a measurement is, how processes are timed, and on what machine it was."""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import TypeAlias

Json: TypeAlias = dict[str, object]

ROOT = Path(__file__).resolve().parent.parent
DROM = str(Path(sys.executable).with_name("drom"))
_LIBRARIES = ("trafilatura", "langdetect", "faiss-cpu", "tantivy", "pyoxigraph", "numpy", "tokenizers", "torch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing measured: the median of `runs` runs, beside the same work done by something simpler."""

    name: str
    measured: float
    unit: str
    runs: int
    limit: float | None = None  # in `unit`; None where nothing is promised
    beside: str | None = None  # what was measured beside it
    peer: float | None = None  # in `unit`

    @property
    def ratio(self) -> float | None:
        return self.measured / self.peer if self.peer else None

    @property
    def holds(self) -> bool:
        return self.limit is None or self.measured <= self.limit

    def to_json(self) -> dict[str, object]:
        found = {**asdict(self), "ratio": self.ratio, "holds": self.holds}
        return {name: round(value, 4) if isinstance(value, float) else value for name, value in found.items()}


@dataclass(frozen=True, slots=True)
class Spent:
    """What one process and its children used."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    output: str


def spent(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Spent:
    """Run a command to its end. Raises RuntimeError with its last words when it fails."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report")
        launcher = [sys.executable, "-S", "-E", str(Path(__file__).with_name("launch.py")), str(report), *command]
        ran = subprocess.run(launcher, capture_output=True, text=True, env={**os.environ, **(environment or {})})
        used = json.loads(report.read_text())
    if used["code"]:
        raise RuntimeError(f"{' '.join(command)} ended with {used['code']}: {ran.stderr[-2000:]}")
    return Spent(used["wall_s"], used["cpu_s"], used["peak_mb"], ran.stdout)


def repeated(count: int, once: Callable[[], Spent]) -> Spent:
    """The medians of several runs, after one that warms the disk cache."""
    once()
    runs = [once() for _ in range(count)]
    return Spent(
        median(run.wall_s for run in runs),
        median(run.cpu_s for run in runs),
        median(run.peak_mb for run in runs),
        runs[-1].output,
    )


def machine() -> dict[str, object]:
    """What tells how to read the figures; nothing that tells where the machine stands."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "processors": os.cpu_count(),
        "processor": _processor(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9),
        "load": round(os.getloadavg()[0], 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "libraries": {name: found for name in _LIBRARIES if (found := _version(name))},
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
