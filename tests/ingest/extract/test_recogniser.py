"""Names that no rule knows, and persons that are no names of ours."""

import pytest

from graph.records import ThingType
from ingest.extract.extraction import Extractor
from ingest.extract.features import attributes_of
from ingest.extract.recogniser import METHOD, Recogniser, model_folder
from ingest.finding import NameFinding


@pytest.fixture(scope="module")
def recogniser():
    return Recogniser.open()


def organisations(extractor, document):
    found = extractor.findings(document)
    return [f for f in found if isinstance(f, NameFinding) and f.type is ThingType.ORGANISATION]


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("hr", "Ugovor s tvrtkom Vodograd potpisan je u Zagrebu.", "Vodograd"),
        ("lv", "Valsts kontrole pārbaudīja darbu, paziņoja LETA.", "LETA"),
        ("hu", "A Magyar Posta és az OTP Bank támogatta a munkát.", "OTP Bank"),
        ("ro", "Potrivit Agerpres, Banca Națională a României a decis.", "Agerpres"),
        ("bg", "Според БТА проектът е успешен, а Българската православна църква помага.", "БТА"),
        ("sr-Cyrl", "Помажу и Српска православна црква и пошта.", "Српска православна црква"),
    ],
)
def test_name_without_a_head_of_the_tables_is_recognised(extractor, document, lang, text, name):
    assert name in {text[f.start : f.end] for f in organisations(extractor, document(text, lang))}


def test_recogniser_tells_how_far_a_name_of_the_rules_reaches(extractor, document):
    text = "Oglas je objavio Hrvatski zavod za zapošljavanje."

    (found,) = organisations(extractor, document(text, "hr"))

    assert (found.classification, found.name) == ("agency", "Hrvatski zavod za zapošljavanje")


@pytest.mark.parametrize("lang", ["en", "de", "ja", "und", ""])
def test_language_in_which_it_was_not_measured_is_not_asked(recogniser, lang):
    assert recogniser.threshold(lang) is None


def test_rules_stand_where_both_find_a_name(extractor, document):
    text = "Projekt vodi udruga „Zora“ iz Zadra."

    (found,) = organisations(extractor, document(text, "hr"))

    assert (found.method, text[found.start : found.end]) == ("rules:organisations", "udruga „Zora“")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("hr", "Ministar Ivan Horvat rekao je da Marko Marić dolazi."),
        ("lv", "Pēteris Ozoliņš un Anna Kalniņa piedalījās."),
        ("ro", "Ion Popescu și Maria Ionescu au vorbit."),
        ("sk", "Ján Novák povedal, že Mária Kováčová príde."),
        ("sr-Latn", "Jovan Petrović i Milica Jovanović su govorili."),
        ("hu", "Kovács János és Nagy Mária beszélt."),
    ],
)
def test_persons_are_no_things(extractor, document, lang, text):
    assert [f for f in extractor.findings(document(text, lang)) if isinstance(f, NameFinding)] == []


@pytest.mark.parametrize("text", ["A", "ЯЯЯ " * 40, "Ω\u0301\u200bРOMAKT שלום Na\ufeffme", "(„“) … !!", "Xx. " * 500])
def test_odd_text_gets_a_tag_for_every_word(recogniser, page, text):
    made = page(text, "hr")

    found = list(recogniser.names(made, (), ()))

    assert all(0 <= name.start < name.end <= len(text) and 0 <= name.confidence <= 1 for name in found)


def test_words_get_as_many_rows_of_attributes_as_they_are(page):
    made = page("Ana vodi udrugu Zora u Zadru. Vrata su otvorena.", "hr")

    rows = list(attributes_of(made, made.wording.sentences, (), ()))

    assert [len(row) for row in rows] == [6, 3]


def test_extractor_without_recogniser_knows_the_rules_only(extractor, document):
    bare = Extractor(extractor.gazetteer, extractor.matcher)

    found = organisations(bare, document("Prema pisanju lista, Hidrotehnika gradi put. Udruga „Zora“ pomaže.", "hr"))

    assert METHOD not in {f.method for f in found} and len(found) == 1


def test_model_is_small_enough_to_ship():
    assert sum(path.stat().st_size for path in model_folder().iterdir()) < 15_000_000
