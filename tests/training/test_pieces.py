"""Texts as pieces, and words cut in more ways than one."""

import numpy as np
import pytest

from training.pieces import Otherwise, Pieces
from training.vocabulary import plain_tokenizer

KNOWN = {piece: n for n, piece in enumerate(["[UNK]", "school", "sch", "s", "##ool", "##c", "##h", "##o", "##l", "ab"])}
TEXTS = ["School ab", "ШКОЛА", "", "ab"]


def pieces(other: Otherwise | None = None) -> Pieces:
    return Pieces.of(TEXTS, plain_tokenizer(KNOWN), 0, other)


def test_a_text_is_cut_as_the_tokenizer_cuts_it() -> None:
    numbers, lengths = pieces().cut(np.array([3, 0, 2, 1]))

    assert lengths.tolist() == [1, 2, 0, 0]
    assert numbers.tolist() == [KNOWN["ab"], KNOWN["school"], KNOWN["ab"]]


def test_other_ways_spell_the_same_word_with_shorter_pieces() -> None:
    cut = pieces(Otherwise(ways=3, refusing=0.7, share=1.0, seed=1))
    names = {number: piece.removeprefix("##") for piece, number in KNOWN.items()}
    random = np.random.default_rng(1)

    spelt = [[names[number] for number in cut.cut(np.array([0]), random)[0]] for _ in range(20)]

    assert {"".join(each) for each in spelt} == {"schoolab"}
    assert max(len(each) for each in spelt) > 2


@pytest.mark.parametrize("other", [None, Otherwise(ways=2, refusing=1.0, share=1.0, seed=1)])
def test_without_chance_nothing_is_cut_otherwise(other: Otherwise | None) -> None:
    assert np.array_equal(pieces(other).cut(np.array([0]))[0], pieces().cut(np.array([0]))[0])
