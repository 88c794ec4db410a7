"""Which country a page speaks of."""

from datetime import UTC, datetime

import pytest

from graph.places import Gazetteer
from ingest.context import country_of
from ingest.document import Document
from ingest.finding import PlaceFinding

BULGARIA, BELGIUM, CZECHIA = 732800, 2802361, 3077311


def page(lang: str, source: str | None = None) -> Document:
    return Document(
        address="file:pages/a.html",
        source=source,
        file_name="a.html",
        derived_from=None,
        source_title=None,
        source_read=None,
        fetched=datetime(2026, 1, 2, tzinfo=UTC),
        sha256="0" * 64,
        kind="article",
        lang=lang,
        lang_confidence=0.9,
        text="Title\nText of the page.",
    )


def mention(geonames_id: int, confidence: float = 1.0) -> PlaceFinding:
    return PlaceFinding(start=0, end=5, method="test", confidence=confidence, geonames_id=geonames_id)


def country(document: Document, *mentions: PlaceFinding) -> str | None:
    found = country_of(document, mentions, Gazetteer.open())
    return found.country.country if found else None


def test_country_of_most_mentions_is_the_one():
    assert country(page("en"), mention(BULGARIA), mention(BULGARIA), mention(BELGIUM)) == "BG"


def test_country_of_the_pages_language_needs_only_a_third():
    assert country(page("bg"), mention(BULGARIA), mention(BELGIUM), mention(CZECHIA)) == "BG"
    assert country(page("en"), mention(BULGARIA), mention(BELGIUM)) is None


def test_one_adjective_alone_tells_nothing():
    assert country(page("en"), mention(BULGARIA, 0.3)) is None


@pytest.mark.parametrize(
    ("lang", "source", "iso"),
    [
        ("hu", "https://kormany.hu/hirek", "HU"),
        ("en", "https://kormany.hu/hirek", None),
        ("hu", "https://example.org/hirek", None),
        ("hu", "https://example.eu/hirek", None),
        ("hu", None, None),
    ],
)
def test_page_that_names_no_place_is_of_its_sites_country_where_its_language_is_spoken(
    lang: str, source: str | None, iso: str | None
):
    assert country(page(lang, source)) == iso


def test_site_does_not_outweigh_a_country_that_the_page_names():
    assert country(page("hu", "https://kormany.hu/hirek"), mention(BULGARIA, 0.3)) is None
