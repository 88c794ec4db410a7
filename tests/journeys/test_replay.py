"""The same archive and ledger give the same quads, and a second run reads nothing again."""

import shutil
from pathlib import Path

from graph.exchange import lines
from service.settings import Settings
from service.wiring import releases, workshop

ROOT = Path(__file__).resolve().parents[2]


def quads(settings: Settings) -> list[str]:
    release = releases(settings).current()
    assert release is not None
    named = [quad for graph in release.store.graphs() for quad in release.store.quads(graph=graph)]
    return lines([*named, *release.store.quads()])


def test_replay_of_archive_and_ledger_gives_the_same_quads(tmp_path: Path):
    first = Settings(data=tmp_path / "first")
    with workshop(first) as shop:
        shop.read([str(ROOT / "sample")])
    second = Settings(data=tmp_path / "second")
    for kept in ("archive", "ledger"):
        shutil.copytree(first.data / kept, second.data / kept)

    with workshop(second) as shop:
        shop.build(fresh=True)

    assert quads(second) == quads(first)


def test_replay_in_place_gives_the_same_quads(tmp_path: Path):
    settings = Settings(data=tmp_path / "data")
    with workshop(settings) as shop:
        shop.read([str(ROOT / "sample" / "bg")])
    with workshop(settings) as shop:
        shop.read([str(ROOT / "sample" / "lv")])
    step_by_step = quads(settings)

    with workshop(settings) as shop:
        shop.build(fresh=True)

    assert quads(settings) == step_by_step


def test_second_run_reads_nothing_that_did_not_change(tmp_path: Path):
    pages = tmp_path / "pages"
    shutil.copytree(ROOT / "sample" / "sk", pages)
    settings = Settings(data=tmp_path / "data")
    with workshop(settings) as shop:
        shop.read([str(pages)])

    with workshop(settings) as shop:
        release, report = shop.read([str(pages)])

    assert (release, report.read, report.captured) == (None, 0, 0)


def test_only_a_changed_page_is_read_again(tmp_path: Path):
    pages = tmp_path / "pages"
    shutil.copytree(ROOT / "sample" / "sk", pages)
    settings = Settings(data=tmp_path / "data")
    with workshop(settings) as shop:
        shop.read([str(pages)])
    changed = next(pages.glob("*.html"))
    changed.write_text(
        changed.read_text(encoding="utf-8").replace("</article>", "<p>Dodatok.</p></article>"), encoding="utf-8"
    )

    with workshop(settings) as shop:
        release, report = shop.read([str(pages)])

    assert release is not None and release.number == 2
    assert (report.read, report.captured) == (1, 1)


def test_bad_pages_are_counted_and_the_rest_is_published(tmp_path: Path):
    pages = tmp_path / "pages"
    shutil.copytree(ROOT / "sample" / "sk", pages)
    (pages / "empty.html").write_bytes(b"")
    (pages / "binary.html").write_bytes(bytes(range(256)) * 40)
    (pages / "broken.html").write_bytes(b"<html><p>Komunitn\xe9 <b>centrum <i>Rankovce" + b"<div>" * 3000)
    (pages / "picture.png").write_bytes(b"\x89PNG\r\n")

    with workshop(Settings(data=tmp_path / "data")) as shop:
        release, report = shop.read([str(pages)])

    assert release is not None and report.read >= 3
    refused = {rejected.source.rsplit("/", 1)[-1] for rejected in report.rejected}
    assert {"empty.html", "binary.html", "picture.png"} <= refused
