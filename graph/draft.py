"""The release being built, beside the one that is served."""

import json
import logging
import os
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime

from graph import disk
from graph.datafolder import DRAFT, DataFolder
from graph.errors import PublishingRefused
from graph.ledger import count_lines, sync_folder
from graph.manifest import Manifest
from graph.published import (
    CHECKSUMS,
    GRAPH,
    INDEX,
    MANIFEST,
    REFUSED,
    REPORT,
    TEXTS,
    UNSUMMED,
    Release,
    read_text,
    text_path,
)
from graph.queries import counts, known_iris
from graph.stores.oxigraph import OxigraphStore

log = logging.getLogger(__name__)


class Draft:
    """A release being built in `.draft-N`. Raises StoreFailed when the disk is full or fails."""

    def __init__(self, home: DataFolder, number: int, previous: Release | None, *, fresh: bool) -> None:
        self.number = number
        self.base = home.base
        self.previous = previous
        self.folder = home.releases / f"{DRAFT}{number}"
        self._home = home
        self._work = home.releases / f"{DRAFT}{number}-work"  # beside it: nothing of it may get into the release
        self.index_folder = self.folder / INDEX
        self.texts = self.folder / TEXTS
        with disk.failures(self.folder):
            self.folder.mkdir()
            self._take_texts(None if fresh else previous)
            self.index_folder.mkdir()
        self._store = self._open_store(None if fresh else previous)

    @property
    def store(self) -> OxigraphStore:
        """The graph being changed; it starts as that of the current release and is closed by `publish`."""
        return self._store

    def put_text(self, document: str, text: str) -> None:
        """Keep the clean text of a document, replacing an earlier one."""
        path = text_path(self.texts, document, self.base)
        temporary = path.with_suffix(disk.TEMPORARY_SUFFIX)
        with disk.failures(path):
            temporary.write_bytes(text.encode())
            temporary.replace(path)

    def text(self, document: str) -> str:
        """The clean text of a document, new or taken over. Raises ReleaseDamaged when there is none."""
        return read_text(self.folder, document, self.base)

    def put_refused(self, refused: Mapping[str, tuple[str, str]]) -> None:
        """Keep which captures could not be read: address → SHA-256 of its bytes and version of the rules."""
        (self.folder / REFUSED).write_text(json.dumps(refused, ensure_ascii=False, indent=1), encoding="utf-8")

    def publish(self, report: str, *, extractor: str, model: str = "") -> Release:
        """Check the draft, make it release N and the current one; texts and index must be complete.

        `report` is that of the run, as JSON; `extractor` and `model` go into the manifest. Raises PublishingRefused
        when an IRI of the last release would answer nothing.
        """
        self._refuse_lost_iris()
        folder = self._home.releases / str(self.number)
        with disk.failures(folder):
            (self.folder / REPORT).write_text(report, encoding="utf-8")
            manifest = self._seal(extractor, model)
            self.folder.rename(folder)
            sync_folder(folder.parent)
            self._home.make_current(self.number)
        log.info("release published number=%d quads=%d", self.number, manifest.quads)
        self._home.prune()
        return Release(folder, manifest)

    def abandon(self) -> None:
        """Remove what was not published, and the folder that the graph was changed in."""
        for folder in (self.folder, self._work):
            shutil.rmtree(folder, ignore_errors=True)

    def _take_texts(self, start: Release | None) -> None:
        if start is None:
            self.texts.mkdir()
        else:
            disk.link_files(start.folder / TEXTS, self.texts)

    def _open_store(self, start: Release | None) -> OxigraphStore:
        if start is not None:
            OxigraphStore.read_only(start.graph_folder).copy_to(self._work)
        return OxigraphStore.open(self._work)

    def _refuse_lost_iris(self) -> None:
        if self.previous is None:
            return
        lost = sorted(known_iris(self.previous.store, self.base) - known_iris(self._store, self.base))
        if lost:
            problems = [f"{iri} was published and is now neither alive, redirected nor a tombstone" for iri in lost]
            raise PublishingRefused(self.number, problems)

    def _seal(self, extractor: str, model: str) -> Manifest:
        quads, by_type = len(self._store), counts(self._store)
        # The folder that readers open is a checkpoint that no writer ever had open: reading a folder while its writer
        # still compacts it in the background is undefined.
        self._store.flush()
        self._store.copy_to(self.folder / GRAPH)
        self._store.close()
        lines = disk.checksum_lines(disk.checksums(self.folder, without=UNSUMMED))
        (self.folder / CHECKSUMS).write_bytes(lines)
        manifest = Manifest(
            number=self.number,
            base=self.base,
            built=datetime.now(UTC).replace(microsecond=0),
            extractor=extractor,
            model=model,
            identifiers=count_lines(self._home.identifiers_ledger),
            judgements=count_lines(self._home.judgements_ledger),
            curation=count_lines(self._home.curation_ledger),
            quads=quads,
            counts=by_type,
            checksums=disk.sha256(self.folder / CHECKSUMS),
        )
        (self.folder / MANIFEST).write_bytes(manifest.to_json())
        os.sync()  # one call instead of an fsync for each of thousands of texts (23 ms each when it must wait)
        return manifest
