"""Every byte ever fetched, in WARC files: append-only, content-addressed, and whole after a kill at any moment.

Each run writes a file of its own, named so that names sort by time; while open it ends in `.open`. A record counts as
kept once it is on the disk; what a crash left half written at the end readers pass over and the next writer cuts off.
"""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from ingest.capture import Capture
from ingest.errors import ArchiveFailed
from ingest.warc import OPEN, CaptureRef, capture_at, captures_in, encoded_record, refs_in, whole_length

_DATE = "%Y%m%dT%H%M%SZ"


class Archive:
    """The captures of one folder. Any number of readers; one writer at a time (the data folder's lock sees to that)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._newest: dict[str, CaptureRef] | None = None
        self._out: BinaryIO | None = None
        self._path: Path | None = None  # of the file being written

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def append(self, capture: Capture) -> bool:
        """Keep a capture: on the disk when this returns True; False when the newest of its address has the same bytes.

        Raises ArchiveFailed when it cannot be written; what was kept before stays kept.
        """
        newest = self._current()
        known = newest.get(capture.address)
        if known and known.sha256 == capture.sha256:
            return False
        try:
            offset = self._write(encoded_record(capture))
        except OSError as err:
            raise ArchiveFailed(self.folder, err.strerror or str(err)) from err
        warc = self._written().name.removesuffix(OPEN)
        newest[capture.address] = CaptureRef(capture.address, capture.sha256, capture.fetched, warc, offset)
        return True

    def captures(self) -> Iterator[Capture]:
        """Every capture ever kept, by file name and offset: the order in which they came."""
        for path in self._files():
            yield from captures_in(path)

    def current(self) -> dict[str, CaptureRef]:
        """The newest capture of each address, without its body; addresses in the order they first came."""
        return dict(self._current())

    def read(self, ref: CaptureRef) -> Capture:
        """The capture with its body. Raises ArchiveDamaged when it is not there."""
        path = self.folder / ref.warc
        return capture_at(path if path.exists() else path.with_name(path.name + OPEN), ref.offset)

    def close(self) -> None:
        """Finish this run's file, if it wrote one."""
        if self._out is None:
            return
        path = self._written()
        self._out.close()
        self._out = self._path = None
        _finish(path)

    def _current(self) -> dict[str, CaptureRef]:
        if self._newest is None:
            self._newest = {}
            for path in self._files():
                for ref in _refs(path):
                    self._newest[ref.address] = ref
        return self._newest

    def _files(self) -> list[Path]:
        names = [*self.folder.glob("*.warc.gz"), *self.folder.glob("*.warc.gz" + OPEN)]
        return sorted(names, key=lambda path: path.name.removesuffix(OPEN))

    def _write(self, record: bytes) -> int:
        """Append the record and force it to the disk; after a failure the file ends where it ended before."""
        out = self._out or self._begin()
        offset = out.tell()
        try:
            left = memoryview(record)
            while left:
                left = left[out.write(left) :]  # unbuffered, so a nearly full disk may take a part only
            os.fsync(out.fileno())
        except OSError:
            self._take_back(out, offset)
            raise
        return offset

    def _take_back(self, out: BinaryIO, offset: int) -> None:
        try:
            out.truncate(offset)
            out.seek(offset)
        except OSError:  # nothing may follow a half record: the next one goes into a new file
            out.close()
            self._out = self._path = None

    def _begin(self) -> BinaryIO:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._recover()
        self._path = self.folder / (self._next_name() + OPEN)
        self._out = self._path.open("xb", buffering=0)
        fcntl.flock(self._out, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _sync_folder(self.folder)
        return self._out

    def _recover(self) -> None:
        """Cut off what a kill left half written, and close the file; one that a living process writes is left alone."""
        for path in self.folder.glob("*.warc.gz" + OPEN):
            with path.open("rb+") as stream:
                try:
                    fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                stream.truncate(whole_length(path))
                os.fsync(stream.fileno())
            _finish(path)

    def _next_name(self) -> str:
        """Sorts behind every name there is, even when the clock went back."""
        now = datetime.now(UTC).strftime(_DATE)
        last = max((path.name for path in self._files()), default="")
        stamp, _, counter = last.partition(".")[0].partition("-")
        return f"{max(now, stamp)}-{int(counter) + 1 if stamp >= now else 0:05}.warc.gz"

    def _written(self) -> Path:
        if self._path is None:
            raise ValueError("nothing has been written yet")
        return self._path


def _refs(path: Path) -> list[CaptureRef]:
    """What the file holds, from its index where one fits; the index is made anew when it does not."""
    index = path.with_name(path.name + ".index")
    size = path.stat().st_size
    with contextlib.suppress(OSError, ValueError, TypeError):
        head, *rows = json.loads(index.read_text(encoding="utf-8"))
        if head == size and path.suffix != OPEN:
            return [CaptureRef(a, s, datetime.fromisoformat(f), path.name, o) for a, s, f, o in rows]
    return [*refs_in(path)]


def _finish(path: Path) -> None:
    """Give a file its last name, with an index beside it; an empty one goes."""
    if path.stat().st_size == 0:
        path.unlink()
        return
    closed = path.with_name(path.name.removesuffix(OPEN))
    path.rename(closed)
    _sync_folder(path.parent)
    rows = [[ref.address, ref.sha256, ref.fetched.isoformat(), ref.offset] for ref in refs_in(closed)]
    index = closed.with_name(closed.name + ".index")
    with contextlib.suppress(OSError):  # derived; reading without it is only slower
        index.write_text(json.dumps([closed.stat().st_size, *rows], ensure_ascii=False), encoding="utf-8")


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


__all__ = ["Archive", "Capture", "CaptureRef"]
