"""The places drom knows: a read-only table, `data/places.sqlite.gz`, made by `graph.compile_places`.

The file is unpacked into memory when opened: that takes 0.1 s and about 35 MB, and halves what ships.
"""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import as_file, files
from os import SEEK_END
from pathlib import Path
from types import MappingProxyType

from graph.errors import GazetteerMissing
from graph.lemmas import language_base, name_key

_KINDS = {"c": "country", "r": "region", "m": "municipality", "s": "settlement", "q": "quarter"}
_PIECE = 1 << 20  # bytes unpacked at a time
_CACHED_NAMES = 1 << 14  # names looked up, found or not; about 5 MB when full
_PLACE = "p.id, p.name, p.kind, p.country, p.admin1, p.latitude, p.longitude, p.population, p.nuts"


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """One place of the gazetteer.

    `geonames_id` is its number there, or that of another register (`graph.registers`). `kind` is country, region,
    municipality, settlement or quarter; `country` an ISO 3166 code of two letters; `admin1` GeoNames' code of the
    first division; degrees are WGS 84; `nuts` the code of a region of NUTS-3. `labels` are its names by language,
    empty where only `name` is known.
    """

    geonames_id: int
    name: str
    kind: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    population: int
    nuts: str = ""
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place found under a name; `own` tells whether it is the place's own name rather than one of many others."""

    place: PlaceEntry
    own: bool


class PlaceTable:
    """Look-ups in the compiled gazetteer; safe to share between threads, since nothing is ever written."""

    def __init__(self, path: Path) -> None:
        """Raises GazetteerMissing when the file is not there."""
        if not path.is_file():
            raise GazetteerMissing(path)
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.deserialize(_unpacked(path))
        self._database.execute("PRAGMA query_only = ON")
        self.named: Callable[[str], tuple[NamedPlace, ...]] = lru_cache(_CACHED_NAMES)(self._named)
        self.is_first_word: Callable[[str], bool] = lru_cache(_CACHED_NAMES)(self._is_first_word)
        self.around: Callable[[int], tuple[int, ...]] = lru_cache(_CACHED_NAMES)(self._around)
        self.called: Callable[[int, str], str] = lru_cache(_CACHED_NAMES)(self._called)
        self.ordinary: Callable[[str], int] = lru_cache(_CACHED_NAMES)(self._ordinary)

    @classmethod
    def open(cls) -> PlaceTable:
        """The table that ships with drom, unpacked once a process."""
        return _shipped()

    def place(self, geonames_id: int) -> PlaceEntry | None:
        """The place with all its labels."""
        row = self._database.execute(f"SELECT {_PLACE} FROM place p WHERE p.id = ?", (geonames_id,)).fetchone()
        return _entry(row, self.labels(geonames_id)) if row else None

    def labels(self, geonames_id: int) -> Mapping[str, str]:
        """Names by language."""
        row = self._database.execute("SELECT labels FROM place WHERE id = ?", (geonames_id,)).fetchone()
        lines = (line.split("\t") for line in row[0].split("\n")) if row and row[0] else ()
        return MappingProxyType({lang: text for text, langs in lines for lang in langs.split()})

    def label(self, place: PlaceEntry, lang: str) -> str:
        """The name in `lang`, in its base language, or the place's own name."""
        labels = place.labels or self.labels(place.geonames_id)
        return labels.get(lang) or labels.get(language_base(lang)) or place.name

    def within(self, geonames_id: int) -> int | None:
        """The id of the place directly around."""
        row = self._database.execute("SELECT within FROM place WHERE id = ?", (geonames_id,)).fetchone()
        return row[0] if row else None

    def countries(self) -> tuple[PlaceEntry, ...]:
        """Every country, by ISO code."""
        rows = self._database.execute(f"SELECT {_PLACE} FROM place p WHERE p.kind = 'c' ORDER BY p.country")
        return tuple(_entry(row) for row in rows.fetchall())

    def peoples(self, lang: str) -> tuple[tuple[str, PlaceEntry], ...]:
        """What the people or language of a country is called in `lang`, with the country."""
        rows = self._database.execute(
            f"SELECT {_PLACE}, n.word FROM people n JOIN place p ON p.id = n.place WHERE n.lang = ? ORDER BY n.word",
            (lang,),
        )
        return tuple((row[9], _entry(row)) for row in rows.fetchall())

    def starting_with(self, prefix: str, limit: int) -> tuple[PlaceEntry, ...]:
        """Places with a name that begins like `prefix`, the most populous first."""
        key = name_key(prefix)
        if not key:
            return ()
        rows = self._database.execute(
            f"SELECT DISTINCT {_PLACE} FROM name n JOIN place p ON p.id = n.place WHERE n.key >= ? AND n.key < ? "
            "ORDER BY p.kind = 'c' DESC, p.population DESC, p.id LIMIT ?",
            (key, key + "\U0010ffff", limit),
        )
        return tuple(_entry(row) for row in rows.fetchall())

    def _named(self, key: str) -> tuple[NamedPlace, ...]:
        rows = self._database.execute(
            f"SELECT {_PLACE}, n.own FROM name n JOIN place p ON p.id = n.place WHERE n.key = ?", (key,)
        )
        return tuple(NamedPlace(_entry(row), bool(row[9])) for row in rows.fetchall())

    def _around(self, geonames_id: int) -> tuple[int, ...]:
        """The places around it, nearest first, without its country."""
        found: list[int] = []
        outer = self.within(geonames_id)
        while outer is not None and outer not in found and outer != geonames_id:
            found.append(outer)
            outer = self.within(outer)
        return tuple(found[:-1])

    def _called(self, geonames_id: int, lang: str) -> str:
        """The key of its name in a language."""
        place = self.place(geonames_id)
        return name_key(self.label(place, lang)) if place else ""

    def _is_first_word(self, word: str) -> bool:
        row = self._database.execute("SELECT 1 FROM name WHERE key > ? AND key < ? LIMIT 1", (word + " ", word + "!"))
        return row.fetchone() is not None

    def _ordinary(self, key: str) -> int:
        """The languages in which the name is an ordinary word, as bits of `LANGUAGE_BIT`."""
        row = self._database.execute("SELECT langs FROM ordinary WHERE key = ?", (key,)).fetchone()
        return int(row[0]) if row else 0


@cache
def _shipped() -> PlaceTable:
    with as_file(files("graph").joinpath("data/places.sqlite.gz")) as path:
        return PlaceTable(path)


def _unpacked(path: Path) -> bytearray:
    """The content of a packed file, read into its place piece by piece: `gzip.decompress` needs twice the memory."""
    with path.open("rb") as file:
        file.seek(-4, SEEK_END)
        content = bytearray(int.from_bytes(file.read(4), "little"))  # a gzip file ends with the length of its content
    with gzip.open(path) as packed:
        rest = memoryview(content)
        while read := packed.readinto(rest[:_PIECE]):
            rest = rest[read:]
    return content


def _entry(
    row: tuple[int, str, str, str, str, int, int, int, str], labels: Mapping[str, str] = MappingProxyType({})
) -> PlaceEntry:
    number, name, kind, country, admin1, latitude, longitude, population, nuts, *_ = row
    return PlaceEntry(
        number, name, _KINDS[kind], country, admin1, latitude / 10_000, longitude / 10_000, population, nuts, labels
    )
