"""Places that a text names, linked to the gazetteer."""

from collections.abc import Iterator

from graph.places import Gazetteer
from ingest.extract.page import Page
from ingest.finding import PlaceFinding

_METHOD = "gazetteer"


def find_places(page: Page, gazetteer: Gazetteer) -> Iterator[PlaceFinding]:
    """The places of the text in their order; a country named only through its people or language is none."""
    for mention in gazetteer.find(page.text, page.lang):
        if not mention.people:
            yield PlaceFinding(
                start=mention.start,
                end=mention.end,
                method=_METHOD,
                confidence=mention.score,
                geonames_id=mention.place.geonames_id,
            )
