"""Sums of money."""

from decimal import Decimal

import pytest

from ingest.extract.money import find_funding


@pytest.mark.parametrize(
    ("lang", "text", "amount", "currency"),
    [
        ("lv", "finansējums bija 97 300 eiro", "97300", "EUR"),
        ("en", "The budget was EUR 97,300.", "97300", "EUR"),
        ("en", "a grant of €57,400", "57400", "EUR"),
        ("bg", "Бюджет: 391 000 лв.", "391000", "BGN"),
        ("bg", "(240 хил. евро)", "240000", "EUR"),
        ("ro", "3,65 milioane de lei", "3650000", "RON"),
        ("cs", "46,5 milionu korun", "46500000", "CZK"),
        ("hu", "48 millió forintba került", "48000000", "HUF"),
        ("mk", "310.000 денари", "310000", "MKD"),
        ("el", "3.000 ευρώ", "3000", "EUR"),
        ("pl", "1,2 mln zł", "1200000", "PLN"),
        ("de", "1.340 Euro", "1340", "EUR"),
    ],
)
def test_sum_is_read_with_its_currency(page, lang, text, amount, currency):
    (found,) = find_funding(page(text, lang))

    assert (found.amount, found.currency) == (Decimal(amount), currency)


def test_sum_in_a_sentence_about_funding_is_surer(page):
    (said,) = find_funding(page("The project was funded with EUR 5,000."))
    (bare,) = find_funding(page("A loaf costs EUR 2."))

    assert said.confidence > bare.confidence


@pytest.mark.parametrize("text", ["5 million people", "the Euro 2024 qualifiers", "lei", ""])
def test_numbers_without_currency_are_no_sums(page, text):
    assert list(find_funding(page(text))) == []
