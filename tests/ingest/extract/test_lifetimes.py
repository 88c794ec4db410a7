"""When projects began and ended."""

import pytest

from ingest.finding import DateFinding

TOLD = [
    ("bg", "Проектът „Мост“ започна през януари 2022 г. и приключи през декември 2023 г.", "2022-01", "2023-12"),
    ("sq", "Projekti „Ura“ nisi në shkurt 2023 dhe u mbyll në korrik 2024.", "2023-02", "2024-07"),
    ("sr", "Projekat „Most“ je počeo u oktobru 2022, a završen je u martu 2025. godine.", "2022-10", "2025-03"),
    ("de", "Das Projekt „Brücke“ begann im Mai 2021 und endete im Juni 2023.", "2021-05", "2023-06"),
    ("fr", "Le projet « Le pont » a débuté en mars 2020 et s’est terminé en juin 2022.", "2020-03", "2022-06"),
    ("pl", "Projekt „Most” rozpoczął się w maju 2021 r. i zakończył w czerwcu 2023 r.", "2021-05", "2023-06"),
    ("en", "The project “Bridge” ran from May 2021 to June 2023.", "2021-05", "2023-06"),
    ("el", "Το πρόγραμμα «Γέφυρα» υλοποιήθηκε από το 2021 έως τον Δεκέμβριο του 2022.", "2021", "2022-12"),
]


def edges(extractor, document, text, lang):
    dates = [f for f in extractor.findings(document(text, lang)) if isinstance(f, DateFinding) and f.is_of_project]
    return {found.role: found.date.text for found in dates}


@pytest.mark.parametrize(("lang", "text", "start", "end"), TOLD, ids=[case[0] for case in TOLD])
def test_sentence_about_a_project_says_when_it_began_and_ended(extractor, document, lang, text, start, end):
    assert edges(extractor, document, text, lang) == {"start": start, "end": end}


def test_years_of_a_programme_are_not_those_of_the_project(extractor, document):
    text = "Proiectul „Podul” este finanțat prin Granturile SEE 2014–2021."

    assert edges(extractor, document, text, "ro") == {}


def test_date_of_a_sentence_about_something_else_is_no_edge(extractor, document):
    text = "Project “Bridge” helps families.\nThe school was opened in May 2019, and classes began in September 2019."

    assert edges(extractor, document, text, "en") == {}
