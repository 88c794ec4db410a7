import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import (
    DataLocked,
    FormatTooNew,
    NothingBefore,
    PublishingRefused,
    ReleaseDamaged,
    ReleaseMissing,
    StoreFailed,
)
from graph.exchange import lines
from graph.identifiers import GraphName, document_iri, graph_iri
from graph.ledger import Ledger
from graph.quads import ANYWHERE, Literal, Quad
from graph.records import Iri
from graph.release import Draft, Release, Releases
from ontology.terms import DCTERMS, DROM, RDF, SCHEMA

BASE = "http://localhost:8000"
PAGE = document_iri(BASE, "https://example.org/page")


def write(draft: Draft, *documents: str, text: str = "текст") -> None:
    """A page for each IRI, in its own graph and in the merged view."""
    for document in documents:
        draft.store.replace_graph(document, [Quad(document, DROM.address, Literal(text))])
        draft.put_text(document, text)
    draft.store.replace_graph(None, [Quad(iri, RDF.type, Iri(SCHEMA.WebPage)) for iri in draft.store.graphs()])


def publish(releases: Releases, *documents: str, text: str = "текст") -> Release:
    with releases.begin() as draft:
        write(draft, *documents, text=text)
        return draft.publish("{}", extractor="rules 1", model="model 1")


@pytest.fixture
def releases(tmp_path) -> Releases:
    return Releases(tmp_path / "data", base=BASE)


def test_nothing_is_served_before_the_first_release(releases):
    assert releases.current() is None
    assert releases.list() == []


def test_a_published_release_is_the_current_one(releases):
    release = publish(releases, PAGE, text="един\r\nдва\n")

    assert releases.current_number() == release.number == 1
    assert releases.current().text(PAGE) == "един\r\nдва\n"
    assert len(list(releases.current().store.quads(graph=ANYWHERE))) == 2


def test_the_manifest_tells_what_the_release_was_made_of(releases):
    ledger = Ledger(releases.identifiers_ledger)
    ledger.append({"type": "project"})
    ledger.close()

    manifest = publish(releases, PAGE).manifest

    assert (manifest.number, manifest.base, manifest.extractor, manifest.model) == (1, BASE, "rules 1", "model 1")
    assert (manifest.quads, manifest.counts, manifest.identifiers) == (2, {"document": 1}, 1)
    assert releases.list() == [manifest]


def test_the_next_release_starts_from_the_current_one(releases):
    other = document_iri(BASE, "https://example.org/other")
    publish(releases, PAGE)

    release = publish(releases, other, text="друго")

    assert set(release.store.graphs()) == {PAGE, other}
    assert (release.text(PAGE), release.text(other)) == ("текст", "друго")


def test_an_older_release_never_changes(releases):
    first = publish(releases, PAGE, text="старо")
    before = lines(first.store.quads(graph=ANYWHERE))

    publish(releases, PAGE, text="ново")

    assert releases.verify(1) == []
    assert lines(releases.open(1).store.quads(graph=ANYWHERE)) == before
    assert releases.open(1).text(PAGE) == "старо"


def test_a_fresh_draft_starts_from_nothing(releases):
    publish(releases, PAGE)

    with releases.begin(fresh=True) as draft:
        assert list(draft.store.quads(graph=ANYWHERE)) == []


def test_a_draft_that_is_not_published_leaves_nothing(releases):
    publish(releases, PAGE)

    with pytest.raises(RuntimeError), releases.begin() as draft:
        write(draft, document_iri(BASE, "https://example.org/other"))
        raise RuntimeError

    assert [path.name for path in draft.folder.parent.iterdir()] == ["1"]
    assert set(releases.current().store.graphs()) == {PAGE}


def test_captures_that_could_not_be_read_are_remembered(releases):
    with releases.begin() as draft:
        draft.put_refused({"https://example.org/broken": ("0" * 64, "rules 1")})
        draft.publish("{}", extractor="rules 1")

    assert releases.current().refused == {"https://example.org/broken": ("0" * 64, "rules 1")}


def test_going_back_serves_the_release_before(releases):
    publish(releases, PAGE, text="старо")
    publish(releases, PAGE, text="ново")

    assert releases.rollback().text(PAGE) == "старо"
    assert releases.current_number() == 1
    with pytest.raises(NothingBefore):
        releases.rollback()


def test_a_release_after_going_back_takes_a_new_number(releases):
    publish(releases, PAGE)
    publish(releases, PAGE)
    releases.rollback()

    assert publish(releases, PAGE).number == 3
    assert releases.rollback(to=2).number == 2


def test_only_the_newest_releases_stay_whole(tmp_path):
    releases = Releases(tmp_path, keep=2)
    for text in ("а", "б", "в"):
        publish(releases, PAGE, text=text)

    assert [releases.is_whole(number) for number in (1, 2, 3)] == [False, True, True]
    assert sorted(path.name for path in (tmp_path / "releases" / "1").iterdir()) == [
        "checksums.sha256",
        "manifest.json",
        "report.json",
    ]
    with pytest.raises(ReleaseMissing):
        releases.open(1)


def test_an_iri_that_would_answer_nothing_stops_publishing(releases):
    publish(releases, PAGE)

    with pytest.raises(PublishingRefused, match=PAGE), releases.begin() as draft:
        draft.store.replace_graph(None, [])
        draft.publish("{}", extractor="rules 1")

    assert releases.current_number() == 1


def test_a_redirected_iri_answers(releases):
    publish(releases, PAGE)

    with releases.begin() as draft:
        draft.store.replace_graph(None, [])
        identity = [Quad(PAGE, DCTERMS.isReplacedBy, Iri(document_iri(BASE, "https://example.org/new")))]
        draft.store.replace_graph(graph_iri(BASE, GraphName.IDENTITY), identity)

        assert draft.publish("{}", extractor="rules 1").number == 2


@pytest.mark.parametrize("damage", ["changed", "missing", "added", "checksums"])
def test_damage_is_found_and_never_served_again(releases, damage):
    publish(releases, PAGE)
    publish(releases, PAGE, text="ново")
    folder = releases.data / "releases" / "1"
    text = next((folder / "texts").iterdir())
    match damage:
        case "changed":
            text.write_bytes(b"x")
        case "missing":
            text.unlink()
        case "added":
            (folder / "index" / "more").write_bytes(b"x")
        case "checksums":
            (folder / "checksums.sha256").write_bytes(b"")

    assert len(releases.verify(1)) == 1
    with pytest.raises(ReleaseDamaged):
        releases.rollback(to=1)
    assert releases.current_number() == 2


def test_a_damaged_manifest_is_named(releases):
    publish(releases, PAGE)
    (releases.data / "releases" / "1" / "manifest.json").write_text('{"number": 1}', encoding="utf-8")

    with pytest.raises(ReleaseDamaged, match=r"manifest\.json"):
        releases.current()


def test_a_second_writer_is_told_who_holds_the_folder(releases):
    with releases.begin(), pytest.raises(DataLocked, match=f"process {os.getpid()}"), Releases(releases.data).begin():
        pass


def test_the_folder_is_free_again_after_a_failure(releases):
    with pytest.raises(RuntimeError), releases.begin():
        raise RuntimeError

    assert publish(releases, PAGE).number == 1


def test_a_folder_of_a_newer_program_is_refused(tmp_path):
    (tmp_path / "format.json").write_text(json.dumps({"format": 2, "base": BASE}), encoding="utf-8")

    with pytest.raises(FormatTooNew, match="newer drom"):
        Releases(tmp_path)


def test_the_base_is_fixed_when_the_folder_is_made(releases):
    publish(releases, PAGE)

    assert Releases(releases.data, base="https://drom.example").base == BASE


def test_a_text_is_kept_for_documents_only(releases):
    with releases.begin() as draft, pytest.raises(ValueError, match="not the IRI of a document"):
        draft.put_text(f"{BASE}/id/document/../../../../etc/passwd", "x")


def test_a_full_disk_is_a_failed_store(releases, monkeypatch):
    def full(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    with releases.begin() as draft:
        monkeypatch.setattr(Path, "write_bytes", full)
        with pytest.raises(StoreFailed, match="No space left"):
            draft.put_text(PAGE, "текст")


# Runs in a process of its own: publishes release 2 and dies by SIGKILL where the function named in argv is called.
DYING = """
import importlib, os, signal, sys
from pathlib import Path
from graph.release import Releases
from graph.quads import Literal, Quad
from graph.records import Iri
from ontology.terms import DROM, RDF, SCHEMA

data, module, name, page = sys.argv[1:]
owner = importlib.import_module(module)
for part in name.split(".")[:-1]:
    owner = getattr(owner, part)

def die(*arguments, **options):
    os.kill(os.getpid(), signal.SIGKILL)

releases = Releases(Path(data))
with releases.begin() as draft:
    draft.store.replace_graph(page, [Quad(page, DROM.address, Literal("new"))])
    draft.put_text(page, "new")
    setattr(owner, name.split(".")[-1], die)
    draft.store.replace_graph(None, [Quad(page, RDF.type, Iri(SCHEMA.WebPage))])
    draft.publish("{}", extractor="rules 1")
"""


@pytest.mark.parametrize(
    ("module", "name", "published"),
    [
        ("graph.stores.oxigraph", "OxigraphStore.replace_graph", False),
        ("graph.stores.oxigraph", "OxigraphStore.copy_to", False),
        ("graph.disk", "checksums", False),
        ("graph.manifest", "Manifest.to_json", False),
        ("os", "sync", False),
        ("pathlib", "Path.rename", False),
        ("graph.draft", "sync_folder", False),
        ("pathlib", "Path.replace", False),
        ("graph.datafolder", "DataFolder.prune", True),
    ],
)
def test_a_kill_leaves_a_whole_release_and_the_next_run_goes_on(releases, module, name, published):
    publish(releases, PAGE, text="old")
    arguments = [sys.executable, "-c", DYING, str(releases.data), module, name, PAGE]

    ended = subprocess.run(arguments, cwd=Path(__file__).parents[2], check=False)
    served = releases.current()
    after = publish(releases, PAGE, text="newer")

    assert ended.returncode == -signal.SIGKILL
    assert (served.text(PAGE), served.damage()) == ("new" if published else "old", [])
    assert (releases.verify(after.number), list(after.folder.parent.glob(".*"))) == ([], [])
