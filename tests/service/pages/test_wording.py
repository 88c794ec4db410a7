"""The words of the interface."""

import re
from importlib.resources import files
from string import Formatter

import pytest
from babel import Locale
from markupsafe import Markup

from graph.records import Property, ThingType
from service.pages.language import INTERFACE_LANGUAGES
from service.pages.wording import wording

# How templates and code name a key: t("site.skip"), n("search.total", …), "filter." ~ name.
KEY = re.compile(r"""["']([a-z_]+(?:\.[A-Za-z0-9_-]+)+)["']""")
FAMILY = re.compile(r"""["']([a-z_.]+\.)(?:["'] ~|\{)""")


def forms_of(lang: str, key: str) -> list[str]:
    found = wording(lang).forms(key)
    return [found] if isinstance(found, str) else list(found.values())


def places_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def sources() -> str:
    rooms = [files("service") / "templates", files("service") / "pages"]
    return "".join(f.read_text("utf-8") for room in rooms for f in room.iterdir() if f.name.endswith((".html", ".py")))


@pytest.mark.parametrize("lang", INTERFACE_LANGUAGES)
def test_every_language_has_the_same_keys(lang):
    assert set(wording(lang)) == set(wording("en"))


@pytest.mark.parametrize("lang", INTERFACE_LANGUAGES)
def test_every_text_is_filled_with_the_same_values_in_every_language(lang):
    wrong = [
        key
        for key in wording(lang)
        for form in forms_of(lang, key)
        if places_in(form) - {"count"} != places_in(forms_of("en", key)[0]) - {"count"} or not form.strip()
    ]

    assert wrong == []


@pytest.mark.parametrize("lang", INTERFACE_LANGUAGES)
def test_plural_forms_are_those_that_the_language_has(lang):
    wanted = {*Locale.parse(lang).plural_form.tags, "other"}

    wrong = [key for key in wording(lang) if not isinstance(f := wording(lang).forms(key), str) and set(f) != wanted]

    assert wrong == []


def test_every_text_is_used_and_every_used_text_is_there():
    written = sources()
    families = tuple(FAMILY.findall(written))
    keys = set(wording("en"))
    sections = {key.partition(".")[0] for key in keys}
    used = {
        key for key in KEY.findall(written) if key.partition(".")[0] in sections and not key.endswith((".html", ".css"))
    }

    assert {key for key in keys - used if not key.startswith(families)} == set()
    assert {key for key in used - keys if not key.startswith("service.")} == set()


def test_every_type_and_property_has_a_name():
    wanted = {f"type.{kind}" for kind in ThingType} | {f"property.{prop}" for prop in Property}

    assert wanted - set(wording("en")) == set()


@pytest.mark.parametrize(
    ("lang", "number", "expected"),
    [
        ("en", 1, "1 result"),
        ("bg", 1000, "1\xa0000 резултата"),
        ("ro", 2, "2 rezultate"),
        ("ro", 21, "21 de rezultate"),
        ("lv", 11, "11 rezultātu"),
        ("lv", 21, "21 rezultāts"),
    ],
)
def test_numbers_take_the_plural_form_of_their_language(lang, number, expected):
    assert wording(lang).count("search.total", number) == expected


def test_plain_values_are_escaped_and_links_are_kept():
    words = wording("en")

    assert words.text("search.digest", source="<b>") == "digest by drom of &lt;b&gt;"
    assert words.text("search.digest", source=Markup("<b>")) == "digest by drom of <b>"


def test_braces_in_a_value_are_plain_text():
    assert wording("en").text("search.title", query="{lang.__class__} %s") == "{lang.__class__} %s – search"
