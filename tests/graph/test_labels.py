"""Concepts named in running text."""

import time

import pytest

from graph.labelindex import LabelIndex, scheme_digest
from graph.labels import LabelMatcher
from ontology.scheme import Concept, ConceptScheme


def concept(notation, labels, alt=None, hidden=None, broader=None, scheme="themes"):
    return Concept(
        scheme=scheme,
        notation=notation,
        iri=f"http://localhost:8000/concept/{scheme}/{notation}",
        broader=broader,
        labels=labels,
        alt=alt or {},
        hidden=hidden or {},
        definition={},
    )


@pytest.fixture(scope="module")
def matcher():
    return LabelMatcher(
        ConceptScheme(
            iter(
                [
                    concept("education", {"en": "education", "bg": "образование", "ro": "educație", "lv": "izglītība"}),
                    concept(
                        "school-mediation",
                        {"en": "school mediation", "bg": "училищна медиация", "de": "Schulmediation"},
                        alt={
                            "bg": ("образователен медиатор", "образователни медиатори"),
                            "ro": ("mediator școlar",),
                            "lv": ("skolas mediators",),
                            "hr": ("školski medijator",),
                        },
                        broader="education",
                    ),
                    concept("children", {"en": "Roma children"}, scheme="target-groups"),
                    concept(
                        "roma",
                        {"en": "Roma", "ro": "romi", "lv": "romi", "hu": "roma", "it": "rom"},
                        scheme="target-groups",
                    ),
                    concept(
                        "local-action-group",
                        {"en": "local action group"},
                        hidden={"bg": ("МАГ",)},
                        scheme="organisation-types",
                    ),
                ]
            )
        )
    )


@pytest.fixture(scope="module")
def shipped():
    return LabelMatcher.open()


def notations(mentions):
    return [mention.concept.notation for mention in mentions]


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("bg", "Центърът развива училищната медиация в града.", "училищната медиация"),
        ("bg", "Петима образователни медиатори работят тук.", "образователни медиатори"),
        ("ro", "Rolul mediatorilor școlari a crescut.", "mediatorilor școlari"),
        ("ro", "Rolul mediatorilor scolari a crescut.", "mediatorilor scolari"),
        ("ro", "Rolul mediatorilor şcolari a crescut.", "mediatorilor şcolari"),
        ("lv", "Darbu sāka divi skolas mediatori.", "skolas mediatori"),
        ("sr-Cyrl", "Три школска медијатора раде у насељу.", "школска медијатора"),
        ("de", "Ein Schulmediationsprojekt begann.", "Schulmediationsprojekt"),
        ("en", "School and community mediation began.", "School and community mediation"),
    ],
)
def test_label_is_found_in_the_form_the_text_gives_it(matcher, lang, text, words):
    mentions = matcher.find(text, lang)

    assert [(text[m.start : m.end], m.concept.notation) for m in mentions] == [(words, "school-mediation")]


@pytest.mark.parametrize("lang", ["und", "", "en", "ru", "xx"])
def test_label_of_several_words_is_found_under_a_wrong_language(matcher, lang):
    assert "school-mediation" in notations(matcher.find("образователните медиатори в Пловдив", lang))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ro", "Românii citesc romane."),
        ("lv", "Romānu lasīšana."),
        ("hu", "A romok között."),
        ("it", "Viaggio a Roma."),
        ("en", "A mag is no group."),
        ("bg", "маг и магия"),
        ("en", "The school opened. Mediation followed."),
        ("lv", "mediatoru skola"),
        ("en", "mediators and school buildings"),
    ],
)
def test_words_that_only_look_alike_name_no_concept(matcher, lang, text):
    assert matcher.find(text, lang) == []


def test_particle_lets_a_label_be_read_backwards(matcher):
    (mention,) = [m for m in matcher.find("the children of Roma families", "en") if m.concept.notation == "children"]

    assert mention.score < 1.0


def test_label_of_more_words_wins_within_a_scheme(matcher):
    assert notations(matcher.find("Roma children", "en")) == ["children"]


def test_exact_label_scores_more_than_an_inflected_one(matcher):
    exact, inflected = (matcher.find(text, "bg")[0].score for text in ("училищна медиация", "училищната медиация"))

    assert exact == 1.0 > inflected


def test_abbreviation_is_found_in_capitals_only(matcher):
    assert notations(matcher.find("МАГ Исперих", "bg")) == ["local-action-group"]
    assert matcher.find("Маг Исперих", "bg") == []


def test_text_without_words_names_nothing(matcher):
    assert matcher.find("", "bg") == []
    assert matcher.find("… — !", "und") == []


def test_hundred_times_the_text_takes_no_more_than_in_proportion(matcher):
    text = "Roma children and school mediation with Roma for education. "

    assert len(matcher.find(text * 200, "en")) == 200 * len(matcher.find(text, "en"))
    assert _seconds(matcher, text * 2000) < 20 * max(_seconds(matcher, text * 200), 0.005)


def _seconds(matcher, text):
    """The least of three readings, for other programs take their share."""
    readings = []
    for _ in range(3):
        began = time.process_time()
        matcher.find(text, "en")
        readings.append(time.process_time() - began)
    return min(readings)


def test_index_survives_being_written_and_read():
    index = LabelIndex.of(ConceptScheme(iter([concept("education", {"en": "education", "bg": "образование"})])))

    assert LabelIndex.from_json(index.to_json()) == index


def test_shipped_index_is_of_the_shipped_scheme(shipped):
    assert shipped.index_digest == scheme_digest(), "run `python -m graph.compile_labels`"


def test_every_preferred_label_finds_its_own_concept(shipped):
    lost = [
        (c.notation, lang)
        for c in ConceptScheme.open().concepts()
        for lang, text in c.labels.items()
        if c not in [m.concept for m in shipped.find(text, lang)]
    ]

    assert lost == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("bg", "Те са срещу това: спорът беше студен."),
        ("hu", "Szinte minden szintet elértek."),
        ("tr", "Romanya ve Bulgaristan"),
        ("de", "Die Nähe der der Stadt war gewohnt."),
        ("lv", "Dokumenti tika sagatavoti."),
        ("sq", "Nën moshë ka mësuar."),
        ("el", "Πήγαν έξω από την πόλη."),
    ],
)
def test_words_that_only_look_like_labels_name_nothing(matcher, lang, text):
    assert matcher.find(text, lang) == []
