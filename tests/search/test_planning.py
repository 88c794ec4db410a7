"""The filter that is run and the query that is shown say the same."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.identifiers import place_iri
from graph.quads import text_of
from graph.stores.oxigraph import OxigraphStore
from search.columns import Columns
from search.engine import SearchEngine
from search.plan import ConceptAsked, QueryPlan
from search.planning import Condition, filter_of, sparql_of
from search.question import TYPES, Box, Question
from search.tensors import open_arrays

BASE = "http://localhost:8000"
CONCEPTS = [
    "themes/school-mediation",
    "themes/education",
    "themes/health",
    "themes/vaccination",
    "themes/social-housing",
    "themes/culture",
    "approaches/mediation",
    "approaches/training",
    "target-groups/families",
    "target-groups/women",
]
PLACES = [place_iri(BASE, geonames) for geonames in (727696, 732800, 681290, 798549, 458258, 3078610, 2510769)]
DATES = ["", "2010", "2012", "2014", "2015-04", "2015-04-23", "2016", "2019-11", "2021-03-10", "2023", "2024-12-31"]


def some(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(tuple)


degrees = st.integers(-40, 60).map(float)
conditions = st.one_of(
    st.builds(Condition, st.just("type"), some(list(TYPES)), st.booleans()),
    st.builds(Condition, st.just("concept"), some(CONCEPTS), st.booleans()),
    st.builds(Condition, st.just("place"), some(PLACES), st.booleans()),
    st.builds(Condition, st.just("lang"), some(["bg", "ro", "lv", "en", "sr"]), st.booleans()),
    st.builds(Condition, st.just("outcome"), some(["worked", "did-not-work", "mixed"]), st.booleans()),
    st.builds(Condition, st.just("period"), st.tuples(st.sampled_from(DATES), st.sampled_from(DATES))),
    st.builds(
        lambda west, south, east, north: Condition(
            "box", ("inside",), box=Box(west, min(south, north), east, max(south, north))
        ),
        degrees, degrees, degrees, degrees,
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def columns(index_folder: Path) -> Columns:
    return Columns.from_arrays(open_arrays(index_folder / "index.safetensors"))


def by_filter(columns: Columns, asked: list[Condition]) -> set[str]:
    return {columns.iris[int(row)] for row in np.flatnonzero(filter_of(asked, columns))}


def by_sparql(store: OxigraphStore, query: str) -> set[str]:
    return {text_of(row["thing"]) for row in store.select(query)}


@given(asked=st.lists(conditions, max_size=4))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_query_finds_what_the_filter_finds(columns: Columns, store: OxigraphStore, asked: list[Condition]) -> None:
    assert by_sparql(store, sparql_of(asked, BASE)) == by_filter(columns, asked)


def test_organisations_are_found_with_what_they_take_part_in(columns: Columns, store: OxigraphStore, labels) -> None:
    society = next(iri for iri in map(columns.iris.__getitem__, range(len(columns))) if "/organisation/" in iri)
    asked = [Condition("organisation", (society,))]

    found = by_filter(columns, asked)

    assert labels(found) == {"Сдружение Бъдеще", "Мост към училище", "razgrad"}
    assert by_sparql(store, sparql_of(asked, BASE)) == found


@pytest.mark.parametrize(
    "text",
    [
        "education mediation projects in Bulgaria",
        "практики за ваксинация извън Румъния",
        "proiecte de mediere școlară în Bulgaria între 2014 și 2016",
        "romu mediatoru projekti Latvijā",
        "practices that did not work",
        "projects not in Bulgaria or Latvia",
    ],
)
def test_the_query_of_an_answer_gives_its_structured_part(
    engine: SearchEngine, store: OxigraphStore, text: str
) -> None:
    page = engine.answer(Question(text=text, limit=100))

    assert page.interpretation.remaining_text == ""
    assert {hit.iri for hit in page.results} == by_sparql(store, page.interpretation.sparql)


def test_filters_beside_the_question_are_in_the_query_too(engine: SearchEngine, store: OxigraphStore) -> None:
    page = engine.answer(Question(text="mediation", langs=("bg",), types=("practice", "document"), limit=100))

    assert {hit.iri for hit in page.results} == by_sparql(store, page.interpretation.sparql)
    assert {hit.type for hit in page.results} == {"practice", "document"}


def test_a_query_names_prefixes_and_explains_its_parts() -> None:
    query = sparql_of([Condition("type", ("project",)), Condition("place", (PLACES[1],), excluded=True)], BASE)

    assert query.startswith("PREFIX drom: <https://w3id.org/drom/ns#>")
    assert "# type: project" in query
    assert "# not in one of these places" in query


def _asked(scheme: str, notation: str, span: tuple[int, int], *, stated: bool) -> ConceptAsked:
    return ConceptAsked(scheme, notation, notation, notation, span, 1.0, stated)


@pytest.mark.parametrize(("span", "expected"), [((7, 16), ()), ((20, 29), ("mediation",))])
def test_an_approach_never_stands_in_for_the_theme_that_the_same_words_ask_for(
    span: tuple[int, int], expected: tuple[str, ...]
) -> None:
    theme = _asked("themes", "school-mediation", (0, 16), stated=False)
    approach = _asked("approaches", "mediation", span, stated=True)

    plan = QueryPlan(query="school mediators", language="en", themes=(theme,), approaches=(approach,))

    assert tuple(each.notation for each in plan.topics) == expected
