"""Which things match a question, and in which order: similar vectors, key words, and what the graph states, fused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search.encoder import Encoder, Role
from search.fusion import fused
from search.index import Index
from search.lexical import Word, words_of
from search.plan import QueryPlan, overlaps
from search.understanding import SLOTS

# At most so many things are found by text; also the length of each list that is fused.
LONGEST_LIST: Final = 1_000
# The say of each ranking in the fused one (docs/search.md has the sweep).
WEIGHTS: Final[Mapping[str, float]] = {"similarity": 2.0, "words": 1.0, "statements": 1.0}
# How much a statement of the graph counts beside another: who is asked for by name, comes first.
_SINKING = 0.985  # of the score for each hit of the same document in front: about one rank
_NAMED, _TOPIC, _GROUP, _PLACE = 3.0, 1.0, 0.5, 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """The match set in order, best first, and how each of its things was found."""

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]  # 0..1
    parts: Mapping[str, NDArray[np.float32]]  # by ranking, over all rows of the release
    vector: NDArray[np.float32]


class Retrieval:
    """Asks the indexes of one release."""

    def __init__(self, index: Index, encoder: Encoder) -> None:
        self._columns = index.columns
        self._units = index.units
        self._vectors = index.vectors
        self._keywords = index.keywords
        self._threshold = index.facts.threshold
        self._encoder = encoder

    def find(self, plan: QueryPlan, allowed: NDArray[np.bool_]) -> Found:
        """`allowed` are the things that meet every condition; of these the ones that the remaining text matches, if any
        text remains, in order. Signs without a letter or number match nothing."""
        if not plan.query.strip() or not allowed.any():
            return self._by_date(allowed)
        if not any(map(str.isalnum, plan.query)):
            return self._by_date(np.zeros_like(allowed))
        whole = words_of(plan.content_words, plan.language)
        vector = self._encoder.encode([plan.query], role=Role.QUERY)[0]
        units = None if allowed.all() else self._units.of_things(allowed)
        similarity = self._similar(vector, units)
        keywords = self._worded(self._known(whole), 1, units)
        matched = allowed
        if plan.remaining_text:
            known = self._known(words_of(plan.remaining_text, plan.language))
            worded = self._worded(known, needed(len(known)), units)
            matched = allowed & ((similarity >= self._threshold) | (worded > 0))
        parts = {"similarity": similarity, "words": keywords, "statements": self._stated(plan, units)}
        rows = np.flatnonzero(matched)
        scores = fused([(WEIGHTS[name], part[rows]) for name, part in parts.items()])
        order = np.lexsort((rows, -scores))[: LONGEST_LIST if plan.remaining_text else None]
        return Found(*spread(rows[order], scores[order], self._units.first_documents(rows[order])), parts, vector)

    def _by_date(self, allowed: NDArray[np.bool_]) -> Found:
        """Nothing but filters: the newest first."""
        rows = np.flatnonzero(allowed)
        order = np.lexsort((rows, -self._columns.last_day[rows]))
        empty = np.zeros(self._encoder.dimension, dtype=np.float32)
        return Found(rows[order], np.ones(len(rows), dtype=np.float32), {}, empty)

    def _similar(self, vector: NDArray[np.float32], units: NDArray[np.bool_] | None) -> NDArray[np.float32]:
        nearest = self._vectors.nearest(vector, LONGEST_LIST, units)
        return self._units.best_by_thing(nearest.rows, nearest.similarities)

    def _worded(self, words: Sequence[Word], needed: int, units: NDArray[np.bool_] | None) -> NDArray[np.float32]:
        hits = self._keywords.search(words, needed=needed, limit=LONGEST_LIST, allowed=units)
        return self._units.best_by_thing(hits.units, hits.scores)

    def _known(self, words: Sequence[Word]) -> list[Word]:
        return self._keywords.known([word for word in words if len(word.folded) > 1])

    def _stated(self, plan: QueryPlan, units: NDArray[np.bool_] | None) -> NDArray[np.float32]:
        """How much of what was understood each thing states; a theme that nothing states, the words of its name do."""
        score = np.zeros(len(self._columns), dtype=np.float32)
        lost = [theme for theme in plan.themes if not theme.stated]
        for theme in lost:
            words = words_of(plan.query[slice(*theme.span)], plan.language)
            if len(self._known(words)) == len(words):
                score[self._worded(words, len(words), units) > 0] += _TOPIC * theme.score
        for concept in plan.concepts:
            is_less = concept.scheme == "target-groups" or overlaps(concept.span, [theme.span for theme in lost])
            weight = _GROUP if is_less else _TOPIC
            score[self._columns.by_name[SLOTS[concept.scheme]].rows_of(concept.notation)] += weight * concept.score
        for place in plan.places:
            score[self._columns.by_name["place"].rows_of(place.iri)] += _PLACE
        for iri in plan.named:
            row = self._columns.iris.position(iri)
            if row is not None:
                score[row] += _NAMED
        return score


def spread(
    rows: NDArray[np.int64], scores: NDArray[np.float32], documents: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Rows in order, best first, so that no document fills a page: each further hit of one sinks below the last.

    `documents` are numbers, -1 for a row without one.
    """
    by_document = np.argsort(documents, kind="stable")
    listed = documents[by_document]
    before = np.empty(len(rows), dtype=np.int64)  # hits of the same document in front of each
    before[by_document] = np.arange(len(rows)) - np.searchsorted(listed, listed)
    lowered = (scores * _SINKING ** np.where(documents < 0, 0, before)).astype(np.float32)
    order = np.lexsort((rows, -lowered))
    return rows[order], lowered[order]


def needed(words: int) -> int:
    """How many of a question's words a text must hold to count as a hit: one of three, half of more."""
    return max(1, words // 2)
