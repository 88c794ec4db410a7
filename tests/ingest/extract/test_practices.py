"""Practices in sentences that the rules were not written for, in several languages."""

from dataclasses import replace

import pytest

from graph.records import DocumentPart
from ingest.finding import PracticeFinding

# Language, a page of invented sentences, and how the clause that tells the practice begins.
PAGES = [
    (
        "en",
        "Study halls for pupils in Lipovo\nThe association Green Lamp and the municipality opened three study halls in "
        "2021 with EUR 40,000 from Erasmus+.\n\nA study hall is open every afternoon, and older students help younger "
        "pupils with their homework.\n\nIn 2023 there were 64 pupils. Attendance rose to 91%.",
        "A study hall is open",
    ),
    (
        "bg",
        "Здравни медиатори в Долна Бистрица\nСдружение „Светлик“ започна проекта през май 2020 г. с 52 000 "
        "лв.\n\nМедиаторката посещава всяка седмица семействата с малки деца и ги води на лекар.\n\nПрез 2022 г. "
        "бяха ваксинирани 118 деца.",
        "Медиаторката посещава",
    ),
    (
        "es",
        "Refuerzo escolar en Valdeluz\nLa Asociación Camino Claro abrió en 2019 un aula con 30.000 euros.\n\n"
        "La idea es sencilla: cada alumno tiene un tutor que lo acompaña en los deberes.\n\nEn 2022 participaron 45 "
        "alumnos.",
        "cada alumno tiene un tutor",
    ),
    (
        "pl",
        "Asystentki edukacji w Nowej Woli\nStowarzyszenie Jasna Droga prowadzi projekt od 2018 roku za 210 000 zł.\n\n"
        "Asystentka codziennie odwiedza rodziny i pomaga dzieciom w odrabianiu lekcji.\n\nW 2021 roku 37 uczniów "
        "ukończyło szkołę.",
        "Asystentka codziennie",
    ),
    (
        "de",
        "Lernpaten in Altstedt\nDer Verein Neue Wege startete das Projekt im März 2020 mit 80.000 Euro vom Land.\n\n"
        "Ein Mentor begleitet jedes Kind ein Jahr lang und hilft zweimal in der Woche bei den Hausaufgaben.\n\n"
        "Im Jahr 2022 nahmen 28 Kinder teil.",
        "Ein Mentor begleitet",
    ),
]


def practices(findings) -> list[PracticeFinding]:
    return [finding for finding in findings if isinstance(finding, PracticeFinding)]


@pytest.mark.parametrize(("lang", "text", "clause"), PAGES, ids=[lang for lang, *_ in PAGES])
def test_practice_is_the_clause_that_tells_how_it_is_done(extractor, document, lang, text, clause):
    found = practices(extractor.findings(document(text, lang, title=text.partition("\n")[0])))

    assert [text[p.start : p.end].startswith(clause) for p in found] == [True]


def test_carrier_of_a_practice_is_kept_beside_its_clause(extractor, document):
    _, text, _ = PAGES[1]
    (found,) = practices(extractor.findings(document(text, "bg", title=text.partition("\n")[0])))

    assert found.carrier is not None
    assert text[found.carrier.start : found.carrier.end] == "Медиаторката"


def test_page_that_only_says_who_pays_tells_no_practice(extractor, document):
    text = "New project\nThe Ministry of Education paid EUR 20,000 to the Green Lamp Association in Lipovo in 2021."

    assert practices(extractor.findings(document(text, "en", title="New project"))) == []


def test_sports_news_tell_no_practice(extractor, document):
    text = (
        "Third place in Graz\nThe under-tens of Lipovo came third at the tournament in Graz on Sunday after a 2:1 win."
    )

    assert practices(extractor.findings(document(text, "en", title="Third place in Graz"))) == []


def test_each_announcement_tells_its_own_practice(extractor, document):
    first, second = PAGES[0][1], PAGES[4][1].replace("Ein Mentor begleitet jedes Kind", "A mentor visits every child")
    text = f"{first}\n\n{second}"
    parts = tuple(
        DocumentPart(start=start, end=end, title=None) for start, end in ((0, len(first)), (len(first) + 2, len(text)))
    )
    found = practices(extractor.findings(replace(document(text, "en"), parts=parts, kind="several")))

    assert len({text[p.start : p.end] for p in found}) == 2
