"""A small world for the pages: two documents, what they say in a real store, and an engine told what to answer."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from graph.identifiers import Minted, concept_iri, place_iri
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
)
from graph.stores.oxigraph import OxigraphStore
from ontology.scheme import ConceptScheme
from search.errors import QueryRefused
from search.plan import ConceptAsked, PlaceAsked, QueryPlan, TypeAsked
from search.question import Question
from search.results import (
    EvidenceSnippet,
    FacetValue,
    Hit,
    NamedConcept,
    OrganisationRole,
    PlacePoint,
    Reason,
    ReasonKind,
    ResultPage,
)
from service.app import FOR_PEOPLE
from service.dependencies import current_serving, settings
from service.settings import Settings

BASE = "http://localhost:8000"
RAZGRAD, BULGARIA = 727696, 732800
DIGEST_TEXT = "Медиаторите в Разград работят с 134 семейства.\nПроектът „Заедно в час“ получи 25 000 лева.\n"
PAGE_TEXT = (
    "Teachers <b>met</b> parents. " + "Nothing else of note happened that week. " * 20 + "Mediators came to Razgrad."
)


def iri(kind: str, key: str) -> str:
    return f"{BASE}/id/{kind}/{key}"


DIGEST = iri("document", "d1gest0000000")
PAGE = iri("document", "page000000000")
PRACTICE = iri("practice", "pract1ce00000")
PROJECT = iri("project", "pr0ject000000")
BODY = iri("organisation", "b0dy000000000")
MERGED = iri("project", "0ther00000000")  # the same as PROJECT
GONE = iri("project", "g0ne000000000")  # nothing speaks of it any more
OBSERVATION = iri("observation", "f1gure0000000")
FUNDING = iri("funding", "m0ney00000000")


def evidence(text: str, exact: str, document: str, *, method: str = "labels", confidence: float = 0.93) -> Evidence:
    start = text.index(exact)
    end = start + len(exact)
    return Evidence(
        document, start, end, exact, text[max(0, start - 32) : start], text[end : end + 32], method, confidence
    )


def said(prop: Property, value: object, *quotes: Evidence) -> Statement:
    return Statement(prop, value, quotes)  # type: ignore[arg-type]


def record(document: str, **facts: object) -> DocumentRecord:
    dull = {
        "address": "https://example.org/page",
        "source": "https://example.org/page",
        "file_name": None,
        "derived_from": None,
        "source_title": None,
        "source_read": None,
        "fetched": datetime(2026, 11, 21, 12, tzinfo=UTC),
        "sha256": "0" * 64,
        "extractor": "test",
        "kind": "article",
        "lang": "en",
        "lang_confidence": 0.99,
        "title": "A page",
        "date": PartialDate("2015-04-23"),
    }
    return DocumentRecord(iri=document, **{**dull, **facts})  # type: ignore[arg-type]


def digest_graph() -> DocumentGraph:
    def quote(exact: str, **how: object) -> Evidence:
        return evidence(DIGEST_TEXT, exact, DIGEST, **how)  # type: ignore[arg-type]

    practice = Thing(
        PRACTICE,
        ThingType.PRACTICE,
        (
            said(Property.LABEL, LangText("School mediation (Razgrad)", "en")),
            said(Property.LABEL, LangText("Училищна медиация (Разград)", "bg")),
            said(
                Property.TITLE, LangText("Медиаторите в Разград работят", "bg"), quote("Медиаторите в Разград работят")
            ),
            said(Property.THEME, Iri(concept_iri(BASE, "themes", "school-mediation")), quote("Медиаторите")),
            said(Property.PLACE, Iri(place_iri(BASE, RAZGRAD)), quote("Разград")),
            said(Property.PART_OF, Iri(PROJECT), quote("Заедно в час", method="context", confidence=0.4)),
            said(Property.OBSERVATION, Iri(OBSERVATION), quote("134 семейства")),
            said(Property.OUTCOME, "worked", quote("работят")),
        ),
    )
    project = Thing(
        PROJECT,
        ThingType.PROJECT,
        (
            said(Property.LABEL, LangText("Заедно в час", "bg"), quote("Заедно в час")),
            said(Property.FUNDING, Iri(FUNDING), quote("25 000 лева")),
            said(Property.START, PartialDate("2014"), quote("Проектът")),
        ),
    )
    observation = Thing(
        OBSERVATION,
        ThingType.OBSERVATION,
        (
            said(Property.VALUE, Decimal(134), quote("134 семейства")),
            said(Property.UNIT, LangText("семейства", "bg"), quote("134 семейства")),
            said(Property.UNIT, LangText("family", "en"), quote("134 семейства")),
            said(Property.QUALIFIER, "about", quote("134 семейства")),
        ),
    )
    funding = Thing(
        FUNDING,
        ThingType.FUNDING,
        (
            said(Property.AMOUNT, Decimal(25000), quote("25 000 лева")),
            said(Property.CURRENCY, "BGN", quote("25 000 лева")),
        ),
    )
    facts = record(
        DIGEST,
        address="file:bg/digest.html",
        source=None,
        file_name="bg/digest.html",
        derived_from="https://source.example/медиатори",
        source_title="Медиатори в Разград",
        lang="bg",
        title="Резюме",
        licence="https://creativecommons.org/licenses/by/4.0/",
    )
    other_name = Thing(MERGED, ThingType.PROJECT, (said(Property.LABEL, LangText("Заедно", "bg"), quote("Заедно")),))
    return DocumentGraph(facts, (practice, project, other_name, observation, funding))


def page_graph() -> DocumentGraph:
    """A page that means harm: its title is markup and its address a script."""
    body = Thing(
        BODY,
        ThingType.ORGANISATION,
        (
            said(Property.LABEL, LangText("<script>alert(1)</script>", "en"), evidence(PAGE_TEXT, "<b>met</b>", PAGE)),
            said(Property.PLACE, Iri(place_iri(BASE, RAZGRAD)), evidence(PAGE_TEXT, "Razgrad", PAGE)),
        ),
    )
    facts = record(PAGE, source="javascript:alert(1)", title="</title><script>alert(2)</script>")
    return DocumentGraph(facts, (body,))


def places() -> list[Thing]:
    return [
        Thing(
            place_iri(BASE, number),
            ThingType.PLACE,
            (
                *(said(Property.LABEL, LangText(text, lang)) for lang, text in labels.items()),
                said(Property.IDENTIFIER, f"geonames:{number}"),
                *around,
            ),
        )
        for number, labels, around in (
            (BULGARIA, {"en": "Bulgaria", "bg": "България"}, ()),
            (
                RAZGRAD,
                {"en": "Razgrad", "bg": "Разград"},
                (said(Property.CONTAINED_IN, Iri(place_iri(BASE, BULGARIA))),),
            ),
        )
    ]


@pytest.fixture(scope="session")
def store() -> OxigraphStore:
    found = OxigraphStore.in_memory()
    for content in (digest_graph(), page_graph()):
        found.replace_graph(content.document.iri, quads_of(content))
    once = Minted(ThingType.PROJECT, "https://example.org/gone", "gone", 0, GONE)
    write_merged_view(found, base=BASE, clusters={MERGED: PROJECT}, places=places(), minted=[once])
    return found


HIT = Hit(
    iri=PRACTICE,
    type="practice",
    label="Медиаторите в Разград работят",
    label_lang="bg",
    label_translated="School mediation (Razgrad)",
    score=0.9,
    date="2015-04-23",
    languages=("bg",),
    themes=(
        NamedConcept("themes", "school-mediation", concept_iri(BASE, "themes", "school-mediation"), "school mediation"),
    ),
    approaches=(),
    target_groups=(),
    places=(PlacePoint(place_iri(BASE, RAZGRAD), RAZGRAD, "Razgrad", "BG", 43.53, 26.52),),
    organisations=(OrganisationRole(BODY, "Integro", "coordinator"),),
    evidence=(
        EvidenceSnippet(
            DIGEST,
            "https://source.example/медиатори",
            "bg",
            "Медиаторите в Разград работят с 134 семейства.",
            ((0, 11),),
            title="Медиатори в Разград",
            digest=True,
        ),
    ),
    why=(Reason(ReasonKind.THEME, "school mediation", "Медиаторите"), Reason(ReasonKind.PLACE, "Bulgaria", "Разград")),
)
QUERY = "mediation projects in Bulgaria"
PLAN = QueryPlan(
    query=QUERY,
    language="en",
    types=(TypeAsked("project", (10, 18)),),
    themes=(
        ConceptAsked(
            "themes",
            "school-mediation",
            concept_iri(BASE, "themes", "school-mediation"),
            "school mediation",
            (0, 9),
            0.9,
        ),
    ),
    places=(PlaceAsked(BULGARIA, place_iri(BASE, BULGARIA), "Bulgaria", "country", "BG", (22, 30)),),
)
FACETS = {
    "type": (FacetValue("practice", "practice", 3), FacetValue("project", "project", 2)),
    "theme": (FacetValue("school-mediation", "school mediation", 3), FacetValue("health", "health", 1)),
    "lang": (FacetValue("bg", "bg", 3), FacetValue("sr-Latn", "sr-Latn", 1)),
    "year": (FacetValue("2015", "2015", 2), FacetValue("2014", "2014", 1)),
}


@dataclass
class ToldEngine:
    """Answers every question with the same page, cut to what was asked for."""

    hits: tuple[Hit, ...] = (HIT,)
    plan: QueryPlan = PLAN
    total: int = 1
    asked: list[Question] = field(default_factory=list)

    def answer(self, question: Question) -> ResultPage:
        self.asked.append(question)
        if "nonsense" in question.themes:
            raise QueryRefused("theme", "nonsense", ("school-mediation", "health"))
        plan = replace(self.plan, query=question.text)
        if not (question.interpret and question.text):
            plan = QueryPlan(query=question.text, language="en")
        return ResultPage(
            query=question.text,
            interpretation=plan,
            release=1,
            total=self.total,
            limit=question.limit,
            offset=question.offset,
            took_ms=1.0,
            results=self.hits,
            facets=FACETS if self.hits else {},
        )


@pytest.fixture
def engine() -> ToldEngine:
    return ToldEngine()


class ToldRelease:
    """What the pages ask of a release."""

    number, base = 1, BASE
    manifest = SimpleNamespace(counts={"practice": 1, "project": 1, "organisation": 1, "document": 2, "place": 2})

    def text(self, document: str) -> str:
        return {DIGEST: DIGEST_TEXT, PAGE: PAGE_TEXT}[document]


@pytest.fixture
def app(store: OxigraphStore, engine: ToldEngine) -> FastAPI:
    chosen = Settings(contact="help@example.org")
    serving = SimpleNamespace(
        release=ToldRelease(),
        store=store,
        engine=engine,
        scheme=ConceptScheme.open(BASE),
        gazetteer=Gazetteer.open(),
        settings=chosen,
        base=BASE,
    )
    found = FastAPI()
    found.state.settings = chosen
    found.dependency_overrides[current_serving] = lambda: serving
    found.dependency_overrides[settings] = lambda: chosen
    for module in FOR_PEOPLE:
        found.include_router(module.router)
    return found


@pytest.fixture
def page(app: FastAPI) -> Callable[..., str]:
    """The HTML of a path, asked for as an English browser does."""
    client = TestClient(app, follow_redirects=False)

    def get(path: str, **headers: str) -> str:
        return client.get(path, headers={"accept": "text/html", "accept-language": "en", **headers}).text

    return get


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app, follow_redirects=False, headers={"accept": "text/html", "accept-language": "en"})
