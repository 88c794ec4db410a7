"""Places that a text names, linked to the gazetteer."""

from collections.abc import Iterator

from graph.places import Gazetteer
from ingest.extract.page import Page
from ingest.finding import PlaceFinding

_METHOD, _BY_PEOPLE = "gazetteer", "gazetteer:people"
_HINT = 0.3  # confidence of a country named only through its people or language: "Latvian cities", "български общини"


def find_places(page: Page, gazetteer: Gazetteer) -> Iterator[PlaceFinding]:
    """The places of the text in their order, and below `STATED` the countries that only an adjective names."""
    for mention in gazetteer.find(page.text, page.lang, peoples=True):
        yield PlaceFinding(
            start=mention.start,
            end=mention.end,
            method=_BY_PEOPLE if mention.people else _METHOD,
            confidence=_HINT if mention.people else mention.score,
            geonames_id=mention.place.geonames_id,
        )
