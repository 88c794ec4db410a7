"""Numbers in figures and in words."""

from decimal import Decimal

import pytest


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("bg", "Шейсет и седем участници", "67"),
        ("bg", "1 234,5 метра", "1234.5"),
        ("ro", "1.023 de elevi", "1023"),
        ("ro", "treizeci și cinci de copii", "35"),
        ("en", "9,380 posts", "9380"),
        ("en", "1.8 million", "1.8"),
        ("en", "Sixty-four volunteers", "64"),
        ("de", "siebenundachtzig Kinder", "87"),
        ("hu", "huszonhárom hallgató", "23"),
        ("lv", "divdesmit trīs ģimenes", "23"),
        ("cs", "Sedmdesát dvě rodiny", "72"),
        ("el", "Ογδόντα τρεις πωλητές", "83"),
        ("sr-Cyrl", "дванаест жена", "12"),
        ("hr", "dvadeset i tri obitelji", "23"),
        ("sk", "5 600 obyvateľov", "5600"),
        ("und", "1.234.567,89", "1234567.89"),
    ],
)
def test_number_is_read_as_the_language_writes_it(page, lang, text, value):
    (number,) = page(text, lang).numbers

    assert number.value == Decimal(value)
    assert text[number.start : number.end] in text


@pytest.mark.parametrize("text", ["", "no figures", "A4 paper and B2B", "x1y"])
def test_text_without_numbers_gives_none(page, text):
    assert page(text).numbers == ()
