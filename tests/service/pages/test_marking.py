"""Marks in texts."""

from hypothesis import given
from hypothesis import strategies as st

from service.pages.marking import passages, pieces

spans = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=8)


@given(st.text(max_size=50), spans)
def test_pieces_give_back_the_text(text, marks):
    assert "".join(piece.text for piece in pieces(text, marks)) == text


@given(st.text(max_size=50), spans)
def test_exactly_the_marked_characters_are_marked(text, marks):
    marked = [piece.marked for piece in pieces(text, marks) for _ in piece.text]

    assert marked == [any(start <= i < end for start, end in marks) for i in range(len(text))]


@given(st.text(max_size=50), spans)
def test_no_piece_is_empty(text, marks):
    assert all(piece.text for piece in pieces(text, marks))


def test_passages_show_words_whole_around_what_was_found():
    text = "One two three four five six seven eight nine ten"
    start = text.index("five")

    (passage,) = passages(text, [(start, start + 4)], around=6)

    assert [(piece.text, piece.marked) for piece in passage] == [
        ("three four ", False),
        ("five", True),
        (" six seven", False),
    ]


def test_near_findings_share_a_passage_and_far_ones_do_not():
    text = "word " * 200

    assert len(passages(text, [(0, 4), (10, 14), (800, 804)], around=20)) == 2


@given(st.text(max_size=80), spans, st.integers(0, 20))
def test_passages_mark_everything_that_was_found(text, marks, around):
    found = "".join(piece.text for passage in passages(text, marks, around=around) for piece in passage if piece.marked)

    assert found == "".join(piece.text for piece in pieces(text, marks) if piece.marked)
