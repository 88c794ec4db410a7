"""Pairs from the translations inside published packages (`packages.toml`): JSON trees and gettext catalogues."""

import hashlib
import io
import json
import re
import tarfile
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from babel.messages.mofile import read_mo

LISTED = Path(__file__).with_name("packages.toml")
_MESSAGE = "message"  # the language of gettext's own messages, where no file is English
# What programs fill in or mark up is no part of the sentence.
_FILLED_IN = re.compile(
    r"<[^>]{0,80}>|\{[^}]{0,80}\}|%\([^)]{0,40}\)[sd]|%[sd]|\[%[^\]]{0,80}%\]|\]\([^)]{0,80}\)|[`*_#\[\]]"
)


class Pair(NamedTuple):
    """The same said in English and in the language `lang` (two letters)."""

    lang: str
    english: str
    foreign: str


class ArchiveDamaged(ValueError):
    """An archive that is not the one whose checksum is listed."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(f"{path}: has SHA-256 {found}, which training/packages.toml does not list; download it again")


def package_pairs(folder: Path, listing: Path = LISTED) -> list[Pair]:
    """The pairs of all archives of `listing` in `folder`, sorted. Raises FileNotFoundError and ArchiveDamaged."""
    found: set[Pair] = set()
    for listed in tomllib.loads(listing.read_text("utf-8")).values():
        path = folder / listed["archive"]
        _check(path, listed["sha256"])
        by_file = _texts(path, re.compile(listed["texts"]))
        for languages in by_file.values():
            found.update(_aligned(languages, listed.get("english", _MESSAGE)))
    return sorted(found)


def _check(path: Path, expected: str) -> None:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != expected:
        raise ArchiveDamaged(path, digest)


def _texts(path: Path, pattern: re.Pattern[str]) -> Mapping[str, dict[str, dict[str, str]]]:
    """By file and language the texts by key; for gettext the keys are the messages, which are English."""
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for name, content in _members(path, pattern):
        at = pattern.fullmatch(name)
        assert at
        gettext = name.endswith(".mo")
        texts = dict(_catalogue(content) if gettext else _leaves(json.loads(content)))
        found[at["file"]][at["lang"].partition("-")[0]] = texts
        if gettext:
            found[at["file"]].setdefault(_MESSAGE, {}).update({key: key for key in texts})
    return found


def _members(path: Path, pattern: re.Pattern[str]) -> Iterator[tuple[str, bytes]]:
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if pattern.fullmatch(name):
                    yield name, archive.read(name)
        return
    with tarfile.open(path) as archive:
        for member in archive:
            if pattern.fullmatch(member.name) and (file := archive.extractfile(member)):
                yield member.name, file.read()


def _leaves(tree: Mapping[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, str):
            yield f"{above}/{key}", value
        elif isinstance(value, dict):
            yield from _leaves(value, f"{above}/{key}")


def _catalogue(content: bytes) -> Iterator[tuple[str, str]]:
    for message in read_mo(io.BytesIO(content)):
        if isinstance(message.id, str) and message.id and isinstance(message.string, str):
            yield message.id, message.string


def _aligned(languages: Mapping[str, Mapping[str, str]], english: str) -> Iterator[Pair]:
    source = {key: _plain(text) for key, text in languages.get(english, {}).items()}
    for lang, texts in languages.items():
        if lang in (english, "en"):
            continue
        for key, text in texts.items():
            pair = Pair(lang, source.get(key, ""), _plain(text))
            if pair.english and pair.foreign and pair.english != pair.foreign:
                yield pair


def _plain(text: str) -> str:
    return " ".join(_FILLED_IN.sub(" ", text).split())
