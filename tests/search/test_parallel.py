"""Translations read from a folder, and what is said of a folder that cannot be used."""

import gzip
from pathlib import Path

import pytest

from search.errors import Unmeasurable
from search.parallel import LONGEST, read_parallel


def write(folder: Path, **files: str | bytes) -> Path:
    """Files by name, with `__` for a point."""
    for name, content in files.items():
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / name.replace("__", ".")).write_bytes(raw)
    return folder


def test_lines_of_the_same_number_are_translations(tmp_path: Path) -> None:
    found = read_parallel(write(tmp_path, en__txt="a school\na road\n", bg__txt="училище\nпът\n\n"))

    assert (found["bg"].english, found["bg"].foreign) == (("a school", "a road"), ("училище", "път"))


def test_flores_is_read_as_it_comes(tmp_path: Path) -> None:
    packed = {
        "eng_Latn__devtest__gz": gzip.compress(b"a school\r\n"),
        "ron_Latn__devtest__gz": gzip.compress("\ufeffo școală\r\n".encode()),
    }

    found = read_parallel(write(tmp_path, README__md="not a language", **packed))

    assert {code: pairs.foreign for code, pairs in found.items()} == {"ron_Latn": ("o școală",)}


def test_a_table_needs_no_english_file(tmp_path: Path) -> None:
    found = read_parallel(write(tmp_path, lv__tsv="school\tskola\ttatoeba\nroad\tceļš\n"))

    assert list(zip(found["lv"].english, found["lv"].foreign, strict=True)) == [("school", "skola"), ("road", "ceļš")]


def test_of_sentences_that_stand_twice_in_a_table_the_first_counts(tmp_path: Path) -> None:
    found = read_parallel(write(tmp_path, lv__tsv="school\tskola\nSchool\tskola\nschool\tskolas\nroad\tceļš\n"))

    assert found["lv"].foreign == ("skola", "ceļš")


def test_a_line_without_words_on_one_side_is_left_out(tmp_path: Path) -> None:
    found = read_parallel(write(tmp_path, en__txt="school\n \nroad", bg__txt="училище\nпът\nпът"))

    assert found["bg"].english == ("school", "road")


def test_a_line_separator_inside_a_sentence_starts_no_line(tmp_path: Path) -> None:
    found = read_parallel(write(tmp_path, en__txt="a\u2028b\nc", bg__txt="а\x0bб\nв"))

    assert len(found["bg"].english) == 2


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({}, "no translations"),
        ({"README__md": "hello"}, "no translations"),
        ({"en__txt": "one"}, "no translations"),
        ({"bg__txt": "едно"}, r"bg\.txt has no English"),
        ({"en__txt": "one\ntwo", "bg__txt": "едно"}, r"bg\.txt: lines: 1 here, 2 in en\.txt"),
        ({"en__txt": "one", "bg__txt": ""}, r"bg\.txt: it is empty"),
        ({"en__txt": " \n\n", "bg__txt": "едно"}, r"en\.txt: it is empty"),
        ({"en__txt": "one", "bg__txt": "едно", "bg__tsv": "one\tедно"}, r"bg\.tsv is of the same|bg\.txt: bg\.tsv is"),
        ({"bg__tsv": "one\tедно\ntwo"}, r"bg\.tsv: line 2"),
        ({"bg__tsv": "one\t\n\tдве"}, r"bg\.tsv"),
        ({"bg__tsv": b"one\t\xff\xfe"}, r"bg\.tsv: it cannot be read"),
        ({"en__txt__gz": b"one", "bg__txt": "едно"}, r"en\.txt\.gz: it cannot be read"),
        ({"bg__tsv__gz": gzip.compress(b"one\ttwo")[:-9]}, r"bg\.tsv\.gz: it cannot be read"),
        ({"bg__tsv": "one\tедно\n" * (LONGEST + 1)}, "more than 20,000"),
    ],
)
def test_a_folder_that_cannot_be_used_is_refused_by_file(
    tmp_path: Path, files: dict[str, str | bytes], problem: str
) -> None:
    with pytest.raises(Unmeasurable, match=problem):
        read_parallel(write(tmp_path, **files))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unmeasurable, match="no-such"):
        read_parallel(tmp_path / "no-such")
