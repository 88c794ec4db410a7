"""Files and folders become captures under addresses that do not betray the machine."""

import os
from pathlib import Path

import pytest

from ingest.capture import Capture
from ingest.errors import SourceMissing
from ingest.fetch import FetchLimits
from ingest.report import Duplicate, Rejected
from ingest.source import Access, captures_from


@pytest.fixture
def folder(tmp_path):
    collection = tmp_path / "collection"
    (collection / "bg").mkdir(parents=True)
    (collection / "b.html").write_text("<p>b")
    (collection / "a.txt").write_text("a")
    (collection / "bg" / "в град.html").write_text("<p>c")
    return collection


def test_folder_gives_its_pages_sorted_by_path(folder):
    assert [found.address for found in captures_from(folder)] == [
        "file:collection/a.txt",
        "file:collection/b.html",
        "file:collection/bg/%D0%B2%20%D0%B3%D1%80%D0%B0%D0%B4.html",
    ]


def test_single_file_is_addressed_by_its_folder(folder):
    [found] = captures_from(str(folder / "a.txt"))

    assert isinstance(found, Capture)
    assert (found.address, found.file_name, found.media_type) == ("file:collection/a.txt", "a.txt", "text/plain")


def test_missing_path_is_an_error_that_names_it(tmp_path):
    with pytest.raises(SourceMissing, match="nowhere"):
        captures_from(tmp_path / "nowhere")


def test_second_file_with_the_same_bytes_is_a_duplicate(folder):
    (folder / "z.html").write_text("<p>b")

    *_, last = captures_from(folder)

    assert isinstance(last, Duplicate)
    assert "b.html" in last.reason


def test_what_is_no_page_is_rejected(folder):
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")

    rejected = [found for found in captures_from(folder) if isinstance(found, Rejected)]

    assert [(r.reason, r.source) for r in rejected] == [("not a page", "file:collection/photo.jpg")]


def test_hidden_files_and_the_readme_are_passed_over(folder):
    (folder / ".git").mkdir()
    (folder / ".git" / "x.html").write_text("x")
    (folder / "README.md").write_text("what this folder is")

    assert len(list(captures_from(folder))) == 3


def test_file_over_the_limit_is_rejected_with_the_limit(folder):
    (folder / "z.html").write_bytes(b"x" * 2_000_001)

    found = list(captures_from(folder, Access(limits=FetchLimits(body_bytes=2_000_000))))

    assert "2 MB, over the limit of 2 MB" in str(found[-1])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_is_rejected(folder):
    (folder / "a.txt").chmod(0)

    assert isinstance(next(iter(captures_from(folder))), Rejected)


def test_pipe_in_a_folder_does_not_hang(folder):
    os.mkfifo(folder / "a.html")

    first = next(iter(captures_from(folder)))

    assert isinstance(first, Rejected)
    assert first.reason == "not a regular file"


def test_refused_address_is_rejected_with_its_remedy():
    [found] = captures_from("ftp://example.org/page.html")

    assert isinstance(found, Rejected)
    assert found.remedy


def test_link_out_of_the_folder_is_rejected_and_one_inside_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("<p>secret</p>", encoding="utf-8")
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "page.html").write_text("<p>page</p>", encoding="utf-8")
    (folder / "out.html").symlink_to(secret)
    (folder / "in.html").symlink_to(folder / "page.html")

    found = {str(getattr(each, "address", None) or each.source): each for each in captures_from(folder)}

    assert isinstance(found["file:pages/out.html"], Rejected)
    assert not any(isinstance(each, Capture) and b"secret" in each.body for each in found.values())


def test_empty_argument_is_nothing_and_never_the_working_folder() -> None:
    with pytest.raises(SourceMissing):
        captures_from("")
