"""Plain text keeps its lines, loses the furniture of the page it came from, and finds its title and date."""

from datetime import UTC, datetime

import pytest

from graph.records import PartialDate
from ingest.capture import Capture
from ingest.document import Document
from ingest.reading import read

BODY = (
    "The municipality and six associations opened a study hall in which forty pupils learn together with students of "
    "the university. The pupils come three times a week, and their parents meet the teachers once in a month."
)


def document(text: str) -> Document:
    return read(Capture.of("file:test/a.txt", text.encode(), datetime(2026, 1, 1, tzinfo=UTC), media_type="text/plain"))


def test_lines_around_the_text_are_left_out():
    head = "latest news\n\nBack A study hall for Varna\n\nA study hall for Varna\n0\n312\nRECLAMĂads.ro"
    text = f"{head}\n\n{BODY}\n • Imprimer la page\n"

    assert document(text).text == f"A study hall for Varna\n{BODY}"


@pytest.mark.parametrize(
    "tail", ["LĂSAȚI UN MESAJ\n\nPlease enter your comment!", "Подобни публикации\nДруга новина", "Leave a Reply\nName"]
)
def test_nothing_follows_the_comment_form(tail):
    assert document(f"A study hall for Varna\n{BODY}\n\n{tail}").text.endswith("in a month.")


def test_title_is_the_first_line_of_some_words():
    assert document(f"Integro\n\nНовини\n\nA study hall for Varna\n\n{BODY}").title == "A study hall for Varna"


def test_text_that_begins_with_a_sentence_has_no_title():
    assert document(f"The goal of the project was reached.\n{BODY}").title is None


def test_heading_of_markdown_is_the_title():
    assert document(f"# Study halls\n\n{BODY}").title == "Study halls"


@pytest.mark.parametrize("lines", ["april 23\n22:19 2015", "23.04.2015", "Thursday, 23 April 2015"])
def test_date_in_the_head_is_the_date_of_the_text(lines):
    assert document(f"A study hall for Varna\n\n{lines}\n\n{BODY}").date == PartialDate("2015-04-23")


def test_date_inside_the_text_is_not_the_date_of_the_text():
    assert document(f"A study hall for Varna\n\n{BODY} It opened on 23 April 2015.").date is None


def test_lone_word_is_a_document_too():
    assert document("Здравей").text == "Здравей"
