"""Names of organisations."""

import pytest

from ingest.extract.names import resolved
from ingest.extract.organisations import organisation_candidates, with_acronyms


def organisations(page):
    return list(with_acronyms(page, resolved(organisation_candidates(page))))


@pytest.mark.parametrize(
    ("lang", "text", "name", "classification"),
    [
        ("bg", "С това се зае сдружение „Заря“ от града.", "сдружение „Заря“", "ngo"),
        ("bg", "Помага и община Антоново с микробус.", "община Антоново", "municipality"),
        (
            "bg",
            "по искане на Министерството на образованието и науката беше",
            "Министерството на образованието и науката",
            "ministry",
        ),
        ("ro", "La Primăria Municipiului Blaj se lucrează", "Primăria Municipiului Blaj", "municipality"),
        ("lv", "To atbalstīja Jelgavas pašvaldība.", "Jelgavas pašvaldība", "municipality"),
        ("lv", "Piedalījās Kultūras ministrijas darbinieki", "Kultūras ministrijas", "ministry"),
        ("en", "It was run by the Open Door Foundation in Sofia.", "Open Door Foundation", "ngo"),
        ("en", "The University of Szeged took part.", "University of Szeged", "university"),
        ("cs", "Vedla jej Ostravská univerzita.", "Ostravská univerzita", "university"),
        ("hu", "A munkát a Tiszta Lap Egyesület végezte.", "Tiszta Lap Egyesület", "ngo"),
        ("el", "Ο Δήμος Θεσσαλονίκης ανέλαβε", "Δήμος Θεσσαλονίκης", "municipality"),
        ("es", "El Ayuntamiento de Granada aporta", "Ayuntamiento de Granada", "municipality"),
        ("sq", "Projektin e drejtoi Bashkia Berat.", "Bashkia Berat", "municipality"),
        ("sr-Cyrl", "Водила га је Фондација „Мост“ заједно", "Фондација „Мост“", "ngo"),
        ("mk", "Советот на Европа помогна", "Советот на Европа", "international-organisation"),
    ],
)
def test_head_and_name_make_an_organisation(page, lang, text, name, classification):
    (found,) = organisations(page(text, lang))

    assert text[found.start : found.end] == name
    assert found.classification == classification


def test_plural_head_names_several_municipalities(page):
    found = organisations(page("It was led by the municipalities of Cesvaine, Madona and Gulbene."))

    assert [o.name for o in found] == [f"municipality of {town}" for town in ("Cesvaine", "Madona", "Gulbene")]


def test_acronym_in_brackets_stands_for_its_name_afterwards(page):
    found = organisations(page("The Roma Youth Association (RYA) met. Later RYA wrote a report."))

    assert [o.name for o in found] == ["Roma Youth Association"] * 2


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The mayor John Smith opened the day."),
        ("bg", "Общината реши, а кметът Иван Иванов подписа."),
        ("en", "Our association is small."),
        ("de", "Der Verein hat keinen Raum."),
    ],
)
def test_persons_and_bare_heads_are_no_organisations(page, lang, text):
    assert organisations(page(text, lang)) == []


def test_well_known_body_is_known_in_every_script(page):
    texts = [("Consiliul Europei a decis", "ro"), ("Съветът на Европа реши", "bg"), ("Savet Evrope odlučuje", "sr")]

    assert {organisations(page(text, lang))[0].known_as for text, lang in texts} == {"council-of-europe"}


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("bs", "Pomoć je dalo Udruženju Romalen iz grada.", "Udruženje Romalen"),
        ("bs", "u općini Donji Vakuf", "općina Donji Vakuf"),
        ("lv", "sadarbībā ar Kultūras ministriju", "Kultūras ministrija"),
        ("hu", "a Czinka Panna Tanodából jöttek", "Czinka Panna Tanoda"),
        ("bg", "с Общината Антоново", "Община Антоново"),
        ("it", "con il Ministero del lavoro", "Ministero del lavoro"),
    ],
)
def test_head_of_a_name_gets_its_dictionary_form(page, lang, text, name):
    assert [o.name for o in organisations(page(text, lang))] == [name]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("it", "il Ministero del"),
        ("sl", "ministrstvo za"),
        ("sk", "so združením Pre detstvo"),
        ("it", "L’Istituto ha aperto"),
        ("en", "the children’s house stands here"),
        ("en", "a network of Roma mediators"),
        ("el", "σε τέσσερις δήμους Από το πρωί"),
    ],
)
def test_head_without_anything_of_its_own_is_no_organisation(page, lang, text):
    assert organisations(page(text, lang)) == []
