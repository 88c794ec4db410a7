"""Texts cut into passages: nothing lost, nothing too long, the same every time."""

import time

from hypothesis import given
from hypothesis import strategies as st

from search.passages import passages_of

DOCUMENT = "http://localhost:8000/id/document/0000000000000"
SENTENCE = "Families meet the school mediator every week in the library. "


def spans(text: str, borders: tuple[int, ...] = ()) -> list[tuple[int, int]]:
    return [(passage.start, passage.end) for passage in passages_of(DOCUMENT, text, borders)]


@given(st.text(alphabet="ab.!? \n\u00a0ж", max_size=3_000))
def test_every_word_is_in_one_passage(text: str) -> None:
    found = passages_of(DOCUMENT, text)

    assert " ".join(passage.text for passage in found).split() == text.split()
    assert all(text[passage.start : passage.end] == passage.text for passage in found)


def test_passages_have_twenty_to_two_hundred_words() -> None:
    text = "\n".join(SENTENCE * n for n in (1, 30, 3, 80, 1, 1, 12, 1))

    lengths = [len(passage.text.split()) for passage in passages_of(DOCUMENT, text)]

    assert min(lengths) >= 20
    assert max(lengths) <= 200


def test_a_sentence_without_end_is_cut_at_words() -> None:
    lengths = [len(passage.text.split()) for passage in passages_of(DOCUMENT, "word " * 1_000)]

    assert sum(lengths) == 1_000
    assert max(lengths) <= 200


def test_announcements_of_one_page_are_kept_apart() -> None:
    text = "First announcement.\nSecond announcement."

    assert spans(text, (20,)) == [(0, 19), (20, 40)]


def test_the_same_text_gives_the_same_ids() -> None:
    first, second = (passages_of(DOCUMENT, SENTENCE * 50) for _ in range(2))

    assert [passage.id for passage in first] == [passage.id for passage in second]
    assert len({passage.id for passage in first}) == len(first)


def test_no_text_has_no_passages() -> None:
    assert spans("") == spans(" \n\t ") == []


def test_a_megabyte_without_a_space_is_cut_in_linear_time() -> None:
    began = time.process_time()

    assert len(spans("a." * 500_000)) == 1
    assert time.process_time() - began < 2
