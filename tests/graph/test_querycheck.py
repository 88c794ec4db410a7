"""What the cheap check lets through and what it refuses."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import QueryRefused
from graph.querycheck import MAX_CHARACTERS, QueryForm, check


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * { ?s ?p ?o }", QueryForm.SELECT),
        ("PREFIX ex: <http://e/#select>\n# ASK {}\nask { ?s ex:service 'DELETE SERVICE' }", QueryForm.ASK),
        ("BASE <http://e/> CONSTRUCT WHERE { ?s ?p ?o }", QueryForm.CONSTRUCT),
        ("PREFIX select: <http://e/> DESCRIBE select:load", QueryForm.DESCRIBE),
    ],
)
def test_form_is_that_of_the_first_query_word(query: str, form: QueryForm):
    assert check(query).form is form


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "update"),
        ("PREFIX a: <a:> LOAD <http://e/>", "update"),
        ("SELECT * { SERVICE <http://e/> { ?s ?p ?o } }", "service"),
        ("SELECT * { service SILENT <http://e/> {} }", "service"),
        ("ASK " + "{" * 5000, "too-deep"),
        ("SELECT (1" + "+1" * 6000 + " AS ?n) {}", "too-complex"),
        ("ASK {} #" + "x" * MAX_CHARACTERS, "too-long"),
        ("hello", "not-a-query"),
        ("", "not-a-query"),
    ],
)
def test_what_must_not_reach_an_engine_is_refused_by_name(query: str, slug: str):
    with pytest.raises(QueryRefused) as refused:
        check(query)

    assert refused.value.slug == slug


@given(st.text(alphabet="\"'\\<>#{}()?:a \n", max_size=300))
def test_any_text_is_either_refused_or_has_a_form(text: str):
    try:
        assert check(text).form in QueryForm
    except QueryRefused as refused:
        assert str(refused)


def test_unclosed_strings_take_linear_time():
    began = time.process_time()
    with pytest.raises(QueryRefused):
        check("'''\\" * (MAX_CHARACTERS // 5))

    assert time.process_time() - began < 5
