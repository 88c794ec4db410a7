"""What belongs to a programme through its projects."""

from types import SimpleNamespace

import pytest

from graph.identifiers import place_iri
from graph.mapping import PREDICATES
from graph.quads import Quad, tagged
from graph.records import Iri, Property, Thing, ThingType
from graph.stores.oxigraph import OxigraphStore
from ontology.scheme import ConceptScheme
from ontology.terms import SKOS
from service.pages.belonging import belonging
from service.pages.interface import Interface
from service.pages.naming import Names

BASE = "http://localhost:8000"
PROGRAMME = f"{BASE}/id/programme/pr0gramme0000"
PROJECT = f"{BASE}/id/project/pr0ject000000"
PAID = f"{BASE}/id/project/pa1d000000000"
PRACTICE = f"{BASE}/id/practice/pract1ce00000"
DIRECT = f"{BASE}/id/practice/d1rect0000000"
RAZGRAD = place_iri(BASE, 727696)
VIEW = Interface("en", False, "/", ())


def say(subject: str, prop: Property, value: str) -> Quad:
    return Quad(subject, PREDICATES[prop], Iri(value))


@pytest.fixture
def serving() -> SimpleNamespace:
    store = OxigraphStore.in_memory()
    store.replace_graph(
        None,
        [
            say(PROJECT, Property.PART_OF, PROGRAMME),
            say(PAID, Property.FUNDER, PROGRAMME),
            say(DIRECT, Property.PART_OF, PROGRAMME),
            say(PRACTICE, Property.PART_OF, PROJECT),
            say(PROGRAMME, Property.PART_OF, PRACTICE),  # a circle, as a mistaken merge makes it
            say(PRACTICE, Property.PLACE, RAZGRAD),
            say(PAID, Property.PLACE, place_iri(BASE, 732800)),
            Quad(RAZGRAD, SKOS.prefLabel, tagged("Razgrad", "en")),
        ],
    )
    return SimpleNamespace(store=store, base=BASE, scheme=ConceptScheme.open(BASE))


def test_practices_of_projects_and_places_of_all_belong_to_a_programme(serving):
    groups = belonging(Thing(PROGRAMME, ThingType.PROGRAMME, ()), serving, VIEW, Names(serving, "en"))

    links = {group.property: [said.link for said in group.values] for group in groups}
    assert links["practices_within"] == ["/page/practice/pract1ce00000"]
    assert len(links["places_within"]) == 2


def test_nothing_belongs_to_a_place(serving):
    assert belonging(Thing(RAZGRAD, ThingType.PLACE, ()), serving, VIEW, Names(serving, "en")) == ()
