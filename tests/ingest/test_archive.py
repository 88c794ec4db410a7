"""The archive keeps every byte once, in order, and loses nothing acknowledged to a kill."""

import os
import resource
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.archive import Archive
from ingest.capture import Capture
from ingest.errors import ArchiveDamaged, ArchiveFailed

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def page(body: bytes, address: str = "https://example.org/a", fetched: datetime = NOON) -> Capture:
    return Capture.of(address, body, fetched, media_type="text/html", charset="windows-1251")


def test_capture_comes_back_as_it_was_kept(tmp_path):
    kept = page("Рома".encode("cp1251"))
    with Archive(tmp_path) as archive:
        archive.append(kept)

    assert list(Archive(tmp_path).captures()) == [kept]


def test_file_comes_back_with_its_name(tmp_path):
    kept = Capture.of("file:seeds/%D0%B0%20b.txt", b"text", NOON, media_type="text/plain")
    with Archive(tmp_path) as archive:
        archive.append(kept)

    assert [capture.file_name for capture in Archive(tmp_path).captures()] == ["а b.txt"]


def test_same_bytes_are_not_written_again(tmp_path):
    with Archive(tmp_path) as archive:
        archive.append(page(b"one"))

        assert archive.append(page(b"one", fetched=NOON.replace(hour=13))) is False
    assert len(list(Archive(tmp_path).captures())) == 1


def test_page_that_changes_back_is_kept_three_times(tmp_path):
    for body in (b"one", b"two", b"one"):
        with Archive(tmp_path) as archive:
            archive.append(page(body))

    assert [capture.body for capture in Archive(tmp_path).captures()] == [b"one", b"two", b"one"]


def test_newest_capture_of_each_address_is_current(tmp_path):
    with Archive(tmp_path) as archive:
        archive.append(page(b"old"))
        archive.append(page(b"other", "https://example.org/b"))
        archive.append(page(b"new"))

    archive = Archive(tmp_path)
    assert [archive.read(ref).body for ref in archive.current().values()] == [b"new", b"other"]


def test_index_is_only_a_shortcut(tmp_path):
    with Archive(tmp_path) as archive:
        archive.append(page(b"one"))
    expected = Archive(tmp_path).current()

    for index in tmp_path.glob("*.index"):
        index.write_text("[0]")

    assert Archive(tmp_path).current() == expected


def test_names_of_files_sort_by_age_even_within_a_second(tmp_path):
    for number in range(12):
        with Archive(tmp_path) as archive:
            archive.append(page(b"%d" % number))

    assert [capture.body for capture in Archive(tmp_path).captures()] == [b"%d" % n for n in range(12)]


def test_nothing_is_written_when_nothing_is_new(tmp_path):
    with Archive(tmp_path / "archive"):
        pass

    assert not (tmp_path / "archive").exists()


@pytest.mark.parametrize("lost", [1, 40, 200])
def test_half_a_record_at_the_end_is_passed_over_and_cut_off(tmp_path, lost):
    unfinished = Archive(tmp_path)
    unfinished.append(page(b"first" * 50))
    unfinished.append(page(b"second" * 50))
    open_file = next(tmp_path.glob("*.open"))
    open_file.write_bytes(open_file.read_bytes()[:-lost])
    del unfinished

    seen = [capture.body for capture in Archive(tmp_path).captures()]
    with Archive(tmp_path) as archive:
        archive.append(page(b"third"))

    assert seen == [b"first" * 50]
    assert [capture.body for capture in Archive(tmp_path).captures()] == [b"first" * 50, b"third"]
    assert not list(tmp_path.glob("*.open"))


def test_file_that_a_living_run_writes_is_left_alone(tmp_path):
    living = Archive(tmp_path)
    living.append(page(b"first"))

    with Archive(tmp_path) as other:
        other.append(page(b"second", "https://example.org/b"))
    living.append(page(b"third"))
    living.close()

    assert len(list(Archive(tmp_path).captures())) == 3


def test_damaged_body_is_not_handed_out(tmp_path):
    with Archive(tmp_path) as archive:
        archive.append(page(bytes(range(256)) * 20))
    warc = next(tmp_path.glob("*.warc.gz"))
    broken = bytearray(warc.read_bytes())
    broken[len(broken) // 2] ^= 0xFF
    warc.write_bytes(broken)

    with pytest.raises(ArchiveDamaged):
        list(Archive(tmp_path).captures())


def test_full_disk_loses_only_the_capture_that_did_not_fit(tmp_path):
    archive = Archive(tmp_path)
    archive.append(page(b"first"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(ArchiveFailed) as failed:
            archive.append(page(os.urandom(100_000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    archive.append(page(b"third"))
    archive.close()

    assert failed.value.remedy
    assert [capture.body for capture in Archive(tmp_path).captures()] == [b"first", b"third"]


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from ingest.archive import Archive
from ingest.capture import Capture
archive = Archive(Path(sys.argv[1]))
for number in range(10**6):
    body = b"%d " % number * 2000
    archive.append(Capture.of(f"https://example.org/{number}", body, datetime(2026, 1, 1, tzinfo=UTC)))
    print(number, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 5, 17])
def test_nothing_acknowledged_is_lost_to_a_kill(tmp_path, acknowledged):
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as writer:
        assert writer.stdout is not None
        said = [int(writer.stdout.readline()) for _ in range(acknowledged)]
        writer.send_signal(signal.SIGKILL)

    kept = {capture.address for capture in Archive(tmp_path).captures()}
    assert {f"https://example.org/{number}" for number in said} <= kept
