"""Places that a text names, linked to the gazetteer."""

from collections.abc import Iterator

from graph.places import Gazetteer
from ingest.extract.page import Page
from ingest.finding import PlaceFinding

_METHOD, _BY_PEOPLE, _QUARTER = "gazetteer", "gazetteer:people", "rules:quarter"
_HINT = 0.3  # confidence of a country named only through its people or language: "Latvian cities", "български общини"
_NAMED = 0.7  # of a quarter that only the text knows


def find_places(page: Page, gazetteer: Gazetteer) -> Iterator[PlaceFinding]:
    """The places of the text in their order, and below `STATED` the countries that only an adjective names; after them
    the quarters that the gazetteer does not know.
    """
    mentions, quarters = gazetteer.find_with_quarters(page.text, page.lang)
    for mention in mentions:
        yield PlaceFinding(
            start=mention.start,
            end=mention.end,
            method=_BY_PEOPLE if mention.people else _METHOD,
            confidence=_HINT if mention.people else mention.score,
            geonames_id=mention.place.geonames_id,
        )
    for quarter in quarters:
        yield PlaceFinding(
            start=quarter.start,
            end=quarter.end,
            method=_QUARTER,
            confidence=_NAMED,
            geonames_id=quarter.town.place.geonames_id,
            quarter=page.text[quarter.start : quarter.end],
        )
