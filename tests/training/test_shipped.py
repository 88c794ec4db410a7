"""The trained model as it ships: the same vectors in sentence-transformers and without it, whatever it is given."""

import hashlib
import tomllib

import numpy as np
import pytest
from babel import Locale

from search.encoders.static import StaticEncoder
from training.folder import TRAINED as FOLDER

LANGS = (
    "bg", "bs", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr", "hu", "it", "lt", "lv", "mk", "nl", "pl",
    "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sr_Latn", "sv", "tr", "uk",
)  # fmt: skip
COUNTRIES = ("BG", "RO", "LV", "HU", "GR", "CZ", "MK", "DE")


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    return StaticEncoder(FOLDER)


def countries(lang: str) -> list[str]:
    names = Locale.parse(lang).territories
    return [str(names[code]) for code in COUNTRIES]


def test_files_are_those_of_the_manifest() -> None:
    listed = tomllib.loads((FOLDER.parent / "manifest.toml").read_text())[FOLDER.name]
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in FOLDER.iterdir()
        if path.name != "README.md"
    }

    assert {name: each["sha256"] for name, each in listed.items()} == found


def test_vectors_are_those_of_sentence_transformers_in_all_languages(encoder: StaticEncoder) -> None:
    sentence_transformers = pytest.importorskip("sentence_transformers", reason="the extra `models` is not installed")
    texts = [name for lang in LANGS for name in [*countries(lang), ". ".join(countries(lang))]]

    theirs = sentence_transformers.SentenceTransformer(str(FOLDER), device="cpu").encode(texts)

    np.testing.assert_allclose(encoder.encode(texts), theirs, atol=1e-5)


@pytest.mark.parametrize("lang", [lang for lang in LANGS if lang != "en"])
def test_most_countries_are_found_by_their_english_names(encoder: StaticEncoder, lang: str) -> None:
    cosines = encoder.encode(countries(lang)) @ encoder.encode(countries("en")).T

    assert (cosines.argmax(axis=1) == np.arange(len(COUNTRIES))).mean() >= 0.75


def test_marks_case_and_script_make_no_difference(encoder: StaticEncoder) -> None:
    written = encoder.encode(["Školski medijatori u Nišu", "skolski MEDIJATORI u nisu", "Школски медијатори у Нишу"])

    np.testing.assert_allclose(written @ written.T, 1, atol=1e-5)


@pytest.mark.parametrize("text", ["", "  \n", "🎉🎉", "漢字", "…!?", "\x00\x07", "\u0301", "x" * 100_000])
def test_what_says_nothing_is_like_nothing(encoder: StaticEncoder, text: str) -> None:
    assert not encoder.encode([text]).any()


def test_a_hundred_thousand_words_have_a_vector_of_length_one(encoder: StaticEncoder) -> None:
    assert np.isclose(np.linalg.norm(encoder.encode(["школа " * 100_000])), 1, atol=1e-5)


def test_an_unknown_word_does_not_hide_its_neighbours(encoder: StaticEncoder) -> None:
    alone, beside = encoder.encode(["school mediators", "school 漢字 mediators 🎉"])

    assert np.isclose(alone @ beside, 1, atol=1e-5)
