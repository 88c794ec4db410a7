"""From what a person names (a file, a folder, an address) to captures."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from ingest.capture import Capture, file_address
from ingest.errors import FetchFailed, FetchRefused, SourceMissing
from ingest.fetch import FetchLimits, fetch
from ingest.report import Duplicate, Rejected

PAGE_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
    ".md": "text/markdown",
}
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How sources may be reached."""

    limits: FetchLimits = field(default_factory=FetchLimits)
    user_agent: str = "drom"
    allow_private: bool = False


def captures_from(argument: str | Path, access: Access | None = None) -> Iterator[Capture | Rejected]:
    """What the argument holds: one address, one file, or every page in a folder and below it, sorted by path.

    In a folder, hidden names and its own README are passed over, links to folders are not followed, and links out of it
    and what is no page are rejected. A file with the bytes of an earlier one of the same folder comes as a Duplicate.
    Raises SourceMissing when there is nothing at the path.
    """
    access = access or Access()
    if _URL.match(str(argument)):
        return iter([_fetched(str(argument), access)])
    path = Path(argument).resolve()
    if not str(argument).strip() or not path.exists():
        raise SourceMissing(str(argument))
    if path.is_dir():
        return _folder(path, access.limits)
    return iter([_file(path, path.parent.name, path.name, access.limits)])


def _fetched(url: str, access: Access) -> Capture | Rejected:
    try:
        return fetch(url, access.limits, user_agent=access.user_agent, allow_private=access.allow_private)
    except (FetchRefused, FetchFailed) as err:
        return Rejected(err.reason, url, err.remedy)


def _folder(folder: Path, limits: FetchLimits) -> Iterator[Capture | Rejected]:
    first_with: dict[str, str] = {}  # sha256 → relative path
    for path in _paths(folder):
        relative = path.relative_to(folder).as_posix()
        if path.is_symlink() and not path.resolve().is_relative_to(folder):
            yield Rejected("a link that leads out of the folder", file_address(folder.name, relative), "copy the file")
            continue
        found = _file(path, folder.name, relative, limits)
        if isinstance(found, Capture):
            first = first_with.setdefault(found.sha256, relative)
            if first != relative:
                found = Duplicate(f"same bytes as {first}", found.address)
        yield found


def _paths(folder: Path) -> list[Path]:
    paths = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [Path(root, name) for name in names if not name.startswith((".", "README"))]
    return sorted(paths, key=lambda path: path.relative_to(folder).as_posix())


def _file(path: Path, folder_name: str, relative: str, limits: FetchLimits) -> Capture | Rejected:
    address = file_address(folder_name, relative)
    media_type = PAGE_TYPES.get(path.suffix.lower())
    if media_type is None:
        return Rejected("not a page", address, f"pages end in {', '.join(PAGE_TYPES)}")
    try:
        body = _bytes(path, limits.body_bytes)
    except OSError as err:
        return Rejected(f"cannot be read: {err.strerror or err}", address, "check its permissions")
    if body is None:
        return Rejected("not a regular file", address)
    if len(body) > limits.body_bytes:
        size = path.stat().st_size / 1e6
        return Rejected(
            f"{size:.0f} MB, over the limit of {limits.body_bytes / 1e6:.0f} MB", address, "split it or take its text"
        )
    return Capture.of(address, body, datetime.now(UTC), media_type=media_type)


def _bytes(path: Path, limit: int) -> bytes | None:
    """At most one byte more than the limit; None for pipes, sockets and devices."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as stream:
        return stream.read(limit + 1) if stat.S_ISREG(os.fstat(handle).st_mode) else None
