"""Keyword search over passages and things. The only module that knows tantivy.

Words are folded (case, marks, alphabets) and stemmed here and handed over as finished terms, both when writing and when
asking, so that text from outside never meets a query parser.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from graph.lemmas import fold_word, stem, tokens
from graph.records import LangText

_STEM_LENGTH = 7  # characters; what is behind them tells forms of one word apart more often than words
_STEM_WEIGHT = 0.5  # of a form of the word against the word itself
_WRITER_MEMORY = 64_000_000  # bytes
# Up to this many allowed units they are named to the engine; with more, its hits are masked afterwards.
_NAMED_UNITS = 2_000
_READABLE = 0o644
_LONGEST_WORD = 64  # characters; longer strings are data, not words


@dataclass(frozen=True, slots=True)
class KeywordHits:
    """Units with their BM25 score, best first; ties to the smaller unit."""

    units: NDArray[np.int64]
    scores: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question as the index knows it."""

    folded: str
    stem: str


@lru_cache(maxsize=1 << 16)
def word_from(word: str, lang: str) -> Word:
    return Word(fold_word(word)[:_LONGEST_WORD], stem(word, lang)[:_STEM_LENGTH])


def words_of(text: str, lang: str) -> list[Word]:
    return [word_from(token.text, lang) for token in tokens(text)]


def write_words(folder: Path, units: Iterable[Sequence[LangText]]) -> None:
    """Index units, each some texts with their languages; a unit's number is its place in the order."""
    folder.mkdir(parents=True)
    index = tantivy.Index(_schema(), path=str(folder))
    writer = index.writer(heap_size=_WRITER_MEMORY, num_threads=1)
    for number, texts in enumerate(units):
        words = [word for text in texts for word in words_of(text.text, text.lang)]
        document = tantivy.Document()
        document.add_unsigned("unit", number)
        document.add_text("words", " ".join(word.folded for word in words))
        document.add_text("stems", " ".join(word.stem for word in words))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    for path in folder.iterdir():  # tantivy lets only the builder read some of them; a service may be another user
        path.chmod(_READABLE)


class KeywordIndex:
    """Opened read-only; one searcher for the life of a release."""

    def __init__(self, folder: Path) -> None:
        index = tantivy.Index.open(str(folder))
        self._schema = index.schema
        self._searcher = index.searcher()

    def known(self, words: Sequence[Word]) -> list[Word]:
        """Those of the words that occur in the collection, in this or another form; each once."""
        return [word for word in dict.fromkeys(words) if self.occurrences(word)]

    def occurrences(self, word: Word) -> int:
        """In how many units the word or a form of it stands."""
        return max(self._searcher.doc_freq("words", word.folded), self._searcher.doc_freq("stems", word.stem))

    def search(
        self, words: Sequence[Word], *, needed: int, limit: int, allowed: NDArray[np.bool_] | None = None
    ) -> KeywordHits:
        """The best units that hold at least `needed` of the words; `allowed` masks units."""
        query = self._query(words, needed)
        if query is None or limit < 1:
            return KeywordHits(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))
        if allowed is None:
            return self._hits(query, limit)
        count = int(np.count_nonzero(allowed))
        if count <= _NAMED_UNITS:
            named = tantivy.Query.term_set_query(self._schema, "unit", np.flatnonzero(allowed).tolist())
            query = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, query), (tantivy.Occur.Must, tantivy.Query.const_score_query(named, 0.0))]
            )
            return self._hits(query, limit)
        hits = self._hits(query, len(allowed) if count * 2 < len(allowed) else limit * 2)
        kept = allowed[hits.units]
        return KeywordHits(hits.units[kept][:limit], hits.scores[kept][:limit])

    def _query(self, words: Sequence[Word], needed: int) -> tantivy.Query | None:
        distinct = {word.stem: word for word in words if word.folded}
        if not distinct:
            return None
        each = [(tantivy.Occur.Should, self._either_form(word)) for word in distinct.values()]
        return tantivy.Query.boolean_query(each, minimum_number_should_match=min(max(needed, 1), len(each)))

    def _either_form(self, word: Word) -> tantivy.Query:
        form = tantivy.Query.term_query(self._schema, "stems", word.stem, index_option="freq")
        exact = tantivy.Query.term_query(self._schema, "words", word.folded, index_option="freq")
        return tantivy.Query.disjunction_max_query([exact, tantivy.Query.boost_query(form, _STEM_WEIGHT)])

    def _hits(self, query: tantivy.Query, limit: int) -> KeywordHits:
        found = self._searcher.search(query, limit=limit, count=False).hits
        if not found:
            return KeywordHits(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))
        units = np.asarray(self._searcher.fast_field_values("unit", [where for _, where in found]), dtype=np.int64)
        scores = np.asarray([score for score, _ in found], dtype=np.float32)
        order = np.lexsort((units, -scores))
        return KeywordHits(units[order], scores[order])


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("unit", fast=True, indexed=True)
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("stems", tokenizer_name="whitespace", index_option="freq")
    return builder.build()
