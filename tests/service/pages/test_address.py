"""The addresses of searches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import QueryRefused
from service.errors import ParameterWrong
from service.pages.address import SearchAddress


def address(*parameters: tuple[str, str]) -> SearchAddress:
    return SearchAddress.of(parameters)


def test_empty_unknown_and_repeated_parameters_are_left_out():
    found = address(("q", " x "), ("type", ""), ("evil", "1"), ("lang", "bg"), ("lang", "bg"))

    assert found.link == "/search?q=x&lang=bg"


def test_choosing_a_filter_starts_from_the_first_result():
    assert address(("q", "x"), ("offset", "40")).adding(("lang", "bg")).link == "/search?q=x&lang=bg"


@pytest.mark.parametrize("offset", ["-1", "x", "²", "10001", "9" * 5000])
def test_impossible_offset_is_the_first_page(offset):
    assert address(("offset", offset)).offset == 0


def test_question_has_every_filter_of_the_address():
    found = address(("q", "x"), ("place", "BG"), ("place", "RO"), ("from", "2014"), ("bbox", "1,2,3,4"))

    question = found.question(ui="bg", limit=5)

    assert question.places == ("BG", "RO")
    assert question.begins is not None
    assert (question.begins.text, question.bbox.west, question.ui) == ("2014", 1.0, "bg")


@pytest.mark.parametrize(
    ("name", "value"), [("from", "yesterday"), ("bbox", "1,2,3"), ("type", "dragon"), ("q", "x" * 3000)]
)
def test_value_that_cannot_be_used_is_named(name, value):
    with pytest.raises((ParameterWrong, QueryRefused)) as caught:
        address((name, value)).question(ui="en", limit=5)

    assert caught.value.parameter == name


@given(st.lists(st.tuples(st.sampled_from(["q", "type", "bbox", "from", "offset", "interpret", "ui", "x"]), st.text())))
def test_any_address_is_a_question_or_a_refusal(parameters):
    try:
        SearchAddress.of(parameters).question(ui="en", limit=5)
    except (ParameterWrong, QueryRefused) as refused:
        assert refused.parameter
