"""Annotated texts as the recogniser learns them: a row of attributes and a tag for every word."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from graph.places import Gazetteer
from ingest.document import Document
from ingest.extract.features import Attributes, attributes_of
from ingest.extract.names import resolved
from ingest.extract.organisations import organisation_candidates, with_acronyms
from ingest.extract.page import Page
from ingest.extract.places import find_places
from training.names.corpora import Annotated, Name

_WORD = re.compile(r"\w+")
_COMMON = 3  # times that a word stands in lower case in the texts before it is taken for a common noun
_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One sentence: the attributes of its words and their tags (O, B-ORG, I-ORG, …)."""

    attributes: list[Attributes]
    tags: list[str]


def lessons(texts: Iterable[Annotated], gazetteer: Gazetteer, common: frozenset[str]) -> Iterator[Lesson]:
    """The sentences of the texts; persons named by words of `common` alone are taken for no names."""
    for annotated in texts:
        page = Page(document_of(annotated))
        tags = _tags(page, [name for name in annotated.names if _is_name(annotated, name, common)])
        sentences = [sentence for sentence in page.wording.sentences if len(sentence)]
        places = tuple(find_places(page, gazetteer))
        candidates = [*with_acronyms(page, resolved(organisation_candidates(page)))]
        rows = attributes_of(page, sentences, places, candidates)
        for sentence, attributes in zip(sentences, rows, strict=True):
            yield Lesson(attributes, [tags.get(position, "O") for position in sentence])


def common_words(texts: Iterable[Annotated]) -> frozenset[str]:
    """The words that also stand in lower case."""
    counted = Counter(word for a in texts for word in _WORD.findall(a.text) if word.islower())
    return frozenset(word for word, times in counted.items() if times >= _COMMON)


def document_of(annotated: Annotated) -> Document:
    """A text as if it were a page that tells its language and nothing else."""
    return Document(
        address="https://corpus.example/a", source=None, file_name=None, derived_from=None, source_title=None,
        source_read=None, fetched=_DAY, sha256="0" * 64, kind="article", lang=annotated.lang, lang_confidence=1.0,
        text=annotated.text,
    )  # fmt: skip


def _is_name(annotated: Annotated, name: Name, common: frozenset[str]) -> bool:
    capitals = [word for word in _WORD.findall(annotated.text[name.start : name.end]) if word[0].isupper()]
    is_noun = name.kind == "PER" and all(word.lower() in common for word in capitals)
    return bool(capitals) and not is_noun


def _tags(page: Page, names: Sequence[Name]) -> dict[int, str]:
    """The tag of each word that belongs to a name, even in part."""
    words, tags = page.wording.words, dict[int, str]()
    for name in names:
        first = page.wording.word_from(name.start)
        if first and words[first - 1].end > name.start:
            first -= 1
        position = first
        while position < len(words) and words[position].start < name.end:
            tags[position] = f"{'B' if position == first else 'I'}-{name.kind}"
            position += 1
    return tags
