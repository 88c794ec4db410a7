"""The gazetteer: what places there are, what they are called in our languages, what contains what, and where a text
names them.
"""

from __future__ import annotations

from graph.lemmas import language_base
from graph.peoples import PeopleFinder
from graph.placecontext import Page
from graph.placefinding import PlaceFinder, PlaceMention
from graph.placerules import country_facts
from graph.placetable import PlaceEntry, PlaceTable
from graph.quarters import QuarterMention, find_quarters

__all__ = ["Gazetteer", "PlaceEntry", "PlaceMention", "QuarterMention"]


class Gazetteer:
    """Every place drom knows; opening reads nothing but the file's header, look-ups take microseconds."""

    def __init__(self, table: PlaceTable) -> None:
        self._table = table
        self._finder = PlaceFinder(table)
        self._people = PeopleFinder(table)
        self._countries: dict[str, PlaceEntry] = {}

    @classmethod
    def open(cls) -> Gazetteer:
        """The gazetteer that ships with drom. Raises GazetteerMissing when it does not lie where it belongs."""
        return cls(PlaceTable.open())

    def find(
        self, text: str, lang: str, country: str | None = None, *, cased: bool = True, peoples: bool = False
    ) -> list[PlaceMention]:
        """The places that `text` names, in order, never overlapping.

        `country` is the ISO code of the country that the text is about, where known. `cased=False` also looks at words
        in lower case, as people type questions; a text without any capital is read so anyway. `peoples=True` also
        finds countries in "Romanian" or "български".
        """
        return self._mentions(Page(text, lang, country, cased and text != text.lower()), peoples=peoples)

    def find_with_quarters(self, text: str, lang: str) -> tuple[list[PlaceMention], list[QuarterMention]]:
        """Places and peoples as `find` gives them, and the parts of those towns that the gazetteer does not know."""
        page = Page(text, lang, None, text != text.lower())
        mentions = self._mentions(page, peoples=True)
        return mentions, list(find_quarters(page, mentions))

    def _mentions(self, page: Page, *, peoples: bool) -> list[PlaceMention]:
        mentions = self._finder.find(page)
        if peoples:
            taken = {character for m in mentions for character in range(m.start, m.end)}
            mentions += [m for m in self._people.find(page) if m.start not in taken]
        return sorted(mentions, key=lambda mention: mention.start)

    def place(self, geonames_id: int) -> PlaceEntry | None:
        """The place with this GeoNames id, with its labels."""
        return self._table.place(geonames_id)

    def containers(self, geonames_id: int) -> tuple[PlaceEntry, ...]:
        """The places around it, itself excluded, nearest first, up to its country; empty for a country or an unknown
        id.
        """
        around: list[PlaceEntry] = []
        seen = {geonames_id}
        outer = self._table.within(geonames_id)
        while outer is not None and outer not in seen and (place := self._table.place(outer)):
            seen.add(outer)
            around.append(place)
            outer = self._table.within(outer)
        return tuple(around)

    def country(self, iso: str) -> PlaceEntry | None:
        """The country with this ISO 3166 code of two letters, in either case."""
        if not self._countries:
            self._countries = {place.country: place for place in self._table.countries()}
        return self._countries.get(iso.upper())

    def members(self, group: str) -> tuple[str, ...]:
        """ISO codes of the countries of a group (`EU`, `western-balkans`, …); empty for an unknown one."""
        return country_facts().groups.get(group, ())

    def languages(self, iso: str) -> frozenset[str]:
        """The official languages of a country, nationwide or regional, without script or region."""
        from babel.languages import get_official_languages

        return frozenset(language_base(lang) for lang in get_official_languages(iso, regional=True))

    def label(self, place: PlaceEntry, ui: str) -> str:
        """The place's name in the language `ui`, or its own name."""
        return self._table.label(place, ui)

    def search(self, prefix: str, limit: int = 10) -> tuple[PlaceEntry, ...]:
        """Places whose name in any language begins so: countries first, then by population."""
        return self._table.starting_with(prefix, limit)
