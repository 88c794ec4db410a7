"""The gazetteer: what places there are, what they are called in our languages, what contains what, and where a text
names them.
"""

from __future__ import annotations

from graph.placefinding import PlaceFinder, PlaceMention
from graph.placerules import country_facts
from graph.placetable import PlaceEntry, PlaceTable

__all__ = ["Gazetteer", "PlaceEntry", "PlaceMention"]


class Gazetteer:
    """Every place drom knows; opening reads nothing but the file's header, look-ups take microseconds."""

    def __init__(self, table: PlaceTable) -> None:
        self._table = table
        self._finder = PlaceFinder(table)
        self._countries: dict[str, PlaceEntry] = {}

    @classmethod
    def open(cls) -> Gazetteer:
        """The gazetteer that ships with drom. Raises GazetteerMissing when it does not lie where it belongs."""
        return cls(PlaceTable.open())

    def find(self, text: str, lang: str, country: str | None = None, *, cased: bool = True) -> list[PlaceMention]:
        """The places that `text` names, in order; see `PlaceFinder.find`."""
        return self._finder.find(text, lang, country, cased=cased)

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

    def label(self, place: PlaceEntry, ui: str) -> str:
        """The place's name in the language `ui`, or its own name."""
        return self._table.label(place, ui)

    def search(self, prefix: str, limit: int = 10) -> tuple[PlaceEntry, ...]:
        """Places whose name in any language begins so: countries first, then by population."""
        return self._table.starting_with(prefix, limit)
