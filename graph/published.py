"""A published release, opened for reading."""

import json
from functools import cached_property
from pathlib import Path

from graph import disk
from graph.errors import ReleaseDamaged, StoreFailed
from graph.identifiers import parse_iri
from graph.manifest import Manifest
from graph.records import ThingType
from graph.store import GraphStore
from graph.stores.oxigraph import OxigraphStore

GRAPH, TEXTS, INDEX = "graph", "texts", "index"
MANIFEST, CHECKSUMS, REPORT, REFUSED = "manifest.json", "checksums.sha256", "report.json", "refused.json"
UNSUMMED = frozenset({MANIFEST, CHECKSUMS})  # the files whose digests the checksums cannot hold


class Release:
    """A published release, opened for reading; nobody ever writes to its folder."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest
        self.number = manifest.number
        self.base = manifest.base

    @property
    def graph_folder(self) -> Path:
        return self.folder / GRAPH

    @property
    def index_folder(self) -> Path:
        return self.folder / INDEX

    @property
    def report(self) -> str:
        """What the run that built it reports, as JSON."""
        return (self.folder / REPORT).read_text(encoding="utf-8")

    @cached_property
    def refused(self) -> dict[str, tuple[str, str]]:
        """The captures that could not be read: address → SHA-256 of its bytes and version of the rules."""
        path = self.folder / REFUSED
        found = json.loads(path.read_bytes()) if path.exists() else {}
        return {address: (sha256, extractor) for address, (sha256, extractor) in found.items()}

    def is_built_by(self, extractor: str) -> bool:
        """Whether this version of the rules read its documents."""
        return self.manifest.extractor == extractor

    @cached_property
    def store(self) -> GraphStore:
        return OxigraphStore.read_only(self.graph_folder)

    def text(self, document: str) -> str:
        """The clean text of a document, by its IRI. Raises ReleaseDamaged when the release has none."""
        return read_text(self.folder, document, self.base)

    def damage(self) -> list[str]:
        """What is not as the manifest says: files missing, added or changed, quads lost. Reads every file."""
        lines = self.folder / CHECKSUMS
        if not lines.is_file() or disk.sha256(lines) != self.manifest.checksums:
            return [f"{CHECKSUMS} is not the one that the manifest names"]
        listed = disk.read_checksum_lines(lines.read_bytes())
        found = disk.checksums(self.folder, without=UNSUMMED)
        problems = [f"{name} is missing" for name in listed.keys() - found.keys()]
        problems += [f"{name} was added" for name in found.keys() - listed.keys()]
        problems += [f"{name} was changed" for name in listed.keys() & found.keys() if listed[name] != found[name]]
        return sorted(problems) or self._wrong_quads()

    def _wrong_quads(self) -> list[str]:
        try:
            found = len(OxigraphStore.read_only(self.graph_folder))
        except StoreFailed as err:
            return [str(err)]
        wanted = self.manifest.quads
        return [] if found == wanted else [f"{found} quads in the graph, {wanted} in the manifest"]


def text_path(texts: Path, document: str, base: str) -> Path:
    """Raises ValueError for what is no document's IRI, so that no name leads out of the folder."""
    match parse_iri(document, base):
        case (ThingType.DOCUMENT, key):
            return texts / f"{key}.txt"
        case _:
            raise ValueError(f"{document} is not the IRI of a document")


def read_text(release: Path, document: str, base: str) -> str:
    """The clean text of a document in the folder of a release or draft. Raises ReleaseDamaged when it has none."""
    try:
        # As bytes: text files would turn \r into \n, and evidence counts characters.
        return text_path(release / TEXTS, document, base).read_bytes().decode()
    except OSError as err:
        raise ReleaseDamaged(release, [f"no text of {document}"]) from err
