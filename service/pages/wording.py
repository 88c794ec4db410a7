"""The words of the interface: one TOML file per language in service/locales/, plural forms by Babel's rules."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from babel import Locale
from babel.numbers import format_decimal
from markupsafe import Markup, escape

PluralForms: TypeAlias = Mapping[str, str]  # CLDR category (one, few, other …) → text
# A table that holds nothing but these is one of plural forms; every language has `other`.
CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})


class Wording:
    """The texts of one language, by dotted key such as `results.total`.

    Every text comes out as Markup: the text and the plain values put into it are escaped, Markup values are kept, so
    that a link can stand inside a sentence. A missing key is a programmer's mistake and raises KeyError; a test holds
    all languages to the same keys.
    """

    def __init__(self, lang: str, texts: Mapping[str, str | PluralForms]) -> None:
        self.lang = lang
        self._texts = texts
        self._plural = Locale.parse(lang).plural_form

    def __iter__(self) -> Iterator[str]:
        """The keys."""
        return iter(self._texts)

    def forms(self, key: str) -> str | PluralForms:
        """The text as written in the file, or its plural forms."""
        return self._texts[key]

    def text(self, key: str, **values: object) -> Markup:
        """The text of `key` with `{name}` replaced by the values."""
        found = self._texts[key]
        if not isinstance(found, str):
            raise KeyError(f"{key} has plural forms; ask for a count")
        return _filled(found, values)

    def count(self, key: str, number: int, **values: object) -> Markup:
        """The plural form of `key` that fits `number`; `{count}` is the number as the language writes it."""
        found = self._texts[key]
        if isinstance(found, str):
            raise KeyError(f"{key} has no plural forms")
        form = found.get(self._plural(number), found["other"])
        return _filled(form, {"count": format_decimal(number, locale=self.lang), **values})

    def has(self, key: str) -> bool:
        return key in self._texts


def _filled(template: str, values: Mapping[str, object]) -> Markup:
    return Markup(escape(template)).format(**values)


@cache
def wording(lang: str) -> Wording:
    """The texts of an interface language."""
    source = files("service").joinpath("locales", f"{lang}.toml").read_text("utf-8")
    return Wording(lang, dict(_flattened(tomllib.loads(source), "")))


def _flattened(table: Mapping[str, object], prefix: str) -> Iterator[tuple[str, str | PluralForms]]:
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, dict) and value and CATEGORIES.issuperset(value):
            yield key, {str(category): str(form) for category, form in value.items()}
        elif isinstance(value, dict):
            yield from _flattened(value, f"{key}.")
        else:
            raise TypeError(f"{key} is neither a text nor a table")
