"""Key words: forms, marks, alphabets, and text that looks like a query."""

from pathlib import Path

import numpy as np
import pytest

from graph.records import LangText
from search.lexical import KeywordIndex, words_of, write_words

UNITS = [
    LangText("Здравни медиатори в Каварна", "bg"),
    LangText("Mediatori școlari în Brașov", "ro"),
    LangText("Skolas mediatoru darbs Rīgā", "lv"),
    LangText("Housing for families AND flats NOT huts", "en"),
    LangText("families families families", "en"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> KeywordIndex:
    folder = tmp_path_factory.mktemp("lexical") / "words"
    write_words(folder, [[unit] for unit in UNITS])
    return KeywordIndex(folder)


def found(index: KeywordIndex, text: str, lang: str = "en", **options: object) -> list[int]:
    settings: dict[str, object] = {"needed": 1, "limit": 10, **options}
    return index.search(words_of(text, lang), **settings).units.tolist()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "lang", "unit"),
    [
        ("kavarna", "en", 0),
        ("КАВАРНА", "bg", 0),
        ("scolari", "ro", 1),
        ("Brasov", "en", 1),
        ("mediatorius", "lv", 2),
        ("riga", "en", 2),
        ("flat", "en", 3),
    ],
)
def test_case_marks_alphabets_and_endings_do_not_matter(index: KeywordIndex, text: str, lang: str, unit: int) -> None:
    assert unit in found(index, text, lang)


def test_the_word_itself_comes_before_its_other_forms(tmp_path: Path) -> None:
    write_words(tmp_path / "words", [[LangText("mediators", "en")], [LangText("mediator", "en")]])

    assert found(KeywordIndex(tmp_path / "words"), "mediator") == [1, 0]


def test_operators_are_words(index: KeywordIndex) -> None:
    assert found(index, "NOT huts") == [3]
    assert found(index, 'unit:0 OR "words":* families^9 [a TO z]')[0] in (3, 4)


def test_as_many_words_as_needed_must_be_there(index: KeywordIndex) -> None:
    assert found(index, "housing families Riga", needed=2) == [3]


@pytest.mark.parametrize("allowed", [[3], [0, 1, 2]])
def test_only_allowed_units_are_found(index: KeywordIndex, allowed: list[int]) -> None:
    mask = np.isin(np.arange(len(UNITS)), allowed)

    assert set(found(index, "families mediatori", allowed=mask)) <= set(allowed)


def test_unknown_words_are_told_from_known_ones(index: KeywordIndex) -> None:
    known = index.known(words_of("housing zeppelin housing", "en"))

    assert [word.folded for word in known] == ["housing"]


@pytest.mark.parametrize("text", ["", "...", "x" * 100_000, "🎉", "\x00"])
def test_nothing_to_look_for_finds_nothing(index: KeywordIndex, text: str) -> None:
    assert found(index, text) == []


def test_every_file_can_be_read_by_a_service_under_another_user(tmp_path: Path) -> None:
    write_words(tmp_path / "words", [[UNITS[0]]])

    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "words").iterdir()} == {0o644}
