"""Pairs of texts that say the same in two languages: read, sieved by licence, parted into groups and a held-out part.

Texts are kept once and named by number. A batch is drawn from one group, so that its other pairs are in the same two
languages and a model cannot tell the right one by its language.
"""

import gzip
import hashlib
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from training.charsmap import plain
from training.packages import Pair

Numbers = NDArray[np.int32]

_SOURCES = Path(__file__).with_name("sources.toml")
LONGEST = 1_000  # characters; longer texts are rare and cut batches short
DICTIONARY_WORDS = 3  # a foreign side of so few words is a dictionary entry or a label
HELD_OUT_PERCENT = 6  # of the English sentences; all their translations are held out with them
SHORTEST_HELD_OUT = 5  # words; shorter ones are often not unique
LARGEST_HELD_OUT = 600  # pairs per language that are measured


class Group(NamedTuple):
    """Pairs of one kind in the same two languages: `kind` is sentences, dictionary or others."""

    left: str
    right: str
    kind: str


@dataclass(slots=True)
class Corpus:
    """All texts, numbered, and the pairs of each group as rows of two numbers."""

    texts: list[str] = field(default_factory=list)
    groups: dict[Group, Numbers] = field(default_factory=dict)
    held_out: dict[str, Numbers] = field(default_factory=dict)  # by language, the left side English

    def english(self) -> list[int]:
        """The numbers of the texts that stand on an English side, ascending."""
        sides = [pairs[:, 0] for group, pairs in self.groups.items() if group.left == "en" and len(pairs)]
        return [int(number) for number in np.unique(np.concatenate(sides))] if sides else []

    def learned(self) -> list[str]:
        """The texts of all pairs, each once; not those held out."""
        numbers = [pairs.ravel() for pairs in self.groups.values()]
        return [self.texts[number] for number in np.unique(np.concatenate(numbers))] if numbers else []

    def without(self, texts: Container[str]) -> "Corpus":
        """The same less the pairs of which one side is, in plain letters, among `texts`."""
        kept = np.array([plain(text) not in texts for text in self.texts], dtype=bool)
        groups = {group: pairs[kept[pairs].all(axis=1)] for group, pairs in self.groups.items()}
        return Corpus(self.texts, groups, self.held_out)


def read_corpus(folder: Path, more: Iterable[Pair] = (), *, every_source: bool = False) -> Corpus:
    """Read `en-XX.tsv.gz` and `xx-tatoeba.tsv.gz`, and of `more` what is in their languages.

    `every_source` takes the sources that the licence rule leaves out as well.
    """
    reading = _Reading(_used_sources(every_source))
    paths = {path.name.removeprefix("en-").partition(".")[0]: path for path in sorted(folder.glob("en-*.tsv.gz"))}
    for lang, path in paths.items():
        reading.with_english(path, lang)
    for pair in more:
        if pair.lang in paths:
            reading.take(*pair)
    others = folder / "xx-tatoeba.tsv.gz"
    if others.exists() and "tatoeba" in reading.used:
        reading.without_english(others)
    return reading.corpus()


def is_held_out(english: str) -> bool:
    """Whether a sentence belongs to the development set: by its digest, so that it is the same in all languages."""
    words = "".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFKC", english).lower()).split()
    if len(words) < SHORTEST_HELD_OUT:
        return False
    return int.from_bytes(hashlib.sha256(" ".join(words).encode()).digest()[:4], "big") % 100 < HELD_OUT_PERCENT


def _used_sources(every_source: bool) -> set[str]:
    listed = tomllib.loads(_SOURCES.read_text("utf-8"))
    return {name for name, source in listed.items() if every_source or source["use"]}


class _Reading:
    """What has been read so far."""

    def __init__(self, used: set[str]) -> None:
        self.used = used
        self._numbers: dict[str, int] = {}
        self._pairs: dict[Group, list[tuple[int, int]]] = defaultdict(list)
        self._held_out: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._foreign_held_out: set[int] = set()

    def with_english(self, path: Path, lang: str) -> None:
        for english, foreign, source in _lines(path, 3):
            if source in self.used:
                self.take(lang, english, foreign)

    def take(self, lang: str, english: str, foreign: str) -> None:
        if not _worth(english, foreign):
            return
        pair = self._number(english), self._number(foreign)
        if is_held_out(english):
            self._held_out[lang].append(pair)
            self._foreign_held_out.add(pair[1])
        else:
            kind = "dictionary" if len(foreign.split()) <= DICTIONARY_WORDS else "sentences"
            self._pairs[Group("en", lang, kind)].append(pair)

    def without_english(self, path: Path) -> None:
        """To be read last: what was held out is held out here, too."""
        for left_lang, right_lang, left, right in _lines(path, 4):
            if not _worth(left, right):
                continue
            pair = self._number(left), self._number(right)
            if not self._foreign_held_out.intersection(pair):
                self._pairs[Group(left_lang, right_lang, "others")].append(pair)

    def corpus(self) -> Corpus:
        for group, pairs in self._pairs.items():
            self._pairs[group] = [pair for pair in pairs if pair[1] not in self._foreign_held_out]
        return Corpus(
            texts=list(self._numbers),
            groups={group: _array(pairs) for group, pairs in sorted(self._pairs.items())},
            held_out={lang: _unique(_array(pairs))[:LARGEST_HELD_OUT] for lang, pairs in self._held_out.items()},
        )

    def _number(self, text: str) -> int:
        return self._numbers.setdefault(text, len(self._numbers))


def _array(pairs: list[tuple[int, int]]) -> Numbers:
    return np.asarray(pairs, dtype=np.int32).reshape(-1, 2)


def _unique(pairs: Numbers) -> Numbers:
    """Each text once on either side: a second translation of a sentence would be a wrong answer to nobody."""
    first_left = np.zeros(len(pairs), dtype=bool)
    first_left[np.unique(pairs[:, 0], return_index=True)[1]] = True
    first_right = np.zeros(len(pairs), dtype=bool)
    first_right[np.unique(pairs[:, 1], return_index=True)[1]] = True
    return np.asarray(pairs[first_left & first_right])


def _lines(path: Path, columns: int) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            values = line.rstrip("\n").split("\t")
            if len(values) == columns:
                yield values


def _worth(left: str, right: str) -> bool:
    """A text and its copy teach nothing; nor does an empty one."""
    return bool(left and right) and left != right and max(len(left), len(right)) <= LONGEST
