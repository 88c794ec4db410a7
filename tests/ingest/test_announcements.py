"""Several announcements on one page are told apart; the sections of one article are not taken for such."""

from datetime import UTC, datetime

import pytest

from graph.records import PartialDate
from ingest.capture import Capture
from ingest.document import Document
from ingest.reading import read

SENTENCE = (
    "Жителите на квартала са поканени в залата на общината, където ще бъде представен планът за следващата година."
)


def document(text: str, media_type: str = "text/plain") -> Document:
    return read(Capture.of("file:test/a", text.encode(), datetime(2026, 1, 1, tzinfo=UTC), media_type=media_type))


def parts(found: Document) -> list[tuple[str | None, str | None]]:
    return [(part.title, part.date.text if part.date else None) for part in found.parts]


def test_repeated_heading_in_capitals_begins_another_announcement():
    heading = "ЗАСЕДАНИЕ НА РАБОТНАТА ГРУПА"
    found = document(
        f"ПРОГРАМА В ОБЩИНА ПРИМЕР\n\n{heading}\n\nНа 21.03.2023 от 10:00. {SENTENCE}\n\n"
        f"{heading}\n\nНа 09.01.2023. {SENTENCE}"
    )

    assert found.kind == "several"
    assert parts(found) == [(heading, "2023-03-21"), (heading, "2023-01-09")]
    assert found.date == PartialDate("2023")


def test_heading_that_lost_its_line_break_is_found():
    found = document(
        f"ПРОГРАМА В ОБЩИНА ПРИМЕР\nСЪОБЩЕНИЕ\nПрез април 2021 г. {SENTENCE}\n"
        f"ПРЕССЪОБЩЕНИЕ ЗА НАЧАЛОТО01.09.2021 г. от 10 часа. {SENTENCE}"
    )

    assert parts(found) == [("СЪОБЩЕНИЕ", "2021-04"), ("ПРЕССЪОБЩЕНИЕ ЗА НАЧАЛОТО", "2021-09-01")]


def test_rules_and_bold_lines_part_announcements_on_a_hand_made_page():
    rows = "<tr><td><hr></td></tr>".join(
        f"<tr><td><b>{title}</b></td></tr><tr><td>На {day} май 2023 г. {SENTENCE}</td></tr>"
        for day, title in ((8, "ДНИ ЗА ЗАПИСВАНЕ"), (14, "ВАКСИНАЦИЯ"), (20, "ПЪТУВАЩА БИБЛИОТЕКА"))
    )
    html = (
        "<html><head><title>Съобщения за жителите – Община</title></head><body><table width=900><tr><td>"
        f"<p><b>Съобщения за жителите</b></p><table>{rows}</table></td></tr></table></body></html>"
    )
    found = document(html, "text/html")

    assert parts(found) == [
        ("ДНИ ЗА ЗАПИСВАНЕ", "2023-05-08"),
        ("ВАКСИНАЦИЯ", "2023-05-14"),
        ("ПЪТУВАЩА БИБЛИОТЕКА", "2023-05-20"),
    ]


def test_parts_cover_the_text_from_the_first_heading_on():
    found = document(
        f"ПРОГРАМА В ОБЩИНА ПРИМЕР\nСЪОБЩЕНИЕ\nНа 1.2.2021 г. {SENTENCE}\nСЪОБЩЕНИЕ\nНа 3.4.2022 г. {SENTENCE}"
    )

    first, second = found.parts
    assert found.text[first.start : first.end].startswith("СЪОБЩЕНИЕ\nНа 1.2.2021")
    assert (first.end + 1, second.end) == (second.start, len(found.text))


@pytest.mark.parametrize("tag", ["h2", "h3"])
def test_sections_of_one_article_are_one_document(tag):
    sections = "".join(
        f"<{tag}>{title}</{tag}><p>{SENTENCE} {SENTENCE}</p>"
        for title in ("Какво направихме", "Какво ще запазим", "Числа")
    )
    found = document(f"<html><body><h1>Две години по-късно</h1><p>{SENTENCE}</p>{sections}</body></html>", "text/html")

    assert (found.kind, found.parts) == ("article", ())


def test_abbreviations_in_capitals_do_not_begin_announcements():
    found = document(f"Проект на НПО\nМАГ и НПО\n{SENTENCE} {SENTENCE}\nЕСФ\n{SENTENCE} {SENTENCE}")

    assert found.parts == ()
