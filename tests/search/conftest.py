"""One small world for all tests of search: six pages in four languages and what they speak of, indexed once.

| page          | lang | speaks of                                                                   |
| razgrad       | bg   | project and practice of school mediation in Razgrad, 2014–2016, by a society |
| cluj          | ro   | practice of health mediation in Cluj-Napoca                                 |
| riga          | lv   | project of social mediation in Riga, 2022–2024                              |
| brno          | en   | practice of social housing in Brno, Czechia, that did not work              |
| varna         | bg   | practice of vaccination in Varna, worked                                    |
| listing       | en   | nothing                                                                     |
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from graph.identifiers import concept_iri, content_key, document_iri, place_iri
from graph.labels import LabelMatcher
from graph.mapping import quads_of
from graph.merge import write_merged_view
from graph.places import Gazetteer
from graph.records import (
    DocumentGraph,
    DocumentRecord,
    Evidence,
    Iri,
    LangText,
    PartialDate,
    Property,
    Statement,
    Thing,
    ThingType,
)  # fmt: skip
from graph.stores.oxigraph import OxigraphStore
from ontology.scheme import ConceptScheme
from search.build import build_index
from search.encoder import Encoder
from search.encoders.hashing import HashingEncoder
from search.engine import SearchEngine
from search.understanding import Understanding

BASE = "http://localhost:8000"
RAZGRAD, CLUJ, RIGA, BRNO, VARNA, VALMIERA, OGRE = 727696, 681290, 456172, 3078610, 726050, 453754, 457065

TEXTS = {
    "razgrad": """Образователни медиатори в Разград

Сдружение Бъдеще започна проект „Мост към училище“ през 2014 г.
Образователни медиатори посещават семействата в Разград и помагат на децата да останат в училище.

Училищна медиация има вече в пет училища, а родителите участват в срещите с учителите.""",
    "cluj": """Mediatori sanitari la Cluj-Napoca

Mediatoarele sanitare merg din casă în casă în cartierele din Cluj-Napoca
și însoțesc familiile la medicul de familie. Mediere sanitară se face aici din 2012.""",
    "riga": """Romu mediatori Rīgā

Projekts Līdzās darbojas Rīgā no 2022. līdz 2024. gadam.
Romu mediatori palīdz ģimenēm sarunās ar pašvaldību un sociālo dienestu.""",
    "brno": """Social housing in Brno

Families moved into flats in Brno, but the social housing did not work:
after a year the money had ended and the tenants lost their contracts.""",
    "varna": """Ваксинация в квартал Максуда

Здравни работници във Варна направиха ваксинация на деца.
Ваксините дойдоха с линейка всяка събота и опашката беше дълга.""",
    "listing": """All pages

This page lists other pages about railway timetables and umbrellas.""",
}
LANGS = {"razgrad": "bg", "cluj": "ro", "riga": "lv", "brno": "en", "varna": "bg", "listing": "en"}
DATES = {"razgrad": "2015-04-23", "cluj": "2012", "riga": "2023-05", "brno": "2019-11-02", "varna": "2021-03-10"}


def thing_iri(type_: str, name: str) -> Iri:
    return Iri(f"{BASE}/id/{type_}/{content_key(name)}")


def page_iri(page: str) -> Iri:
    return Iri(document_iri(BASE, f"https://pages.example/{page}"))


def said(page: str, property_: Property, value: object, quote: str | None = None) -> Statement:
    """A statement; with a quote, resting on its first occurrence in the page."""
    if quote is None:
        return Statement(property_, value)
    start = TEXTS[page].index(quote)
    evidence = Evidence(page_iri(page), start, start + len(quote), quote, "", "", "test", 0.9)
    return Statement(property_, value, (evidence,))


def thing(page: str, type_: ThingType, name: str, *statements: Statement) -> Thing:
    own = [Statement(Property.CITATION, page_iri(page)), said(page, Property.LABEL, LangText(name, LANGS[page]))]
    return Thing(thing_iri(type_, name), type_, (*own, *statements))


def theme(page: str, notation: str, quote: str) -> Statement:
    return said(page, Property.THEME, Iri(concept_iri(BASE, "themes", notation)), quote)


def place(page: str, geonames: int, quote: str) -> Statement:
    return said(page, Property.PLACE, Iri(place_iri(BASE, geonames)), quote)


def mediation(page: str, quote: str) -> Statement:
    return said(page, Property.APPROACH, Iri(concept_iri(BASE, "approaches", "mediation")), quote)


SOCIETY = thing_iri("organisation", "Сдружение Бъдеще")
WORLD: dict[str, tuple[Thing, ...]] = {
    "razgrad": (
        thing("razgrad", ThingType.ORGANISATION, "Сдружение Бъдеще"),
        thing(
            "razgrad", ThingType.PROJECT, "Мост към училище",
            said("razgrad", Property.LABEL, LangText("A bridge to school", "en")),
            theme("razgrad", "school-mediation", "Училищна медиация"), place("razgrad", RAZGRAD, "Разград"),
            mediation("razgrad", "медиатори"),
            said("razgrad", Property.COORDINATOR, SOCIETY, "Сдружение Бъдеще"),
            said("razgrad", Property.START, PartialDate("2014"), "2014"),
            said("razgrad", Property.END, PartialDate("2016")),
        ),
        thing(
            "razgrad", ThingType.PRACTICE, "Образователни медиатори",
            theme("razgrad", "school-mediation", "Образователни медиатори"), place("razgrad", RAZGRAD, "Разград"),
            mediation("razgrad", "медиатори"),
        ),
    ),
    "cluj": (
        thing(
            "cluj", ThingType.PRACTICE, "Mediatori sanitari",
            mediation("cluj", "Mediatori"),
            theme("cluj", "health-mediation", "Mediere sanitară"), place("cluj", CLUJ, "Cluj-Napoca"),
            said("cluj", Property.TARGET_GROUP, Iri(concept_iri(BASE, "target-groups", "families")), "familiile"),
        ),
    ),
    "riga": (
        thing(
            "riga", ThingType.PROJECT, "Līdzās",
            mediation("riga", "mediatori"),
            theme("riga", "social-mediation", "Romu mediatori"), place("riga", RIGA, "Rīgā"),
            place("riga", VALMIERA, "Projekts"), place("riga", OGRE, "Projekts"),
            said("riga", Property.START, PartialDate("2022"), "2022"),
            said("riga", Property.END, PartialDate("2024"), "2024"),
        ),
    ),
    "brno": (
        thing(
            "brno", ThingType.PRACTICE, "Flats in Brno",
            theme("brno", "social-housing", "Social housing"), place("brno", BRNO, "Brno"),
            said("brno", Property.OUTCOME, "did-not-work", "did not work"),
        ),
    ),
    "varna": (
        thing(
            "varna", ThingType.PRACTICE, "Ваксинация с линейка",
            theme("varna", "vaccination", "ваксинация"), place("varna", VARNA, "Варна"),
            said("varna", Property.OUTCOME, "worked", "ваксинация"),
        ),
    ),
    "listing": (),
}  # fmt: skip


def record(page: str) -> DocumentRecord:
    is_digest = page == "cluj"
    address = f"https://pages.example/{page}"
    return DocumentRecord(
        iri=page_iri(page), address=address, source=None if is_digest else address, file_name=f"{page}.html",
        derived_from="https://sursa.example/mediatori" if is_digest else None,
        source_title="Sursa" if is_digest else None, source_read=None,
        fetched=datetime(2025, 1, 1, tzinfo=UTC), sha256="0" * 64, extractor="test", kind="article",
        lang=LANGS[page], lang_confidence=1.0, title=TEXTS[page].partition("\n")[0],
        date=PartialDate(DATES[page]) if page in DATES else None,
    )  # fmt: skip


def places(gazetteer: Gazetteer) -> Iterator[Thing]:
    """The places of the world with all that contain them."""
    seen = set()
    for geonames in (RAZGRAD, CLUJ, RIGA, BRNO, VARNA, VALMIERA, OGRE):
        chain = (gazetteer.place(geonames), *gazetteer.containers(geonames))
        for entry, outer in zip(chain, (*chain[1:], None), strict=True):
            if entry is None or entry.geonames_id in seen:
                continue
            seen.add(entry.geonames_id)
            statements = [
                Statement(Property.LABEL, LangText(entry.name, "en")),
                Statement(Property.IDENTIFIER, f"geonames:{entry.geonames_id}"),
                Statement(Property.LATITUDE, Decimal(str(entry.latitude))),
                Statement(Property.LONGITUDE, Decimal(str(entry.longitude))),
            ]
            if outer:
                statements.append(Statement(Property.CONTAINED_IN, Iri(place_iri(BASE, outer.geonames_id))))
            yield Thing(place_iri(BASE, entry.geonames_id), ThingType.PLACE, tuple(statements))


@cache
def world_store() -> OxigraphStore:
    store = OxigraphStore.in_memory()
    for page, things in WORLD.items():
        store.replace_graph(page_iri(page), quads_of(DocumentGraph(record(page), things)))
    write_merged_view(store, base=BASE, clusters={}, places=places(Gazetteer.open()), minted=())
    return store


def _text_of(document: str) -> str:
    return next(TEXTS[page] for page in TEXTS if page_iri(page) == document)


@pytest.fixture(scope="session")
def text_of() -> Callable[[str], str]:
    """The clean text of a page by the IRI of its document."""
    return _text_of


@pytest.fixture(scope="session")
def store() -> OxigraphStore:
    return world_store()


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return HashingEncoder(64)


@pytest.fixture(scope="session")
def index_folder(tmp_path_factory: pytest.TempPathFactory, store: OxigraphStore, encoder: Encoder) -> Path:
    folder = tmp_path_factory.mktemp("index")
    build_index(store, _text_of, folder, encoder, BASE)
    return folder


@pytest.fixture(scope="session")
def engine(index_folder: Path, encoder: Encoder) -> SearchEngine:
    return SearchEngine.open(index_folder, encoder, base=BASE, release=7)


@pytest.fixture(scope="session")
def understanding() -> Understanding:
    return Understanding(ConceptScheme.open(BASE), LabelMatcher.open(BASE), Gazetteer.open(), BASE)


@pytest.fixture(scope="session")
def labels(store: OxigraphStore) -> Callable[[list[str]], set[str]]:
    """The first label of each IRI, for tests that read better with names."""

    def label_of(iris: list[str]) -> set[str]:
        names = {t.iri: t.texts(Property.LABEL)[0].text for things in WORLD.values() for t in things}
        names |= {page_iri(page): page for page in TEXTS}
        return {names.get(iri, iri) for iri in iris}

    return label_of
