"""Pages of nearly fifty makes, all invented, are read whole, and nothing around them (tests/data/layouts/README.md)."""

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.capture import Capture
from ingest.charset import decoded
from ingest.document import Document
from ingest.reading import read

LAYOUTS = sorted((Path(__file__).parents[1] / "data" / "layouts").glob("*.html"))
MARK = re.compile(r"§\d+")


def document(path: Path) -> Document:
    return read(Capture.of(f"file:test/{path.name}", path.read_bytes(), datetime(2026, 1, 1, tzinfo=UTC)))


def raw(path: Path) -> str:
    return decoded(path.read_bytes(), None)[0]


def expected(path: Path) -> dict[str, object]:
    return tomllib.loads(raw(path).split("-->")[0].removeprefix("<!--"))


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_text_is_all_that_is_marked_as_text(path):
    found = document(path)

    assert MARK.findall(found.text) == MARK.findall(raw(path))
    assert [line for line in found.text.split("\n") if "XX" in line] == []


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_title_date_and_language_are_those_of_the_text(path):
    found, wanted = document(path), expected(path)

    assert (found.title, found.lang) == (wanted["title"], wanted["lang"])
    if wanted.get("kind") != "several":
        assert (found.date.text if found.date else None) == wanted.get("date")


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_announcements_are_told_from_sections(path):
    found, wanted = document(path), expected(path)

    assert found.kind == wanted.get("kind", "article")
    assert [[part.title, part.date.text if part.date else None] for part in found.parts] == wanted.get("parts", [])
