"""A document's findings as a whole: spans, order, hostile and foreign text, and time."""

import time

import pytest

from graph.records import Property, ThingType
from ingest.extract.extraction import KnownLabels
from ingest.finding import (
    ConceptFinding,
    NameFinding,
    ObservationFinding,
    PlaceFinding,
    PracticeFinding,
    RelationFinding,
)

TEXT = (
    "Project “Open Door”: six mediators in Razgrad\n"
    "The project “Open Door” was led by the Open Door Foundation in partnership with the Municipality of Razgrad "
    "from May 2022 to April 2024. It was funded by the European Social Fund Plus with EUR 97,300.\n"
    "The mediator visits families at home and goes along to the school. The mediators assisted 134 Roma families.\n"
)


def of_kind(findings, kind):
    return [finding for finding in findings if isinstance(finding, kind)]


def test_findings_are_in_order_and_quote_the_text(extractor, document):
    findings = extractor.findings(document(TEXT))

    assert [f.start for f in findings] == sorted(f.start for f in findings)
    assert all(TEXT[f.start : f.end].strip() for f in findings)


def test_relations_say_who_led_took_part_and_paid(extractor, document):
    relations = of_kind(extractor.findings(document(TEXT)), RelationFinding)

    said = {(r.predicate, r.object.name) for r in relations if isinstance(r.object, NameFinding)}

    assert (Property.COORDINATOR, "Open Door Foundation") in said
    assert (Property.PARTNER, "Municipality of Razgrad") in said
    assert (Property.FUNDER, "European Social Fund Plus") in said


def test_project_within_a_programme_is_part_of_it(extractor, document):
    relations = of_kind(
        extractor.findings(document("Проект „Път“ се изпълнява по програма РОМАКТ.", "bg")), RelationFinding
    )

    assert [(r.subject.name, r.predicate, r.object.name) for r in relations] == [("Път", Property.PART_OF, "РОМАКТ")]


def test_inflected_mentions_of_a_thing_share_one_name(extractor, document):
    text = "Biedrība „Ceļš” vada projektu. Projektu atbalsta Jelgavas pašvaldība un Jelgavas pašvaldības darbinieki."

    names = {f.name for f in of_kind(extractor.findings(document(text, "lv")), NameFinding) if "Jelgava" in f.name}

    assert len(names) == 1


def test_language_without_rules_still_gives_places_numbers_and_known_names(extractor, document):
    findings = extractor.findings(document("Foo UNICEF bar Budapest baz 12% qux 2014-2020.\n\nQuux EUR 300.", "und"))

    kinds = {type(finding).__name__ for finding in findings}
    assert {"NameFinding", "PlaceFinding", "ObservationFinding", "DateFinding", "FundingFinding"} <= kinds


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "\u200b\u200bПро\u200bект „А\u00adб“ \u202eمشروع\u202c 12 \u0000 деца",
        "مشروع الوساطة المدرسية لعام 2020 شمل 15 مدرسة",
        "„“”«»\"'‚‘„„„“““",
        "1 2 3 4 5 6 7 8 9 10 % % % € € €",
        "<script>alert('проект „x“')</script>",
        "ПРОГРАМА РОМАКТ В ОБЩИНА АНТОНОВО",
    ],
)
@pytest.mark.parametrize("lang", ["bg", "en", "und", "xx-Latn"])
def test_odd_text_is_read_without_complaint(extractor, document, text, lang):
    for finding in extractor.findings(document(text, lang)):
        assert 0 <= finding.start < finding.end <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "община Видин и ",
        "12 деца ",
        "проект „",
        "Open Door Foundation of ",
        "и на ",
        "а. Б ",
        "(A",
        "2014-",
        ".",
        "1 234 ",
        "\n ",
        "„",
    ],
)
def test_time_grows_with_the_length_of_a_paragraph_not_with_its_square(extractor, document, unit):
    seconds = []
    for length in (8_000, 32_000):
        text = unit * (length // len(unit))
        started = time.process_time()
        extractor.findings(document(text, "bg"))
        seconds.append(time.process_time() - started)

    assert seconds[1] < 10 * seconds[0] + 0.5


def test_places_inside_names_count_less_than_places_by_themselves(extractor, document):
    places = of_kind(extractor.findings(document(TEXT)), PlaceFinding)

    by_itself = [p.confidence for p in places if p.start < 60]
    inside = [p.confidence for p in places if p.start >= 60]
    assert max(inside) <= 0.5 < min(by_itself)


def test_country_named_through_its_people_is_a_hint_not_a_place(extractor, document):
    (place,) = of_kind(extractor.findings(document("Mediators worked in 19 Latvian cities.")), PlaceFinding)

    assert (place.method, place.confidence) == ("gazetteer:people", 0.3)


def test_practice_is_in_every_town_that_its_sentence_names(extractor, document):
    text = "Romu mediatori strādā skolās Valmierā, Ventspilī un Jelgavā."

    (practice,) = of_kind(extractor.findings(document(text, "lv")), PracticeFinding)

    assert len(practice.geonames_ids) == 3


def test_concept_is_found_once_at_each_stretch(extractor, document):
    text = "The dialogue of stakeholders: mediators facilitated the dialogue; facilitation helped.\n" + TEXT
    concepts = of_kind(extractor.findings(document(text)), ConceptFinding)

    found = [(c.start, c.end, c.scheme, c.notation) for c in concepts]

    assert len(found) == len(set(found))


def test_page_is_about_what_its_title_and_text_return_to(extractor, document):
    concepts = of_kind(
        extractor.findings(document(TEXT, title="Project “Open Door”: six mediators in Razgrad")), ConceptFinding
    )

    about = {c.notation for c in concepts if c.confidence >= 0.5}

    assert {"mediation", "families"} <= about


def test_same_document_gives_the_same_findings(extractor, document):
    assert extractor.findings(document(TEXT)) == extractor.findings(document(TEXT))


def test_well_known_names_have_an_english_label():
    assert KnownLabels().labels("council-of-europe") == {"en": "Council of Europe"}
    assert KnownLabels().labels("nobody") == {}


def test_observation_is_found_beside_other_kinds(extractor, document):
    observations = of_kind(extractor.findings(document(TEXT)), ObservationFinding)

    assert "134" in {str(o.value) for o in observations}


def test_project_is_found_once_per_mention(extractor, document):
    names = of_kind(extractor.findings(document(TEXT)), NameFinding)

    assert len([n for n in names if n.type is ThingType.PROJECT]) == 2


def test_meeting_without_a_name_of_its_own_is_no_event(extractor, document):
    text = "Notika seminārs 2021. gada 3. martā. Konference „Ceļš” notika 2021. gada 5. maijā."

    names = of_kind(extractor.findings(document(text, "lv")), NameFinding)

    assert [name.name for name in names if name.type is ThingType.EVENT] == ["Ceļš"]


def test_municipalities_of_a_country_are_none_of_that_name(extractor, document):
    found = of_kind(extractor.findings(document("Nine municipalities of Türkiye took part.")), NameFinding)

    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "The talks were fostered and facilitated by policy.",
        "They exchanged best practice.",
        "Collaboration and communication grew.",
    ],
)
def test_everyday_words_betray_nothing(extractor, document, text):
    assert of_kind(extractor.findings(document(text)), ConceptFinding) == []


def test_words_of_one_language_betray_nothing_in_another(extractor, document):
    text = "Kurš no jums to redzēja?"  # Latvian "who"; "kurs" is a course elsewhere

    assert of_kind(extractor.findings(document(text, "lv")), ConceptFinding) == []
