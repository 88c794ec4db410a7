"""The index's own list of what it is: which model, how many units, and the digest of every file.

Written last, so that a folder without it is no index. A mismatch on opening is IndexStale, a wrong file IndexDamaged.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from search.errors import IndexDamaged, IndexMissing, IndexStale

FORMAT = 1
NAME = "manifest.json"
# Files up to this size are digested whenever an index is opened (1 ms); larger ones have their size compared, and their
# digest at `drom release verify`.
_CHECKED_AT_OPENING = 1_000_000  # bytes


@dataclass(frozen=True, slots=True)
class FileFacts:
    size: int  # bytes
    sha256: str  # 64 hex digits


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """What was built."""

    format: int
    base: str  # of the release's IRIs
    model: str
    dimension: int
    threshold: float  # cosine above which a text counts as similar
    things: int
    passages: int
    files: Mapping[str, FileFacts]


def write_manifest(folder: Path, facts: IndexFacts) -> None:
    beside = folder / (NAME + ".tmp")
    with beside.open("w", encoding="utf-8") as file:
        json.dump(asdict(facts), file, ensure_ascii=False, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / NAME)


def read_manifest(folder: Path) -> IndexFacts:
    """Raises IndexMissing, IndexDamaged, or IndexStale for an index of another program version."""
    path = folder / NAME
    if not path.is_file():
        raise IndexMissing(folder)
    try:
        wire = json.loads(path.read_text("utf-8"))
        built = int(wire["format"])
        if built != FORMAT:
            raise IndexStale(folder, "format", built, FORMAT)
        files = {name: FileFacts(int(each["size"]), str(each["sha256"])) for name, each in wire["files"].items()}
        return IndexFacts(
            built, str(wire["base"]), str(wire["model"]), int(wire["dimension"]), float(wire["threshold"]),
            int(wire["things"]), int(wire["passages"]), files,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamaged(path, f"it cannot be read ({error})") from error


def files_of(folder: Path) -> dict[str, FileFacts]:
    """Size and digest of every file of an index, by path inside its folder; locks and the manifest left out."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != NAME and not path.name.endswith((".lock", ".tmp")):
            found[path.relative_to(folder).as_posix()] = FileFacts(path.stat().st_size, _digest(path))
    return found


def check_files(folder: Path, facts: IndexFacts, *, full: bool = False) -> None:
    """Raises IndexDamaged for the first file that is not what was written."""
    for problem in problems(folder, facts, full=full):
        raise problem


def problems(folder: Path, facts: IndexFacts, *, full: bool = True) -> list[IndexDamaged]:
    """Every file that is missing, of another size, or (small ones, or all when `full`) of another digest."""
    found = []
    for name, file in facts.files.items():
        path = folder / name
        if not path.is_file():
            found.append(IndexDamaged(path, "it is missing"))
        elif path.stat().st_size != file.size:
            found.append(IndexDamaged(path, f"it has {path.stat().st_size} bytes instead of {file.size}"))
        elif (full or file.size <= _CHECKED_AT_OPENING) and _digest(path) != file.sha256:
            found.append(IndexDamaged(path, "its content is not what was written (SHA-256)"))
    return found


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
