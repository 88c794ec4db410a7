"""Releases: what is written beside the served state, checked, and put in its place in one step.

DATA/releases/N is never changed once it has that name; `.draft-N` becomes N by a rename; DATA/current names the one
that is served. A crash at any moment leaves the old release whole. Ledgers and archive lie outside releases.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from graph.datafolder import DataFolder
from graph.draft import Draft
from graph.errors import NothingBefore, ReleaseDamaged, ReleaseMissing
from graph.manifest import Manifest, read_manifest
from graph.published import MANIFEST, Release

__all__ = ["Draft", "Release", "Releases"]

log = logging.getLogger(__name__)


class Releases:
    """The releases of one data folder. `base` is used only when the folder is new; `keep` releases stay whole.

    Raises FormatTooNew for a folder of a newer program.
    """

    def __init__(self, data: Path, base: str = "http://localhost:8000", keep: int = 14) -> None:
        self.data = data
        self._home = DataFolder(data, base, keep)

    @property
    def base(self) -> str:
        """What every IRI of the folder begins with; no trailing slash."""
        return self._home.base

    @property
    def identifiers_ledger(self) -> Path:
        return self._home.identifiers_ledger

    @property
    def judgements_ledger(self) -> Path:
        return self._home.judgements_ledger

    @property
    def curation_ledger(self) -> Path:
        return self._home.curation_ledger

    def writing(self) -> AbstractContextManager[None]:
        """Be the one writer of the data folder: archive, ledgers and releases. Raises DataLocked; may be nested."""
        return self._home.writing()

    def current_number(self) -> int | None:
        """The number of the release that is served; reads one small file. Raises ReleaseMissing when it is none."""
        return self._home.current_number()

    def is_whole(self, number: int) -> bool:
        """Whether a release still has its graph, texts and index."""
        return self._home.is_whole(number)

    def current(self) -> Release | None:
        """The release that is served; None before the first."""
        number = self.current_number()
        return None if number is None else self.open(number)

    def open(self, number: int) -> Release:
        """Raises ReleaseMissing when there is no such release or only its manifest is left, ReleaseDamaged."""
        if not self.is_whole(number):
            raise ReleaseMissing(self.data, number)
        folder = self._home.releases / str(number)
        return Release(folder, read_manifest(folder / MANIFEST))

    @contextmanager
    def begin(self, *, fresh: bool = False) -> Iterator[Draft]:
        """The next release, started from the current one, or with `fresh` from nothing; removed unless published.

        Raises DataLocked, StoreFailed.
        """
        with self.writing():
            number = max(self._home.numbers(), default=0) + 1
            draft = Draft(self._home, number, self.current(), fresh=fresh)
            try:
                yield draft
            finally:
                draft.abandon()

    def rollback(self, to: int | None = None) -> Release:
        """Serve an older (or any other) release again; by default the one before the current.

        Raises ReleaseMissing, ReleaseDamaged when it is not as its manifest says, DataLocked.
        """
        with self.writing():
            release = self.open(self._before_current() if to is None else to)
            if problems := release.damage():
                raise ReleaseDamaged(release.folder, problems)
            self._home.make_current(release.number)
        log.info("rolled back number=%d", release.number)
        return release

    def verify(self, number: int, full: bool = False) -> Sequence[str]:
        """What is wrong with a release: its files, and with `full` everything its graph says. Raises ReleaseMissing."""
        release = self.open(number)
        problems = release.damage()
        if full and not problems:
            from graph.validation import validate_all  # rdflib and pySHACL take a second to import

            problems = [str(problem) for problem in validate_all(release.store)]
        return problems

    def _before_current(self) -> int:
        current = self.current_number()
        older = [number for number in self._home.numbers() if current is not None and number < current]
        whole = [number for number in older if self.is_whole(number)]
        if not whole:
            raise NothingBefore(self.data, current)
        return whole[-1]

    def list(self) -> list[Manifest]:
        """Every release ever published, oldest first; of old ones only the manifest may be left (`is_whole`)."""
        return [read_manifest(self._home.releases / str(number) / MANIFEST) for number in self._home.numbers()]
