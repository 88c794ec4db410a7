"""The table of letters inside the tokenizer: one spelling for one word, whatever its script, case and marks."""

import unicodedata

import pytest
from tokenizers import normalizers

from training.charsmap import charsmap, compiled


@pytest.fixture(scope="module")
def plain() -> normalizers.Normalizer:
    return normalizers.Precompiled(charsmap())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ȘCOALĂ", "scoala"),
        ("Школа", "skola"),
        ("Ђурђица Њежић", "durdica njezic"),
        ("Ρομά", "roma"),
        ("ﬁnal ４２", "final 42"),
        ("Iğdır İzmir", "igdir izmir"),
        ("„Надеж“ — сдружение", " nadez    sdruzenie"),
        ("school🎉x", "school x"),
        ("漢字 हिन्दी", "漢字 हिन्दी"),
        ("", ""),
    ],
)
def test_letters_become_plain_latin(plain: normalizers.Normalizer, written: str, read: str) -> None:
    assert plain.normalize_str(written) == read


@pytest.mark.parametrize("text", ["Școlară", "Čačak", "Έλληνας", "élève", "Žižkov", "Õpilane"])
def test_decomposed_letters_are_the_composed_ones(plain: normalizers.Normalizer, text: str) -> None:
    assert plain.normalize_str(unicodedata.normalize("NFD", text)) == plain.normalize_str(text)


def test_serbian_in_both_scripts_is_the_same(plain: normalizers.Normalizer) -> None:
    cyrillic, latin = "Људи у Џивџибарама жђћчш", "Ljudi u Dživdžibarama žđćčš"

    assert plain.normalize_str(cyrillic) == plain.normalize_str(latin)


def test_every_key_of_a_compiled_table_is_found() -> None:
    forms = {chr(point): f"<{point}>" for point in (*range(0x41, 0x5B), *range(0x400, 0x500), 0x1F389, 0xFFFD)}
    table = normalizers.Precompiled(compiled(forms))

    assert {character: table.normalize_str(character) for character in forms} == forms


def test_what_is_no_key_stays_as_it_is() -> None:
    table = normalizers.Precompiled(compiled({"я": "ja"}))

    assert table.normalize_str("a ѐ 🎉 я") == "a ѐ 🎉 ja"
