"""Files that survive a crash: atomic writes, hard-linked copies, checksums, and the lock of the one writer."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from graph.errors import DataLocked, StoreFailed
from graph.ledger import sync_folder

TEMPORARY_SUFFIX = ".tmp"


def write_atomically(path: Path, content: bytes) -> None:
    """Readers see the old file or the new one, also after a power cut."""
    temporary = path.with_name(path.name + TEMPORARY_SUFFIX)
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def link_files(source: Path, target: Path) -> None:
    """Give every file of a folder a second name in a new folder; copies where the disk has no hard links.

    The files must never be written in place afterwards, only replaced.
    """
    target.mkdir()
    for file in sorted(source.iterdir()):
        try:
            os.link(file, target / file.name)
        except OSError:
            shutil.copy2(file, target / file.name)


def checksums(folder: Path, *, without: frozenset[str]) -> dict[str, str]:
    """Path inside the folder → SHA-256 of every file below it, sorted; `without` are files at the top to pass over."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: sha256(path) for name, path in names.items() if name not in without}


def checksum_lines(sums: Mapping[str, str]) -> bytes:
    """In the format of `sha256sum`, so that `sha256sum -c` checks them."""
    return "".join(f"{digest}  {name}\n" for name, digest in sums.items()).encode()


def read_checksum_lines(lines: bytes) -> dict[str, str]:
    return {line[66:]: line[:64] for line in lines.decode().splitlines()}


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def failures(where: Path) -> Iterator[None]:
    """Translate what the disk refuses: no room, no right, no such folder."""
    try:
        yield
    except OSError as err:
        raise StoreFailed(str(where), str(err)) from err


@contextmanager
def only_writer(lock: Path) -> Iterator[None]:
    """Hold the lock file of a data folder. Raises DataLocked at once when another process holds it.

    The kernel lets go of it when this process ends in whatever way; nothing is ever left to clean up.
    """
    handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as err:
            raise DataLocked(lock, os.read(handle, 100).decode(errors="replace").strip()) from err
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)
