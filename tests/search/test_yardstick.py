"""What models are measured on, read from files; and what comes of it, as JSON."""

import json
from pathlib import Path

import pytest

from ontology.scheme import ConceptScheme
from search.encoders.hashing import HashingEncoder
from search.errors import Unmeasurable
from search.evaluation import JudgedQuestion
from search.parallel import Pairs
from search.yardstick import Yardstick, measured, pages_judged, read_labels

SCHEME = ConceptScheme.open()
HEADER = "notation\tlang\tlabel\n"
QUESTION = JudgedQuestion("q1", "bg", "училище", {"d01.html": 2, "d02.html": 0}, {})


def silent(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def labels_file(folder: Path, content: str) -> Path:
    path = folder / "labels.tsv"
    path.write_text(content, encoding="utf-8")
    return path


def test_labels_are_read_by_language(tmp_path: Path) -> None:
    path = labels_file(
        tmp_path, HEADER + 'school-mediation\tbg\tмедиатор "в училище"\nschool-mediation\ten\tgo-between\n'
    )

    assert read_labels(path, SCHEME) == {
        "bg": [("school-mediation", 'медиатор "в училище"')], "en": [("school-mediation", "go-between")],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "empty"),
        (HEADER, "empty"),
        ("a\tb\tc\nschool-mediation\tbg\tx\n", "no table"),
        (HEADER + "no-such-thing\tbg\tx\n", "no-such-thing"),
        (HEADER + "school-mediation\tbg\n", "school-mediation"),
        (HEADER + "school-mediation\t\tx\n", "no language"),
    ],
)
def test_a_table_that_holds_no_labels_is_refused(tmp_path: Path, content: str, problem: str) -> None:
    with pytest.raises(Unmeasurable, match=problem):
        read_labels(labels_file(tmp_path, content), SCHEME)


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"\x00" * 10])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "labels.tsv").write_bytes(raw)

    with pytest.raises(Unmeasurable, match=r"labels\.tsv"):
        read_labels(tmp_path / "labels.tsv", SCHEME)


def test_a_text_stands_for_the_page_of_the_same_name() -> None:
    assert pages_judged({"d01.txt": ["текст"]}, [QUESTION], "texts") == {"d01.html": ["текст"]}


def test_judged_pages_without_a_text_are_named() -> None:
    with pytest.raises(Unmeasurable, match=r"texts: 1 of the 1 judged pages are missing: d01\.html"):
        pages_judged({"d02.html": ["текст"]}, [QUESTION], "texts")


def test_figures_leave_as_json() -> None:
    on = Yardstick(
        SCHEME,
        parallel={"bg": Pairs(("училище", "път"), ("училище", "път"))},
        questions=[QUESTION],
        pages={"d01.html": ["училище"]},
        labels={"en": [("school-mediation", "school mediation")], "bg": [("school-mediation", "училищна медиация")]},
    )

    found = json.loads(json.dumps(measured(HashingEncoder(64), on, silent).to_json()))

    assert found["parallel"]["mean"] == {"to_english": 1.0, "from_english": 1.0}
    assert found["questions"]["ndcg10_by_language"] == {"bg": 1.0}
    assert set(found["labels"]) == {"recall1", "recall1_of_ten_languages", "languages", "recall1_by_language"}


def test_what_there_is_nothing_to_measure_on_is_null() -> None:
    found = measured(HashingEncoder(64), Yardstick(SCHEME), silent).to_json()

    assert (found["parallel"], found["questions"], found["labels"]) == (None, None, None)
