"""The order of languages in which a missing label is looked for."""

import pytest

from ontology.languages import fallback_chain


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ("en",)),
        ("bg", ("bg", "en")),
        ("ro-MD", ("ro-MD", "ro", "en")),
        ("sr-Latn", ("sr-Latn", "sr", "sr-Cyrl", "bs", "hr", "en")),
        ("cnr", ("cnr", "sr-Latn", "bs", "hr", "sr", "sr-Cyrl", "en")),
        ("zz", ("zz", "en")),
    ],
)
def test_chain_goes_from_the_language_to_its_neighbours_to_english(lang: str, expected: tuple[str, ...]) -> None:
    assert fallback_chain(lang) == expected
