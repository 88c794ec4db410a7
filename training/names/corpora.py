"""Annotated corpora as they come: texts with the names of organisations, places and persons in them.

Kinds are ORG, LOC, PER and MISC, which is everything else that has a name. `corpora.toml` says which may teach.
Persons named by a common noun only ("the players") are left out: they are no names.
"""

import gzip
import hashlib
import io
import json
import tarfile
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TypedDict

# Kinds of name by the tags of the corpora, lower case, without B- and I-.
_KINDS = {
    **dict.fromkeys(("org", "organization"), "ORG"),
    **dict.fromkeys(("loc", "gpe", "location"), "LOC"),
    **dict.fromkeys(("per", "person"), "PER"),
    **dict.fromkeys(("oth", "misc", "event", "product", "evt", "pro", "entity", "work_of_art", "facility"), "MISC"),
}
_GLUED_BEFORE = frozenset(".,;:!?)]}%”’…»")  # no space before these where a corpus does not say
_GLUED_BEHIND = frozenset("([{„«")
_DEVELOPMENT = 4  # where a corpus brings one part only, one document in so many is kept to measure with
_LONGEST = 40  # sentences of one document of ours


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: characters, end exclusive; ORG, LOC, PER or MISC."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its names, in the order of the text."""

    lang: str
    text: str
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus as `corpora.toml` describes it."""

    key: str
    lang: str
    read: str  # how it is written: a key of _READERS
    train: str | None  # file in the folder of corpora; None where its licence does not let it teach
    dev: str | None  # None where the development part is cut from `train`
    columns: tuple[int, int] = (0, 0)  # of the word and of the tag


class _Sentence(TypedDict):
    id: str
    words: list[str]
    tags: list[str]
    text: str | None


@cache
def corpora() -> Mapping[str, Corpus]:
    """The corpora of `corpora.toml` by key."""
    rows = tomllib.loads(Path(__file__).with_name("corpora.toml").read_text(encoding="utf-8"))
    return {
        key: Corpus(key, row["lang"], row["read"], row.get("train"), row.get("dev"), tuple(row.get("columns", (0, 0))))
        for key, row in rows.items()
    }


def training_texts(folder: Path, corpus: Corpus) -> Iterator[Annotated]:
    """What a corpus teaches; nothing where it may only measure."""
    if corpus.train:
        yield from _part(folder, corpus, corpus.train, development=False)


def development_texts(folder: Path, corpus: Corpus) -> Iterator[Annotated]:
    """What a corpus measures with; never what `training_texts` gives."""
    yield from _part(folder, corpus, corpus.dev or corpus.train or "", development=True)


def _part(folder: Path, corpus: Corpus, file: str, *, development: bool) -> Iterator[Annotated]:
    is_cut = corpus.train is not None and corpus.dev is None
    for name, annotated in _READERS[corpus.read](folder / file, corpus):
        if not is_cut or _is_kept_back(name) is development:
            yield annotated


def _is_kept_back(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % _DEVELOPMENT == 0


def _conll(path: Path, corpus: Corpus) -> Iterator[tuple[str, Annotated]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from _documents(_conll_sentences(lines, corpus.columns, path.name), corpus.lang)


def _archive(path: Path, corpus: Corpus) -> Iterator[tuple[str, Annotated]]:
    with tarfile.open(path) as archive:
        for member in sorted(archive.getnames()):
            content = archive.extractfile(member) if member.endswith(".conllup") else None
            if content:
                lines = io.TextIOWrapper(content, encoding="utf-8")
                yield from _documents(_conll_sentences(lines, corpus.columns, member), corpus.lang)


def _conll_sentences(lines: Iterable[str], columns: tuple[int, int], document: str) -> Iterator[_Sentence]:
    """Sentences of tab-separated words; `# newdoc` and `# text` are heeded."""
    sentence: _Sentence = {"id": document, "words": [], "tags": [], "text": None}
    for line in map(str.rstrip, lines):
        if line.startswith("# newdoc"):
            document = line
            sentence["id"] = document
        elif line.startswith("# text = "):
            sentence["text"] = line[9:]
        elif line and not line.startswith("#"):
            cells = line.split("\t")
            sentence["words"].append(cells[columns[0]])
            sentence["tags"].append(cells[columns[1]])
        elif not line and sentence["words"]:
            yield sentence
            sentence = {"id": document, "words": [], "tags": [], "text": None}
    if sentence["words"]:
        yield sentence


def _ronec(path: Path, corpus: Corpus) -> Iterator[tuple[str, Annotated]]:
    """RONEC's sentences, which stand alone."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = json.load(file)
    for row in rows:
        spaced = zip(row["tokens"], row["space_after"], strict=True)
        text = "".join(word + " " * after for word, after in spaced)
        sentence: _Sentence = {"id": str(row["id"]), "words": row["tokens"], "tags": row["ner_tags"], "text": text}
        yield from _documents([sentence], corpus.lang)


def _spans(path: Path, corpus: Corpus) -> Iterator[tuple[str, Annotated]]:
    """Texts as JSON lines with their names as [start, end, words, lemma, kind, …]."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            names = (Name(n[0], n[1], _KINDS[n[4].lower()]) for n in row["entities"] if n[4].lower() in _KINDS)
            yield row["id"], Annotated(corpus.lang, row["text"], tuple(sorted(names, key=lambda name: name.start)))


_READERS: Mapping[str, Callable[[Path, Corpus], Iterator[tuple[str, Annotated]]]] = {
    "conll": _conll,
    "archive": _archive,
    "ronec": _ronec,
    "spans": _spans,
}


def _documents(sentences: Iterable[_Sentence], lang: str) -> Iterator[tuple[str, Annotated]]:
    """The sentences of a document joined, one a line; longer documents in pieces."""
    for name, group in groupby(sentences, key=lambda sentence: sentence["id"]):
        gathered = list(group)
        for first in range(0, len(gathered), _LONGEST):
            yield name, _joined(gathered[first : first + _LONGEST], lang)


def _joined(sentences: Sequence[_Sentence], lang: str) -> Annotated:
    texts: list[str] = []
    names: list[Name] = []
    position = 0
    for sentence in sentences:
        text = sentence["text"] or _spelled(sentence["words"])
        names += (Name(n.start + position, n.end + position, n.kind) for n in _names(sentence, text))
        texts.append(text)
        position += len(text) + len("\n\n")
    return Annotated(lang, "\n\n".join(texts), tuple(names))


def _spelled(words: Iterable[str]) -> str:
    text = ""
    for word in words:
        is_glued = not text or word[0] in _GLUED_BEFORE or text[-1] in _GLUED_BEHIND
        text += word if is_glued else f" {word}"
    return text


def _names(sentence: _Sentence, text: str) -> Iterator[Name]:
    """The runs of one tag, found again in the text."""
    run: Name | None = None
    position = 0
    for word, tag in zip(sentence["words"], sentence["tags"], strict=True):
        start = text.find(word, position)
        if start < 0:
            continue  # a word that the text spells otherwise
        position = start + len(word)
        edge, _, kind = tag.partition("-")
        continues = run is not None and edge == "I" and _KINDS.get(kind.lower()) == run.kind
        if run and not continues:
            yield run
        if kind.lower() in _KINDS:
            run = Name(run.start if run and continues else start, position, _KINDS[kind.lower()])
        else:
            run = None
    if run:
        yield run
