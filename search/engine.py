"""The façade: a question in, a page of results out. The only module of the room that knows the order of the steps."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.labels import LabelMatcher
from graph.places import Gazetteer
from ontology.scheme import ConceptScheme
from search.encoder import Encoder
from search.facets import facets
from search.filters import Filters
from search.hits import Asked, Hits
from search.index import Index
from search.labelling import Labelling
from search.lexical import words_of
from search.plan import ConceptAsked, QueryPlan
from search.planning import Condition, conditions_of, filter_of, sparql_of
from search.question import Question
from search.reading import Reading
from search.results import ResultPage
from search.retrieval import Found, Retrieval
from search.snippets import Sought
from search.understanding import SLOTS, Understanding


class SearchEngine:
    """Answers questions from one release; holds no state of any question, so that several threads may ask."""

    def __init__(self, index: Index, encoder: Encoder, *, base: str, release: int) -> None:
        scheme, gazetteer = ConceptScheme.open(base), Gazetteer.open()
        self._index = index
        self._base = base
        self._release = release
        self._scheme = scheme
        self._understanding = Understanding(scheme, LabelMatcher.open(base), gazetteer, base)
        self._filters = Filters(index.columns, scheme, gazetteer, base)
        self._retrieval = Retrieval(index, encoder)
        self._labelling = Labelling(index, scheme, gazetteer)
        self._hits = Hits(index, self._labelling)

    @classmethod
    def open(cls, index_folder: Path, encoder: Encoder, *, base: str, release: int) -> "SearchEngine":
        """Raises IndexMissing, IndexDamaged, and IndexStale when another model or base built the index."""
        return cls(Index.open(index_folder, encoder, base), encoder, base=base, release=release)

    def interpret(self, text: str, ui: str = "en") -> QueryPlan:
        """What a question means in this release, with the query that says the same. Raises QueryRefused."""
        return self._found(Question(text=text, ui=ui), [])[0]

    def answer(self, question: Question) -> ResultPage:
        """The page of results that the question asks for. Raises QueryRefused and EncodingFailed."""
        began = time.perf_counter()
        plan, conditions, found = self._found(question, self._filters.conditions(question))
        asked = self._asked(question, plan, conditions, found)
        shown = range(question.offset, min(question.offset + question.limit, len(found.rows)))
        return ResultPage(
            query=question.text,
            interpretation=plan,
            release=self._release,
            total=len(found.rows),
            limit=question.limit,
            offset=question.offset,
            results=tuple(self._hits.hit(position, asked) for position in shown),
            facets=facets(self._index.columns, found.rows, self._labelling, question.ui),
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def _found(self, question: Question, chosen: list[Condition]) -> tuple[QueryPlan, list[Condition], Found]:
        """The plan, all conditions (chosen beside the question, and understood from it) and what meets them.

        When nothing does, what was understood least surely is looked for as text: the types, then the topics.
        """
        reading = Reading.of(question.text, question.ui)
        first = self._first_plan(question, reading, chosen)
        for plan in (first, *self._looser(first, reading)):
            conditions = [*chosen, *conditions_of(plan), *_no_bare_place(question, plan)]
            found = self._retrieval.find(plan, filter_of(conditions, self._index.columns))
            if len(found.rows):
                break
        else:
            plan, conditions = first, [*chosen, *conditions_of(first), *_no_bare_place(question, first)]
        return replace(plan, sparql=sparql_of(conditions, self._base)), conditions, found

    def _first_plan(self, question: Question, reading: Reading, chosen: list[Condition]) -> QueryPlan:
        if not question.interpret:
            rest = reading.remaining()
            return QueryPlan(query=question.text, language=reading.lang, remaining_text=rest, content_words=rest)
        plan = self._understanding.plan(reading, self._index.names, self._index.named_thing)
        return self._settled(plan, reading, chosen)

    def _looser(self, plan: QueryPlan, reading: Reading) -> Iterator[QueryPlan]:
        untyped = replace(plan, types=tuple(replace(each, stated=False) for each in plan.types))
        if plan.types:
            yield untyped
        if plan.concepts:
            yield self._with_topics(untyped, [replace(each, stated=False) for each in plan.concepts], reading)

    def _settled(self, plan: QueryPlan, reading: Reading, chosen: list[Condition]) -> QueryPlan:
        """The plan as this release can meet it: a concept that nothing states is looked for as text."""
        plan = self._typed(plan, chosen)
        mask = self._firm(plan, chosen)
        named = [Condition("organisation", (body.iri,)) for body in plan.organisations]
        organisations = tuple(
            replace(body, stated=self._holds(mask, condition))
            for body, condition in zip(plan.organisations, named, strict=True)
        )
        if any(body.stated for body in organisations):
            iris = tuple(body.iri for body in organisations if body.stated)
            mask &= filter_of([Condition("organisation", iris)], self._index.columns)
        topics = [self._checked(mask, concept) for concept in plan.concepts]
        return self._with_topics(replace(plan, organisations=organisations), topics, reading)

    def _with_topics(self, plan: QueryPlan, topics: list[ConceptAsked], reading: Reading) -> QueryPlan:
        """The plan with these topics; when none is stated their words are searched for, like those of lost bodies."""
        lost = [body.span for body in plan.organisations if not body.stated]
        themes, approaches, groups = (tuple(c for c in topics if c.scheme == slot) for slot in SLOTS)
        plan = replace(plan, themes=themes, approaches=approaches, target_groups=groups)
        if not plan.topics:
            lost += [concept.span for concept in topics]
        return replace(plan, remaining_text=reading.remaining(lost))

    def _typed(self, plan: QueryPlan, chosen: list[Condition]) -> QueryPlan:
        """The plan without the types of which nothing is in the place and time asked for."""
        if not plan.types or self._firm(plan, chosen).any():
            return plan
        return replace(plan, types=tuple(replace(each, stated=False) for each in plan.types))

    def _firm(self, plan: QueryPlan, chosen: list[Condition]) -> NDArray[np.bool_]:
        """What meets everything but topics and organisations."""
        firm = replace(plan, themes=(), approaches=(), target_groups=(), organisations=())
        return filter_of([*chosen, *conditions_of(firm)], self._index.columns)

    def _checked(self, mask: NDArray[np.bool_], concept: ConceptAsked) -> ConceptAsked:
        return replace(concept, stated=self._holds(mask, Condition("concept", (concept.key,))))

    def _holds(self, mask: NDArray[np.bool_], condition: Condition) -> bool:
        return bool((mask & filter_of([condition], self._index.columns)).any())

    def _asked(self, question: Question, plan: QueryPlan, conditions: list[Condition], found: Found) -> Asked:
        chosen = [key for c in conditions if c.slot == "concept" and not c.excluded for key in c.values]
        keys = dict.fromkeys([*(concept.key for concept in plan.concepts), *chosen])
        return Asked(
            found=found,
            conditions=conditions,
            ui=question.ui,
            explain=question.explain,
            text=plan.remaining_text,
            sought=Sought.of(words_of(plan.remaining_text or plan.content_words, plan.language)),
            concepts={key: self._narrower(key) for key in keys},
            said={concept.key: concept.span for concept in plan.concepts},
        )

    def _narrower(self, key: str) -> frozenset[str]:
        scheme, _, notation = key.partition("/")
        concept = self._scheme.concept(scheme, notation)
        return frozenset(f"{scheme}/{below.notation}" for below in self._scheme.narrower_or_self(concept))


def _no_bare_place(question: Question, plan: QueryPlan) -> list[Condition]:
    """A place says nothing of a topic: it answers when places are asked for, or when it is all that is asked for."""
    asks_more = bool(plan.concepts or (plan.remaining_text and plan.places))
    if not question.interpret or not asks_more or "place" in (*question.types, *(each.value for each in plan.types)):
        return []
    return [Condition("type", ("place",), excluded=True)]
