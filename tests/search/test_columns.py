"""Filters and facets over arrays."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.columns import Column, first_day, last_day
from search.tensors import Strings, open_arrays, write_arrays

rows_of_values = st.lists(st.lists(st.sampled_from(["a", "б", "ā", "z", ""]), max_size=4), max_size=12)


@given(rows_of_values)
def test_a_column_gives_back_what_it_was_given(values: list[list[str]]) -> None:
    column = Column.of(values)

    assert [set(column.of_row(row)) for row in range(len(values))] == [set(each) for each in values]
    for value in ("a", "б", "missing"):
        assert column.rows_of(value).tolist() == [row for row, each in enumerate(values) if value in each]


@given(rows_of_values, st.data())
def test_counts_are_those_of_the_rows(values: list[list[str]], data: st.DataObject) -> None:
    rows = sorted(data.draw(st.sets(st.sampled_from(range(len(values)))))) if values else []

    counts = list(Column.of(values).counts(np.asarray(rows, dtype=np.int64)))

    assert dict(counts) == {
        value: number for value in ("a", "б", "ā", "z", "") if (number := sum(value in values[row] for row in rows))
    }
    assert [number for _, number in counts] == sorted((number for _, number in counts), reverse=True)


def test_strings_are_found_again_after_writing(tmp_path) -> None:
    texts = sorted(["b", "ā", "", "я", "a" * 300], key=str.encode)
    write_arrays(tmp_path / "file", Strings.of(texts).arrays("text"))
    strings = Strings.named(open_arrays(tmp_path / "file"), "text")

    assert [strings[i] for i in range(len(strings))] == texts
    assert [strings.position(text) for text in texts] == list(range(len(texts)))
    assert strings.position("c") is None


def test_partial_dates_mean_all_their_days() -> None:
    assert first_day("2015") < first_day("2015-01-01") <= last_day("2015-12-31") < last_day("2015")
    assert last_day("2015-04") < first_day("2015-05")
