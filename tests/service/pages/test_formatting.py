"""Dates, numbers, money and names of languages as readers of the interface write them."""

from decimal import Decimal

import pytest

from graph.records import PartialDate
from service.pages.formatting import language_name, money, number, partial_date
from service.pages.language import INTERFACE_LANGUAGES


@pytest.mark.parametrize(
    ("written", "ui", "expected"),
    [
        ("2015", "en", "2015"),
        ("2015-04", "en", "April 2015"),
        ("2015-04-23", "en", "23 April 2015"),
        ("2015-04-23", "bg", "23 април 2015 г."),
        ("2015-04", "ro", "aprilie 2015"),
        ("2015-04-23", "lv", "2015. gada 23. aprīlis"),
    ],
)
def test_date_is_written_as_exactly_as_it_is_known(written, ui, expected):
    assert partial_date(PartialDate(written), ui).replace("\u202f", " ").replace("\xa0", " ") == expected


@pytest.mark.parametrize("impossible", ["2015-02-31", "0000", "soon", "", "2015-1"])
def test_what_is_no_date_is_shown_as_it_is(impossible):
    assert partial_date(impossible, "en") == impossible


def test_fractions_are_neither_rounded_nor_padded():
    assert number(Decimal("1234.5678"), "en") == "1,234.5678"


@pytest.mark.parametrize(
    ("amount", "ui", "expected"),
    [("25000", "en", "BGN\xa025,000"), ("25000", "bg", "25\xa0000 лв."), ("12.5", "ro", "12,50 BGN")],
)
def test_money_has_cents_only_where_there_are_some(amount, ui, expected):
    found = money(Decimal(amount), "BGN", ui)

    assert found.replace("\u202f", "\xa0").replace("\xa0", " ") == expected.replace("\xa0", " ")


def test_unknown_currency_is_shown_by_its_code():
    assert "XYZ" in money(Decimal(5), "XYZ", "en")


def test_serbian_is_named_with_its_script():
    assert language_name("sr-Latn", "bg") == "сръбски (латиница)"


def test_language_nobody_knows_is_named_by_its_tag():
    assert language_name("xx-Nope", "en") == "xx-Nope"


@pytest.mark.parametrize("ui", INTERFACE_LANGUAGES)
def test_romani_is_never_named_by_an_old_word(ui):
    names = {language_name(tag, ui).casefold() for tag in ("rom", "rmy", "rmn", "rmc", "rml", "rmo", "rmf")}

    assert not any(word in name for name in names for word in ("čigān", "циган", "țigan", "gyps"))
