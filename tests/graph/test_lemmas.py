"""Words across scripts and inflection."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.lemmas import fold, lemma, name_key, soft_fold, stem, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Каварна", "Kavarna"),
        ("Гент", "Gent"),
        ("Чачак", "Čačak"),
        ("Нови Сад", "Novi Sad"),
        ("Скопје", "Skopje"),
        ("Λάρισα", "Larisa"),
        ("Brașov", "Braşov"),
        ("Łódź", "Lodz"),
        ("Đakovica", "Ђаковица"),
        ("İstanbul", "istanbul"),
    ],
)
def test_one_name_folds_alike_in_both_scripts_and_spellings(one, other):
    assert fold(one) == fold(other)


def test_word_of_mixed_alphabets_is_read_in_the_alphabet_that_can_write_all_of_it():
    assert fold("РOMAKT") == fold("РОМАКТ") == "romakt"


def test_invisible_characters_do_not_tell_words_apart():
    assert fold("Ка\u200bвар\u00adна") == "kavarna"


def test_folding_strange_text_is_harmless():
    assert fold("") == ""
    assert fold("日本 עברית") == "日本 עברית"


def test_tokens_know_where_they_stand():
    text = "L'école d'Ostrava-Přívoz, 25 km."

    found = tokens(text)

    assert [token.text for token in found] == ["L", "école", "d", "Ostrava", "Přívoz", "25", "km"]
    assert all(text[token.start : token.end] == token.text for token in found)


@given(st.text(max_size=200))
def test_tokens_of_any_text_are_stretches_of_it(text):
    assert all(text[token.start : token.end] == token.text for token in tokens(text))


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)).isascii() or fold(fold(text)) == fold(fold(fold(text)))


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("bg", "медиация", "медиацията"),
        ("ro", "mediatori", "mediatorilor"),
        ("lv", "mediators", "mediatoru"),
        ("sr", "медијатора", "medijatori"),
        ("hu", "mediátor", "mediátorokat"),
        ("fi", "mediaattori", "mediaattorien"),
    ],
)
def test_inflected_forms_share_a_stem(lang, one, other):
    assert stem(one, lang) == stem(other, lang)


def test_stem_of_a_short_word_is_not_cut_away():
    assert stem("роми", "bg") == "rom"
    assert stem("е", "bg") == "e"


@pytest.mark.parametrize(
    ("lang", "word", "expected"),
    [
        ("sr-Cyrl", "медијатора", "medijator"),
        ("sr-Latn", "medijatora", "medijator"),
        ("ro", "şcolară", "școlar"),
        ("en", "schools", "school"),
        ("und", "Schools", "schools"),
    ],
)
def test_lemma_is_the_dictionary_form_in_lower_case(lang, word, expected):
    assert lemma(word, lang) == expected


def test_language_with_a_costly_dictionary_gives_a_stem_instead():
    assert lemma("szkołach", "pl") == "szkol"


def test_soft_fold_keeps_marks_and_unites_code_points():
    assert soft_fold("ŞCOALĂ") == soft_fold("Școală") == "școală"


def test_name_key_has_single_spaces_and_no_punctuation():
    assert name_key("Saint-Denis  (Réunion)") == "saint denis reunion"
