"""What ships speaks of drom alone, and the documents keep up with the code."""

import re
from pathlib import Path

import pytest

from service.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_documented(name: str):
    assert f"`DROM_{name.upper()}`" in (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("room", ["ontology", "graph", "ingest", "search", "service"])
def test_every_error_stands_in_the_tree_of_its_room(room: str):
    text = (ROOT / room / "errors.py").read_text(encoding="utf-8")
    tree = text.split('"""')[1]

    missing = [name for name in re.findall(r"^class (\w+)\(", text, re.MULTILINE) if name not in tree]

    assert missing == []


@pytest.mark.parametrize("room", ["ontology", "graph", "ingest", "search", "service"])
def test_package_file_says_what_the_room_is_for_and_nothing_else(room: str):
    text = (ROOT / room / "__init__.py").read_text(encoding="utf-8").strip()

    assert text.startswith('"""') and text.endswith('"""') and text.count('"""') == 2
