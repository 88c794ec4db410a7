"""What a page is about, on invented texts that the rules were not written for."""

import time

import pytest

from ingest.extract.aboutness import Traits, aboutness
from ingest.extract.concepts import ABOUT
from ingest.finding import ConceptFinding
from ontology.scheme import ConceptScheme

# Language, text, what it is about, and a theme that it only touches.
PAGES = [
    (
        "en",
        "Babies and mothers in Lipovo\nA midwife visits 42 pregnant women in the settlement every week. Thirty babies "
        "were born healthy. The Ministry of Culture lent the hall.",
        "maternal-child-health",
        "culture",
    ),
    (
        "hu",
        "Tanoda Kisfaluban\nA tanodában 38 gyerek írja meg a házi feladatot, önkéntesek segítenek a korrepetálásban. "
        "A megnyitón a Kulturális Minisztérium államtitkára is ott volt.",
        "after-school-support",
        "culture",
    ),
    (
        "fi",
        "Kotikäynnit Lahdessa\nLähisuhdeväkivaltaa kokeneet 24 naista saivat apua turvakodista. Turvakoti on auki "
        "ympäri vuorokauden. Rahoittaja on sosiaali- ja terveysministeriö.",
        "domestic-violence",
        "health",
    ),
    (
        "sk",
        "Voda pre osadu Lúky\nObec vybudovala vodovod a kanalizáciu pre 61 domácností. Prípojky platila obec. "
        "Na otvorení bola riaditeľka školy.",
        "infrastructure",
        "education",
    ),
    (
        "el",
        "Χρέη και ρυθμίσεις\nΤο γραφείο βοήθησε 54 οικογένειες να ρυθμίσουν τα χρέη και να ανοίξουν τραπεζικό "
        "λογαριασμό. Τα χρέη μειώθηκαν. Παρών ήταν ο υπουργός Πολιτισμού.",
        "financial-inclusion",
        "culture",
    ),
]


def themes(findings) -> set[str]:
    return {
        finding.notation
        for finding in findings
        if isinstance(finding, ConceptFinding) and finding.scheme == "themes" and finding.confidence >= ABOUT
    }


@pytest.mark.parametrize(("lang", "text", "about", "touched"), PAGES, ids=[lang for lang, *_ in PAGES])
def test_page_is_about_what_it_tells_and_not_what_it_mentions(extractor, document, lang, text, about, touched):
    found = themes(extractor.findings(document(text, lang, title=text.partition("\n")[0])))

    assert about in found
    assert touched not in found


def test_page_is_about_five_themes_at_most(extractor, document):
    text = "Vaccination, scholarships, social housing, legal aid, volunteering, debts and homework\n" + (
        "12 children got vaccination, 9 scholarships, 8 social housing, 7 legal aid; volunteering, debts, homework. "
        * 3
    )

    assert len(themes(extractor.findings(document(text, title=text.partition("\n")[0])))) == 5


def test_what_everybody_names_says_less_than_what_few_do():
    def sure(common: float) -> float:
        return aboutness().confidence("themes", Traits(False, 2, True, True, False, False, False, 12, common))

    assert sure(0.3) < sure(0.03)


def test_top_themes_of_the_model_are_those_of_the_scheme():
    top = {c.notation for c in ConceptScheme.open().concepts() if c.scheme == "themes" and c.broader is None}

    assert aboutness().top == top


def test_signs_of_a_long_text_are_weighed_in_linear_time(extractor, document):
    def seconds(times: int) -> float:
        text = "Six mediators helped 134 families with vaccination and homework.\n" * times
        start = time.process_time()
        extractor.findings(document(text))
        return time.process_time() - start

    seconds(20)
    assert seconds(800) < 12 * max(seconds(200), 0.05)
