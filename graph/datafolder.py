"""The data folder: its format, its one writer, which release is served and which are whole. Knows no graph."""

import json
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from graph import disk
from graph.errors import FormatTooNew, ReleaseDamaged, ReleaseMissing
from graph.published import GRAPH, INDEX, TEXTS

log = logging.getLogger(__name__)

FORMAT = 1
DRAFT = ".draft-"
_REMOVED = ".removed-"


class DataFolder:
    """`base` is used only when the folder is new; `keep` releases stay whole.

    Raises FormatTooNew for a folder of a newer program.
    """

    def __init__(self, data: Path, base: str, keep: int) -> None:
        self.data = data
        self.releases = data / "releases"
        self.base = self._known_base() or base.rstrip("/")
        self._keep = max(keep, 1)
        self._is_writing = False

    @property
    def identifiers_ledger(self) -> Path:
        return self.data / "ledger" / "identifiers.jsonl"

    @property
    def judgements_ledger(self) -> Path:
        return self.data / "ledger" / "judgements.jsonl"

    @property
    def curation_ledger(self) -> Path:
        return self.data / "ledger" / "curation.jsonl"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer of the data folder: archive, ledgers and releases. Raises DataLocked; may be nested."""
        if self._is_writing:
            yield
            return
        self.data.mkdir(parents=True, exist_ok=True)
        with disk.only_writer(self.data / "lock"):
            self._is_writing = True
            try:
                self._settle()
                yield
            finally:
                self._is_writing = False

    def current_number(self) -> int | None:
        """The number of the release that is served; reads one small file. Raises ReleaseMissing when it is none."""
        with suppress(FileNotFoundError):
            named = (self.data / "current").read_text(encoding="ascii", errors="replace").strip()
            if not named.isdecimal():
                raise ReleaseMissing(self.data, None)
            return int(named)
        return None

    def is_whole(self, number: int) -> bool:
        """Whether the release still has its graph, texts and index."""
        return (self.releases / str(number) / GRAPH).is_dir()

    def make_current(self, number: int) -> None:
        """Switch what is served; only the holder of the lock may."""
        disk.write_atomically(self.data / "current", f"{number}\n".encode())

    def numbers(self) -> tuple[int, ...]:
        """Of every published release, ascending."""
        if not self.releases.is_dir():
            return ()
        return tuple(sorted(int(path.name) for path in self.releases.iterdir() if path.name.isdecimal()))

    def prune(self) -> None:
        """Leave only the facts of all but the newest releases and the current one."""
        whole = [number for number in self.numbers() if self.is_whole(number)]
        for number in whole[: -self._keep]:
            if number != self.current_number():
                for name in (GRAPH, TEXTS, INDEX):
                    self._remove(self.releases / str(number) / name)
                log.info("release pruned number=%d", number)

    def _remove(self, folder: Path) -> None:
        """First out of sight, then away: a release is either whole or has no graph."""
        if folder.is_dir():
            removed = folder.with_name(_REMOVED + folder.name)
            folder.rename(removed)
            shutil.rmtree(removed)

    def _settle(self) -> None:
        """Give a new folder its format; remove what a killed run left behind."""
        self.releases.mkdir(exist_ok=True)
        if self._known_base() is None:
            content = json.dumps({"format": FORMAT, "base": self.base})
            disk.write_atomically(self.data / "format.json", content.encode() + b"\n")
        for left in self._left_behind():
            log.warning("left-over of an unfinished run removed path=%s", left)
            shutil.rmtree(left) if left.is_dir() else left.unlink()

    def _left_behind(self) -> Iterator[Path]:
        yield from self.releases.glob(f"{DRAFT}*")
        yield from self.releases.glob(f"*/{_REMOVED}*")
        yield from self.data.glob(f"*{disk.TEMPORARY_SUFFIX}")

    def _known_base(self) -> str | None:
        path = self.data / "format.json"
        if not path.exists():
            return None
        try:
            content = json.loads(path.read_bytes())
            found, base = int(content["format"]), str(content["base"])
        except (ValueError, KeyError, TypeError) as err:
            raise ReleaseDamaged(self.data, [f"{path.name} cannot be read ({err})"]) from err
        if found > FORMAT:
            raise FormatTooNew(self.data, found, FORMAT)
        return base
