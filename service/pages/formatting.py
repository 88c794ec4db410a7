"""Languages, dates, numbers and money as a reader of the interface language writes them, by Babel."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_symbol

from graph.records import PartialDate
from service.pages.language import locale_of
from service.pages.wording import wording

# English here is that of Europe: 23 April 2015, not April 23, 2015.
REGION = {"en": "en_GB"}
ISO_LENGTHS = {4: "y", 7: "yMMMM"}  # length of a partial date → CLDR skeleton


@cache
def language_name(lang: str, ui: str) -> str:
    """The name of `lang` in the interface language, e.g. `Bulgarian`; the bare tag where nobody knows it.

    Our own words come first: for Romani, the common locale data has names that the speakers do not use.
    """
    own = f"languages.{lang}"
    if wording(ui).has(own):
        return str(wording(ui).text(own))
    locale, reader = locale_of(lang), Locale.parse(ui)
    if locale is not None:
        return str(locale.get_display_name(reader) or lang)
    return str(reader.languages.get(lang.partition("-")[0], lang))


def day(when: date | datetime, ui: str) -> str:
    """A whole date: `23 April 2015`."""
    return str(format_date(when, "long", locale=REGION.get(ui, ui)))


def partial_date(when: PartialDate | str, ui: str) -> str:
    """A year, a month or a day, as exact as it is known."""
    text = when.text if isinstance(when, PartialDate) else when
    try:
        if len(text) in ISO_LENGTHS:
            first_day = date.fromisoformat((text + "-01-01")[:10])
            return str(format_skeleton(ISO_LENGTHS[len(text)], first_day, locale=ui))
        return day(date.fromisoformat(text), ui)
    except ValueError:
        return text


def number(value: Decimal | int, ui: str) -> str:
    return str(format_decimal(value, locale=ui, decimal_quantization=False))


def money(amount: Decimal | int, currency: str, ui: str) -> str:
    """An amount with its currency; cents only where there are some, and a space between letters and digits."""
    whole = amount == int(amount)
    pattern = str(Locale.parse(ui).currency_formats["standard"].pattern)
    if get_currency_symbol(currency, locale=ui)[-1:].isalpha():
        pattern = pattern.replace("¤#", "¤\xa0#")
    if whole:
        pattern = pattern.replace("0.00", "0")
    return str(format_currency(amount, currency, format=pattern, locale=ui, currency_digits=not whole))


def percent(share: float, ui: str) -> str:
    return str(format_percent(share, locale=ui))
