"""Pairs from the translations inside published packages."""

import hashlib
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from training.packages import ArchiveDamaged, Pair, package_pairs


def listing(folder: Path, archive: Path, texts: str, english: str | None = None) -> Path:
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    lines = ["[it]", f'archive = "{archive.name}"', f'sha256 = "{digest}"', f"texts = '{texts}'"]
    path = folder / "listed.toml"
    path.write_text("\n".join([*lines, f'english = "{english}"' if english else ""]), encoding="utf-8")
    return path


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    path = tmp_path / "rooms-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("rooms/en.json", json.dumps({"a": {"b": "Open <b>{name}</b>"}, "c": "Web", "only": "Here"}))
        archive.writestr("rooms/et.json", json.dumps({"a": {"b": "Ava <b>{name}</b>"}, "c": "Web", "d": "Uus"}))
        archive.writestr("rooms/other.txt", "nothing")
    return path


JSON = r"(?P<file>rooms)/(?P<lang>[a-z]{2})\.json"


def test_texts_of_the_same_key_are_a_pair_less_what_programs_fill_in(tmp_path: Path, wheel: Path) -> None:
    assert package_pairs(tmp_path, listing(tmp_path, wheel, JSON, "en")) == [Pair("et", "Open", "Ava")]


def test_messages_of_a_catalogue_are_the_english_side(tmp_path: Path) -> None:
    catalogue, content = Catalog(locale="lv"), io.BytesIO()
    catalogue.add("Save the page", "Saglabāt lapu")
    write_mo(content, catalogue)
    path = tmp_path / "pages-1.tgz"
    with tarfile.open(path, "w:gz") as archive:
        member = tarfile.TarInfo("pages/lv/pages.mo")
        member.size = len(content.getvalue())
        archive.addfile(member, io.BytesIO(content.getvalue()))

    found = package_pairs(tmp_path, listing(tmp_path, path, r"(?P<file>pages)/(?P<lang>[a-z]{2})/pages\.mo"))

    assert found == [Pair("lv", "Save the page", "Saglabāt lapu")]


def test_another_archive_of_the_same_name_is_refused_by_its_name(tmp_path: Path, wheel: Path) -> None:
    listed = listing(tmp_path, wheel, JSON, "en")
    wheel.write_bytes(wheel.read_bytes() + b" ")

    with pytest.raises(ArchiveDamaged, match=r"rooms-1.*download it again"):
        package_pairs(tmp_path, listed)
