"""Sentences with their translations, read from a folder: what models are measured on. Nothing of it is kept.

Two shapes, which may be mixed, each also compressed (`.gz`), all UTF-8:

- `<code>.txt` or `<code>.devtest` (as FLORES-200 comes): one sentence a line; line n translates line n of the English
  file, whose code is `en`, `eng` or `eng_Latn`;
- `<code>.tsv`: English, tab, translation; further columns do not count.
"""

import gzip
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from search.errors import Unmeasurable

_NAME = re.compile(r"([a-z]{2,3}(?:[-_][A-Za-z0-9]+)*)\.(devtest|txt|tsv)(\.gz)?")
_ENGLISH = ("en", "eng")
# Every sentence is compared with every other one: 20,000 of them take ten seconds a language.
LONGEST = 20_000
_LARGEST = 50_000_000  # characters in a file


@dataclass(frozen=True, slots=True)
class Pairs:
    """Sentence n of one list is the translation of sentence n of the other."""

    foreign: Sequence[str]
    english: Sequence[str]


def read_parallel(folder: Path) -> dict[str, Pairs]:
    """The sentences of each language by its code, with which the file's name begins. Raises Unmeasurable."""
    files = _files(folder)
    english = next((path for code, path in files.items() if _is_english(code, path)), None)
    reference = _lines(english) if english else []
    found = {}
    for code, path in files.items():
        if _is_table(path):
            found[code] = _pairs(path, _distinct(_cells(path)))
        elif english is None:
            raise Unmeasurable(folder, f"{path.name} has no English beside it (en.txt, eng_Latn.devtest.gz)")
        elif path != english:
            found[code] = _pairs(path, _aligned(path, english, reference))
    if not found:
        raise Unmeasurable(folder, "it holds no translations (<code>.txt, <code>.tsv or <code>.devtest, also .gz)")
    return found


def _files(folder: Path) -> Mapping[str, Path]:
    """By code; what is named otherwise is passed over."""
    found: dict[str, Path] = {}
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        raise Unmeasurable(folder, error.strerror or str(error)) from error
    for path in paths:
        if named := _NAME.fullmatch(path.name):
            other = found.setdefault(named[1], path)
            if other != path:
                raise Unmeasurable(path, f"{other.name} is of the same language; leave one of them out")
    return found


def _is_english(code: str, path: Path) -> bool:
    return re.split("[-_]", code)[0] in _ENGLISH and not _is_table(path)


def _is_table(path: Path) -> bool:
    return ".tsv" in path.suffixes


def _aligned(path: Path, english: Path, reference: Sequence[str]) -> Iterable[tuple[str, str]]:
    lines = _lines(path)
    if len(lines) != len(reference):
        raise Unmeasurable(
            path, f"lines: {len(lines):,} here, {len(reference):,} in {english.name}; line n of both must say the same"
        )
    return zip(reference, lines, strict=True)


def _cells(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(_lines(path), start=1):
        english, tab, foreign = line.partition("\t")
        if line and not tab:
            raise Unmeasurable(path, f"line {number} is not: English, tab, translation")
        yield english.strip(), foreign.partition("\t")[0].strip()


def _distinct(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The first pair of each sentence of either side: what stands twice could not be told apart from its double."""
    seen: tuple[set[str], set[str]] = set(), set()
    for pair in pairs:
        if not any(text in texts for text, texts in zip(pair, seen, strict=True)):
            yield pair
        for text, texts in zip(pair, seen, strict=True):
            texts.add(text)


def _pairs(path: Path, pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Those with words on both sides."""
    kept = [(foreign, english) for english, foreign in pairs if english and foreign]
    if not kept:
        raise Unmeasurable(path, "it translates nothing")
    return Pairs(*zip(*kept, strict=True))


def _lines(path: Path) -> Sequence[str]:
    """Without spaces around and without the empty ones at the end."""
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8-sig", newline="\n") as file:
            content = file.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise Unmeasurable(path, f"it cannot be read ({error})") from error
    lines = [line.strip(" \r") for line in content.rstrip().split("\n")]
    if not content.strip():
        raise Unmeasurable(path, "it is empty")
    if len(lines) > LONGEST or len(content) > _LARGEST:
        raise Unmeasurable(path, f"it has more than {LONGEST:,} lines or {_LARGEST:,} characters; take a part of it")
    return lines
