"""Reads registers of places for `graph.compile_places`: Who's On First, the Bulgarian register of settlements, SIRUTA,
the first divisions of GeoNames, and NUTS. What counts as what lies in `data/registers.toml`.
"""

from __future__ import annotations

import csv
import gzip
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path
from typing import TypedDict

from graph.lemmas import name_key, script_of
from graph.placerows import PlaceRow, register_rules
from graph.registers import Register, code_number, number_of

_OUR_SCRIPTS = re.compile(r"[\u0000-\u024f\u0370-\u052f\u1e00-\u1fff’ʼ–]+")
_HERE = 0.1  # degrees
_LIKE = 0.5  # share of letters by which two names are spellings of one
_KNOWN = 5_000  # inhabitants from which a place may be called quite differently abroad
_BULGARIAN_HEAD = re.compile(r"^(?:с|гр|ман|м)\.\s*")
_UNIT_HEAD = re.compile(r"^(?:MUNICIPIUL|ORA[ȘŞ](?:UL)?|COMUNA|JUDE[ȚŢ]UL)\s+")


class _WofNames(TypedDict, total=False):
    p: list[str]
    v: list[str]


@dataclass(slots=True)
class Wof:
    """A place of Who's On First as far as we read it."""

    id: int
    name: str
    type: str
    country: str
    hierarchy: Mapping[str, int]
    latitude: float
    longitude: float
    population: int
    geonames: int | None
    names: Mapping[str, _WofNames]
    nuts: str
    number: int = 0  # under which it stands in the gazetteer; 0 when it does not

    @property
    def is_settlement(self) -> bool:
        return self.type == "locality"

    @property
    def is_confused(self) -> bool:
        """Does a village carry the names of the municipality around it, as several do?"""
        return self.is_settlement and any(
            _has_area_words(text) for row in self.names.values() for text in row.get("p", ())
        )


@dataclass(slots=True)
class Registers:
    """Everything under one folder, merged into the rows that GeoNames gives."""

    folder: Path
    rows: dict[int, PlaceRow]
    countries: Mapping[str, int]  # number by ISO code
    _places: dict[int, Wof] = field(default_factory=dict)  # by id of Who's On First
    _regions: dict[str, int] = field(default_factory=dict)  # by NUTS-3 code
    _named: dict[tuple[str, str], list[PlaceRow]] = field(default_factory=lambda: defaultdict(list))  # of GeoNames

    def merge(self) -> None:
        """Add what the registers know; the order says who is believed first."""
        for row in self.rows.values():
            if row.kind == "settlement":
                self._named[row.country, name_key(row.name)].append(row)
                for name in row.names:
                    self._named[row.country, name_key(name)].append(row)
        self._settlements_of_wof()
        self._areas_of_wof()
        self._contain()
        self._bulgarian()
        self._romanian()
        self._first_divisions()
        self._nuts()
        _centre(self.rows)

    # Who's On First

    def _settlements_of_wof(self) -> None:
        records = [_wof(line) for path in sorted(self.folder.glob("wof/*.jsonl.gz")) for line in _lines(path)]
        self._places = {each.id: each for each in records if each}
        for each in self._places.values():
            if each.type == "country":
                each.number = self.countries.get(each.country, 0)
            elif each.type == "locality":
                self._take(each, "settlement")

    def _areas_of_wof(self) -> None:
        for each in self._places.values():
            if each.type not in ("country", "locality"):
                self._take(each, register_rules().kind(each.type, each.country))
            if (
                each.number
                and len(each.nuts) == 5
                and each.nuts[:2].isalpha()
                and self.rows[each.number].kind in ("region", "municipality")
            ):
                self.rows[each.number].nuts = each.nuts
                self._regions.setdefault(each.nuts, each.number)

    def _take(self, each: Wof, kind: str) -> None:
        """Add it as a new row, or its names to the row of its GeoNames id."""
        if each.country not in self.countries:
            return
        number = each.geonames or (self._alike(each) if kind == "settlement" else 0)
        known = self.rows.get(number)
        is_taken = known is not None and (known.kind != kind or known.country != each.country)
        if is_taken and known and known.kind == "settlement" and kind == "quarter" and known.country == each.country:
            each.number = number  # GeoNames counts some quarters among the settlements
            _add_names(known, each)
            return
        if not number or is_taken or (known is not None and not _is_same(known, each)):
            number, known = code_number(Register.WOF, each.id), None
        each.number = number
        if known is None:
            self.rows[number] = known = PlaceRow(
                number, _plain_name(each), kind, each.country, "", each.latitude, each.longitude, each.population
            )
        _add_names(known, each)

    def _alike(self, each: Wof) -> int:
        """The number of the settlement of that name right there, where the record does not say it."""
        keys = {name_key(text) for names in each.names.values() for text in names.get("p", ())} | {name_key(each.name)}
        rows = (row for key in sorted(keys) for row in self._named.get((each.country, key), ()))
        return next(
            (
                row.number
                for row in rows
                if math.hypot(row.latitude - each.latitude, row.longitude - each.longitude) < _HERE
            ),
            0,
        )

    def _contain(self) -> None:
        """Hang each place under the nearest one around it."""
        divisions: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
        for each in self._places.values():
            row = self.rows.get(each.number)
            if row is None or row.kind == "country":
                continue
            if around := self._around(each):
                row.within = around
                region = self._places.get(each.hierarchy.get("region", 0))
                if row.admin1 and region and region.number:
                    divisions[row.country, row.admin1][region.number] += 1
        for row in self.rows.values():
            votes = divisions.get((row.country, row.admin1))
            if votes and row.kind == "settlement" and row.within == self.countries[row.country]:
                row.within = votes.most_common(1)[0][0]

    def _around(self, each: Wof) -> int | None:
        order = ("locality", "localadmin", "county", "region", "macroregion", "country")
        for level in order[order.index(each.type) + 1 :] if each.type in order else order:
            around = self._places.get(each.hierarchy.get(level, 0))
            if around and around.number and around.number != each.number and around.country == each.country:
                return around.number
        return None

    # The Bulgarian register

    def _bulgarian(self) -> None:
        folder = self.folder / "bg_eumis"
        municipalities: dict[str, int] = {}
        for entry in _table(folder / "Municipalities.csv.gz"):
            number = code_number(Register.EKATTE_MUNICIPALITY, int(entry["LauCode"]))
            nuts = entry["FullPath"].split(", ")[-2]
            name, latin = entry["Name"], entry["NameAlt"]
            labels = {"bg": f"Община {name}", "en": f"{latin} Municipality"}
            within = self._regions.get(nuts) or self.countries["BG"]
            self.rows[number] = PlaceRow(
                number, latin, "municipality", "BG", "", 0.0, 0.0, 0, [latin, name], labels, within
            )
            municipalities[entry["MunicipalityId"]] = number
        units = []
        for entry in _table(folder / "Settlements.csv.gz"):
            name = _BULGARIAN_HEAD.sub("", entry["Name"])
            municipality = municipalities.get(entry["MunicipalityId"])
            if municipality and not name.startswith("Общ"):
                code = code_number(Register.EKATTE, int(entry["LauCode"]))
                units.append(_Unit(code, name, entry["NameAlt"], municipality, {"bg": name}))
        self._place_units("BG", units)

    # SIRUTA

    def _romanian(self) -> None:
        counties: dict[str, int] = {}
        communes: dict[str, int] = {}
        units = []
        for entry in _table(self.folder / "siruta" / "siruta.csv.gz", ";"):
            name, level = _title_case(_UNIT_HEAD.sub("", entry["DENLOC"])), entry["NIV"]
            if level == "1":
                counties[entry["SIRUTA"]] = self._regions.get(entry["NUTS"]) or self.countries["RO"]
            elif level == "2":
                number = code_number(Register.SIRUTA, int(entry["SIRUTA"]))
                communes[entry["SIRUTA"]] = number
                head = entry["DENLOC"].split()[0].capitalize()
                labels = {"ro": f"{head} {name}", "en": f"{name} Municipality"}
                within = counties.get(entry["SIRSUP"], self.countries["RO"])
                self.rows[number] = PlaceRow(
                    number, name, "municipality", "RO", "", 0.0, 0.0, 0, [name], labels, within
                )
            elif entry["SIRSUP"] in communes:
                code = code_number(Register.SIRUTA, int(entry["SIRUTA"]))
                units.append(_Unit(code, name, name, communes[entry["SIRSUP"]], {"ro": name}))
        self._place_units("RO", units)

    def _place_units(self, country: str, units: Sequence[_Unit]) -> None:
        """Give every settlement of a register its municipality; those that GeoNames does not know become rows.

        A settlement is known by its name and region; of namesakes in one region the one nearest to its municipality.
        """
        known: dict[tuple[str, int], list[PlaceRow]] = defaultdict(list)
        for row in self.rows.values():
            if row.country == country and row.kind == "settlement":
                region = self._region_of(row)
                for key in {name_key(name) for name in (row.name, *row.names)}:
                    known[key, region].append(row)
        names = Counter((unit.key, self._region_of(self.rows[unit.municipality])) for unit in units)
        centres: dict[int, list[PlaceRow]] = defaultdict(list)
        waiting = []
        for unit in units:
            where = unit.key, self._region_of(self.rows[unit.municipality])
            candidates = known.get(where, [])
            if len(candidates) == 1 and names[where] == 1:
                unit.settle(candidates[0])
                centres[unit.municipality].append(candidates[0])
            else:
                waiting.append((unit, sorted(candidates, key=lambda row: -row.population)))
        taken: set[int] = set()
        for unit, candidates in waiting:
            free = [row for row in candidates if row.number not in taken]
            near = _nearest(free, centres.get(unit.municipality, []))
            if near is None:
                near = PlaceRow(unit.number, unit.name_en, "settlement", country, "", 0.0, 0.0, 0)
                self.rows[unit.number] = near
            taken.add(near.number)
            unit.settle(near)

    def _region_of(self, row: PlaceRow) -> int:
        seen = 0
        while row.kind != "region" and row.within and seen < 8:
            row, seen = self.rows[row.within], seen + 1
        return row.number

    # GeoNames' first divisions, NUTS

    def _first_divisions(self) -> None:
        """Where Who's On First was not read, settlements lie in GeoNames' first divisions."""
        names = {entry["code"]: entry["name"] for entry in _json(self.folder / "geonames_admin" / "admin1.json.gz")}
        for row in list(self.rows.values()):
            if row.kind != "settlement" or row.within != self.countries[row.country] or not row.admin1:
                continue
            code = f"{row.country}.{row.admin1}"
            name = names.get(code, "")
            if not name or row.country not in register_rules().divided:
                continue
            number = number_of(f"geonames-admin:{code}")
            if number not in self.rows:
                kind = register_rules().kind("admin1", row.country)
                plain = _without_area_words(name)
                self.rows[number] = PlaceRow(
                    number, name, kind, row.country, "", 0.0, 0.0, 0, [name, plain], {}, row.within
                )
            row.within = number

    def _nuts(self) -> None:
        """Regions of NUTS-3 that no other register has, by name; which settlements lie in them is not known."""
        taken = {(row.country, key) for row in self.rows.values() if row.kind == "region" for key in _keys(row)}
        for entry in _table(self.folder / "nuts_eforms" / "nuts_lvl3_all.csv.gz"):
            code, name = entry["code"], entry["Name"]
            country = {"EL": "GR", "UK": "GB"}.get(code[:2], code[:2])
            if code in self._regions or country not in self.countries or "Extra" in name or len(code) != 5:
                continue
            parts = [_without_area_words(part.strip()) for part in re.split(r"[,/()]", name) if part.strip()]
            if code.endswith("ZZ") or not parts or (country, name_key(parts[0])) in taken:
                continue
            number = number_of(f"nuts:{code}")
            names = [part for part in parts if _OUR_SCRIPTS.fullmatch(part) and part[:1].isupper()][:1]
            within = self.countries[country]
            if names:
                self.rows[number] = PlaceRow(
                    number, names[0], "region", country, "", 0.0, 0.0, 0, names, {}, within, nuts=code
                )


@dataclass(slots=True)
class _Unit:
    """A settlement of a national register."""

    number: int
    name: str
    name_en: str
    municipality: int
    labels: Mapping[str, str]

    @property
    def key(self) -> str:
        return name_key(self.name)

    def settle(self, row: PlaceRow) -> None:
        row.within = self.municipality
        row.names.append(self.name)
        row.labels.update(self.labels)
        row.labels.setdefault("en", self.name_en)


@dataclass
class _Spelled:
    """A name, to compare others with."""

    own: str

    @cached_property
    def key(self) -> str:
        return name_key(self.own)

    def is_like(self, name: str) -> bool:
        key = name_key(name)
        return key[:1] == self.key[:1] or SequenceMatcher(None, key, self.key).ratio() >= _LIKE


def _add_names(row: PlaceRow, each: Wof) -> None:
    local = register_rules().spoken.get(each.country, ())
    is_area = each.type not in ("locality", "neighbourhood", "borough")
    spelled = _Spelled(row.name)
    is_confused = each.is_confused
    row.population = row.population or each.population
    if plain := _plain_name(each):
        row.names.append(plain)
    for lang, names in each.names.items():
        tag = register_rules().languages.get(lang)
        preferred = [text for text in names.get("p", ()) if _is_name(text)]
        others = [text for text in names.get("v", ()) if _is_name(text)]
        if tag is None or not (preferred or others):
            row.names += _old_names(others, row.kind) if lang == "und" else []
            continue
        texts = [text for text in preferred if is_area or not _has_area_words(text)]
        if tag in local:
            texts = _own_first(texts, others, row.name, is_area)
            row.names += _old_names(others, row.kind)
        # Stray names are common with small places; first divisions are really called quite differently abroad.
        if row.population < _KNOWN and tag not in local and each.type not in ("region", "macroregion"):
            texts = [text for text in texts if spelled.is_like(text) or (is_area and _has_area_words(text))]
        if is_confused:
            texts = [text for text in texts if spelled.is_like(text)]
        for text in texts:
            row.names += [text, _without_area_words(text)] if row.kind == "region" else [_without_area_words(text)]
            row.labels.setdefault(_tag(tag, text), text)
        if tag == "en" and is_area and texts:
            worded = (text for text in others if _has_area_words(text) and name_key(texts[0]) in name_key(text))
            row.labels["en"] = next(worded, texts[0])  # "Razgrad Province" rather than "Razgrad", as its seat is called


def _tag(tag: str, text: str) -> str:
    return "sr-Latn" if tag == "sr" and script_of(text) == "Latn" else tag


def _own_first(preferred: list[str], others: Sequence[str], own: str, is_area: bool) -> list[str]:
    """In the language of the country the name that GeoNames gives goes before a stray one."""
    same = [text for text in (*preferred, *others) if text == own]
    rest = [text for text in others if not is_area and name_key(text) == name_key(own)] if not preferred else []
    return [*same, *preferred, *rest]


def _old_names(texts: Iterable[str], kind: str) -> list[str]:
    return [text for text in texts if kind == "region" or not _has_area_words(text)]


def _is_name(text: str) -> bool:
    return 1 < len(text) < 60 and text[0].isupper() and bool(_OUR_SCRIPTS.fullmatch(text)) and text.upper() != text


def _plain_name(each: Wof) -> str:
    """Its name in Latin letters if it has one, without a head such as `Opština`, not in capitals."""
    name, english = each.name, each.names.get("en", {})
    if script_of(name) != "Latn":
        latin = (text for text in (*english.get("p", ()), *english.get("v", ())) if script_of(text) == "Latn")
        name = next((text for text in latin if not (each.is_settlement and _has_area_words(text))), name)
    name = name.title() if name.isupper() else name
    return name if each.is_settlement else _without_area_words(name)


def _without_area_words(text: str) -> str:
    words = text.split()
    while len(words) > 1 and name_key(words[0]) in register_rules().area_words:
        words = words[1:]
    while len(words) > 1 and name_key(words[-1]) in register_rules().area_words:
        words = words[:-1]
    return " ".join(words)


def _has_area_words(text: str) -> bool:
    return _without_area_words(text) != text


def _is_same(row: PlaceRow, each: Wof) -> bool:
    """The same GeoNames id is given to several records now and then; distance tells."""
    near = abs(row.latitude - each.latitude) < 0.3 and abs(row.longitude - each.longitude) < 0.4
    return near or name_key(row.name) == name_key(each.name)


def _nearest(rows: Sequence[PlaceRow], around: Sequence[PlaceRow]) -> PlaceRow | None:
    if not around:
        return rows[0] if len(rows) == 1 else None
    latitude = sum(row.latitude for row in around) / len(around)
    longitude = sum(row.longitude for row in around) / len(around)
    return min(rows, key=lambda row: math.hypot(row.latitude - latitude, row.longitude - longitude), default=None)


def _centre(rows: Mapping[int, PlaceRow]) -> None:
    """A place whose coordinates no register gives lies in the middle of what lies in it, or where the place around
    it does.
    """
    inside: dict[int, list[PlaceRow]] = defaultdict(list)
    for row in rows.values():
        if row.within and (row.latitude or row.longitude):
            inside[row.within].append(row)
    unknown = [row for row in rows.values() if not (row.latitude or row.longitude) and row.kind != "country"]
    for row in sorted(unknown, key=lambda row: row.kind == "settlement"):
        if found := inside.get(row.number):
            row.latitude = sum(each.latitude for each in found) / len(found)
            row.longitude = sum(each.longitude for each in found) / len(found)
        elif row.within:
            row.latitude, row.longitude = rows[row.within].latitude, rows[row.within].longitude


def _keys(row: PlaceRow) -> set[str]:
    return {name_key(name) for name in (row.name, *row.names)}


def _wof(line: str) -> Wof | None:
    record = json.loads(line)
    if not record.get("name") or "lat" not in record:
        return None
    return Wof(
        record["id"], record["name"], record["type"], record["cc"], record.get("hier") or {}, record["lat"],
        record["lon"], int(record.get("pop") or 0), record.get("gn"), record.get("names") or {},
        str((record.get("codes") or {}).get("eurostat:nuts_2021_id", "")),
    )  # fmt: skip


def _title_case(name: str) -> str:
    small = register_rules().small_words
    words = [word.lower() if word.lower() in small else _capital(word) for word in name.split()]
    return " ".join(words).replace("ş", "ș").replace("ţ", "ț").replace("Ş", "Ș").replace("Ţ", "Ț")


def _capital(word: str) -> str:
    return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from file


def _table(path: Path, delimiter: str = ",") -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def _json(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        loaded: list[dict[str, str]] = json.load(file)
        return loaded
