"""What is left of a name without alphabet, legal form and the word for its kind."""

import pytest

from ingest.namecore import cores


@pytest.mark.parametrize(
    ("name", "words", "kind"),
    [
        ("Сдружение Интегро", ("integro",), "ngo"),
        ("Integro Association", ("integro",), "ngo"),
        ("Treffpunkt Süd e. V.", ("trefpunkt", "sud"), "ngo"),
        ("Cesta, z.s.", ("cesta",), "ngo"),
        ("SIA Ceļš", ("cels",), "company"),
        ("Община Каварна", ("kavarna",), "municipality"),
        ("Daugavpils pašvaldība", ("daugavpils",), "municipality"),
        ("Ministry of Culture", ("culture",), "ministry"),
        ("Primăria", ("primaria",), "municipality"),
    ],
)
def test_core_of(name: str, words: tuple[str, ...], kind: str | None):
    core = cores(name)[0]

    assert (core.words, core.kind) == (words, kind)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Жълтуша", "Žaltuša"),
        ("Zhivkovo", "Živkovo"),
        ("Ђурђевдан", "Đurđevdan"),
        ("Чичово", "Čičovo"),
        ("РOMAKT", "ROMAKT"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one: str, other: str):
    assert cores(one)[0].key == cores(other)[0].key


def test_name_in_brackets_is_a_name_by_itself():
    assert {core.key for core in cores("„Hier und dort“ (Tam i tuk)")} >= {"tam tuk", "dort hier"}


def test_phase_of_a_name_is_its_number():
    assert [cores(name)[0].numbers for name in ("Заедно II", "Заедно 2", "Заедно")] == [{"2"}, {"2"}, frozenset()]


def test_signs_without_letters_are_no_name():
    assert cores("—  „“ ()") == ()
