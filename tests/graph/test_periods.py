"""Dates and periods in text: every language's words, open and closed periods, and numbers that are no years."""

import pytest
from babel import Locale

from graph.periods import find_dates, find_periods

LANGUAGES = "bg cs de el en es et fr hr hu it lt lv mk pl pt ro ru sk sl sq sr tr uk"


def periods(text: str, lang: str) -> list[tuple[str | None, str | None]]:
    return [(p.begins and p.begins.text, p.ends and p.ends.text) for p in find_periods(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text", "begins", "ends"),
    [
        ("en", "funded in the programming period 2014-2020", "2014", "2020"),
        ("en", "since 2015 the town", "2015", None),
        ("en", "from May to October 2021", "2021-05", "2021-10"),
        ("en", "Sarajevo 16-17 April 2024", "2024-04-16", "2024-04-17"),
        ("en", "in the school year 2022/23", "2022", "2023"),
        ("bg", "между 2014 и 2020", "2014", "2020"),
        ("bg", "през април 2021 г. общината", "2021-04", "2021-04"),
        ("bg", "от 01.09.2021", "2021-09-01", None),
        ("lv", "kopš 2016. gada", "2016", None),
        ("lv", "no 2022. gada maija līdz 2024. gada aprīlim", "2022-05", "2024-04"),
        ("ro", "până în 2020", None, "2020"),
        ("hu", "2014 és 2020 között", "2014", "2020"),
        ("hu", "2016-tól 2020-ig", "2016", "2020"),
        ("sr-Cyrl", "од марта 2022. до јуна 2023. године", "2022-03", "2023-06"),
        ("hr", "u listopadu 2021.", "2021-10", "2021-10"),
        ("cs", "v listopadu 2021", "2021-11", "2021-11"),
        ("es", "entre septiembre de 2022 y junio de 2024", "2022-09", "2024-06"),
        ("tr", "2016 yılından beri", "2016", None),
        ("und", "between 2014 and 2020", "2014", "2020"),
    ],
)
def test_words_of_a_period_give_its_edges(lang: str, text: str, begins: str | None, ends: str | None) -> None:
    assert periods(text, lang) == [(begins, ends)]


@pytest.mark.parametrize(
    ("lang", "text", "begins", "ends"),
    [
        ("en", "before 2010", None, "2009"),
        ("en", "before 2010-05", None, "2010-04"),
        ("en", "before January 2010", None, "2009-12"),
        ("en", "before 2010-05-01", None, "2010-04-30"),
        ("en", "until 2010-05", None, "2010-05"),
        ("en", "till 2010", None, "2010"),
        ("en", "after 2015", "2016", None),
        ("bg", "преди 2010 г.", None, "2009"),
        ("bg", "след 2015", "2016", None),
        ("ro", "înainte de 2010", None, "2009"),
        ("lv", "pirms 2010. gada", None, "2009"),
        ("hu", "2010 előtt", None, "2009"),
        ("tr", "2010'dan sonra", "2011", None),
        ("cs", "před rokem 2010", None, "2009"),
        ("it", "prima del 2010", None, "2009"),
    ],
)
def test_before_and_after_leave_out_their_edge(lang: str, text: str, begins: str | None, ends: str | None) -> None:
    assert periods(text, lang) == [(begins, ends)]


@pytest.mark.parametrize("lang", LANGUAGES.split())
def test_every_month_of_the_language_is_known(lang: str) -> None:
    for style in ("format", "stand-alone"):
        for month, name in Locale(lang).months[style]["wide"].items():
            dates = find_dates(f"12 {name} 2021", lang)

            assert [mention.date.text for mention in dates] == [f"2021-{month:02}-12"], name


@pytest.mark.parametrize(
    "text", ["2015 people came", "от 2000 души", "31.02.2020", "tel. 02 2020 2021 33", "1.2020,5 t", "2020-2014", ""]
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert find_periods(text, "bg") == []


def test_spans_hold_the_words_of_the_date() -> None:
    text = "Срещата на 12 април 2023 г. събра 16 работодатели."

    (mention,) = find_dates(text, "bg")

    assert text[mention.start : mention.end] == "12 април 2023 г"
    assert mention.date.text == "2023-04-12"


def test_month_first_and_day_first_figures_are_told_apart_where_possible() -> None:
    assert [d.date.text for d in find_dates("04/16/2024 and 16/04/2024", "en")] == ["2024-04-16"] * 2


@pytest.mark.parametrize("text", ["6.V.2024 г.", "2024. 05. 06.", "2024.05.06", "2024/05/06", "6. V. 2024"])
def test_day_in_figures_is_read_in_any_order_and_with_roman_months(text):
    assert [mention.date.text for mention in find_dates(text, "bg")] == ["2024-05-06"]
