"""Counts in tables and in lines with a colon."""

import time

import pytest

from ingest.extract.tables import find_in_tables


def counts(page, text, lang="en"):
    return [(str(c.value), c.unit_en or c.unit) for c in find_in_tables(page(text, lang), ())]


def test_each_cell_counts_what_its_row_is_headed_by(page):
    text = "Zahlen\nKennzahl | 2021 | 2022\nKinder im Kindergarten | 34 | 1.258"

    found = list(find_in_tables(page(text, "de"), ()))

    assert [(str(c.value), c.unit_en) for c in found] == [("34", "child"), ("1258", "child")]
    assert [c.starts.text for c in found] == ["2021", "2022"]
    assert [text[c.start : c.end] for c in found] == ["34", "1.258"]


def test_column_says_what_is_counted_where_the_row_is_a_year(page):
    assert counts(page, "Year | Pupils | Families\n2021 | 34 | 20") == [("34", "pupil"), ("20", "family")]


def test_place_of_a_column_is_where_it_was_counted(extractor, document):
    text = "Rezultate\n| Galați | Brăila\nCopii înscriși | 120 | 85"

    found = [f for f in extractor.findings(document(text, "ro")) if getattr(f, "of_cell", False)]

    assert [f.geonames_id for f in found] == [677697, 683902]


def test_share_keeps_its_sign(page):
    assert counts(page, "Дял | 2020\nЗавършили училище | 45 %", "bg") == [("45", "percent")]


@pytest.mark.parametrize(
    ("lang", "line", "count"),
    [("bg", "Деца в програмата: 120", ("120", "child")), ("es", "Familias atendidas: 85", ("85", "family"))],
)
def test_line_behind_a_colon_is_a_count(page, lang, line, count):
    assert counts(page, line, lang) == [count]


@pytest.mark.parametrize(
    "text",
    [
        "Budget, EUR | 2021\nProject | 10 000",
        "Duration (months) | 24\nDuration (months) | 12",
        "Phone: 12345",
        "|||\n| | |",
        "a | b",
        "Families | about 40 or so",
    ],
)
def test_sums_times_and_other_cells_count_nothing(page, text):
    assert [c for c in counts(page, text) if c[1] != "Project"] == []


def test_hostile_table_is_read_in_linear_time(page):
    def spent(rows):
        made = page("Families | " * 24 + "\n" + ("Families | " + "12 | " * 40 + "\n") * rows)
        began = time.process_time()
        list(find_in_tables(made, ()))
        return time.process_time() - began

    spent(50)
    assert spent(800) < 6 * spent(400) + 0.2
