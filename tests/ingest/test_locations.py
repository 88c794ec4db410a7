"""Places as things, with everything around them."""

import pytest

from graph.identifiers import Identifiers
from graph.places import Gazetteer
from graph.records import Iri, LangText, Property, ThingType
from ingest.locations import place_things, quarter_iri, quarter_things

VILLAGE, ISPERIH, RAZGRAD_REGION, BULGARIA = 730340, 730866, 453751, 732800


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


@pytest.fixture
def identifiers(tmp_path):
    return Identifiers(tmp_path / "identifiers.jsonl", "http://localhost:8000")


def test_village_brings_its_municipality_region_and_country(gazetteer, identifiers):
    things = {thing.iri: thing for thing in place_things(gazetteer, identifiers, [VILLAGE])}

    chain = [identifiers.place(VILLAGE)]
    while around := things[chain[-1]].first(Property.CONTAINED_IN):
        chain.append(str(around))
    assert len(chain) == 4
    assert chain[2:] == [identifiers.place(RAZGRAD_REGION), identifiers.place(BULGARIA)]


def test_region_is_identified_by_geonames_and_nuts(gazetteer, identifiers):
    (region,) = (
        thing
        for thing in place_things(gazetteer, identifiers, [RAZGRAD_REGION])
        if thing.iri == identifiers.place(RAZGRAD_REGION)
    )

    assert list(region.values(Property.IDENTIFIER)) == [f"geonames:{RAZGRAD_REGION}", "nuts:BG324"]


def test_municipality_has_no_match_in_geonames(gazetteer, identifiers):
    things = list(place_things(gazetteer, identifiers, [VILLAGE]))

    (municipality,) = (t for t in things if "lau-bg:1714" in t.values(Property.IDENTIFIER))
    assert municipality.first(Property.EXACT_MATCH) is None
    assert LangText("Община Исперих", "bg") in municipality.texts(Property.LABEL)


def test_quarter_that_no_register_knows_lies_in_its_town(gazetteer, identifiers):
    iri = quarter_iri(identifiers, ISPERIH, "Малката махала")

    (quarter,) = quarter_things(gazetteer, identifiers)

    assert (quarter.iri, quarter.type) == (iri, ThingType.PLACE)
    assert quarter.first(Property.CONTAINED_IN) == Iri(identifiers.place(ISPERIH))
    assert quarter.texts(Property.LABEL) == (LangText("Малката Махала", "bg"),)
