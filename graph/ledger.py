"""An append-only file of JSON lines, the form of every ledger of drom.

A kill may cut the last line: it was never acknowledged, so it is passed over when read and removed before the next
append.
"""

import json
import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, TypeAlias

from graph.errors import LedgerDamaged

log = logging.getLogger(__name__)

Entry: TypeAlias = dict[str, str | int | float | None]


class Ledger:
    """One writer at a time (it holds the lock of the data folder), any number of readers."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO | None = None

    def entries(self) -> Iterator[Entry]:
        """Every whole line, oldest first; none when there is no file. Raises LedgerDamaged."""
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.endswith(b"\n"):
                    yield self._entry(line, number)

    def append(self, entry: Mapping[str, str | int | float | None]) -> None:
        """Write one line; it may be lost in a crash until `flush` returns."""
        if self._file is None:
            self._file = self._open()
        line = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        self._file.write(line.encode() + b"\n")

    def flush(self) -> None:
        """Return when every appended line is on the disk."""
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())

    def close(self) -> None:
        if self._file is not None:
            self.flush()
            self._file.close()
            self._file = None

    def _open(self) -> BinaryIO:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not self.path.exists()
        file = self.path.open("ab")
        self._drop_cut_line(file)
        if is_new:
            sync_folder(self.path.parent)
        return file

    def _drop_cut_line(self, file: BinaryIO) -> None:
        content = self.path.read_bytes()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            log.warning("ledger line cut by a crash removed path=%s bytes=%d", self.path, len(content) - whole)
            file.truncate(whole)

    def _entry(self, line: bytes, number: int) -> Entry:
        try:
            entry = json.loads(line)
        except ValueError as err:
            raise LedgerDamaged(self.path, number, f"not JSON ({err})") from err
        if not isinstance(entry, dict):
            raise LedgerDamaged(self.path, number, "not a JSON object")
        return entry


def count_lines(path: Path) -> int:
    """Whole lines of a ledger; 0 when there is none."""
    return path.read_bytes().count(b"\n") if path.exists() else 0


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk; a new or renamed file survives a power cut only then."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
