"""The concept schemes as data: complete, unambiguous, and the compiled file equal to the Turtle."""

from collections import defaultdict

import pytest

from ontology.compile import scheme_from_turtle
from ontology.files import OntologyFile, read_text
from ontology.scheme import Concept, ConceptScheme

COUNTS = {"themes": 86, "approaches": 22, "target-groups": 17, "organisation-types": 14}
LABEL_LANGUAGES = ("en", "bg", "ro", "lv")
# Words that name two concepts of one scheme alike; none so far.
SHARED_ON_PURPOSE: frozenset[tuple[str, str, str]] = frozenset()
OUTDATED = (
    "циган",
    "țigan",
    "čigān",
    "cigány",
    "gitan",
    "cigan",
    "zigeuner",
    "zingar",
    "cikán",
    "cygan",
    "gypsy",
    "gypsies",
)


@pytest.fixture(scope="module")
def concepts() -> tuple[Concept, ...]:
    return tuple(ConceptScheme.open().concepts())


def texts_of(concept: Concept, lang: str) -> list[str]:
    pref = [concept.labels[lang]] if lang in concept.labels else []
    return [*pref, *concept.alt.get(lang, ()), *concept.hidden.get(lang, ())]


def shown(concept: Concept) -> list[str]:
    return [*concept.labels.values(), *(text for texts in concept.alt.values() for text in texts)]


@pytest.mark.parametrize(("scheme", "expected"), COUNTS.items())
def test_scheme_has_all_its_concepts(concepts: tuple[Concept, ...], scheme: str, expected: int) -> None:
    assert sum(c.scheme == scheme for c in concepts) == expected


def test_compiled_file_says_what_the_turtle_says() -> None:
    assert read_text(OntologyFile.COMPILED_CONCEPTS) == scheme_from_turtle().to_json(), (
        "run `python -m ontology.compile`"
    )


@pytest.mark.parametrize("lang", LABEL_LANGUAGES)
def test_every_concept_has_a_label(concepts: tuple[Concept, ...], lang: str) -> None:
    assert [c.notation for c in concepts if lang not in c.labels] == []


@pytest.mark.parametrize("lang", LABEL_LANGUAGES)
def test_every_concept_has_other_words_besides_its_label(concepts: tuple[Concept, ...], lang: str) -> None:
    assert [c.notation for c in concepts if not c.alt.get(lang)] == []


def test_every_concept_is_defined_in_english(concepts: tuple[Concept, ...]) -> None:
    assert [c.notation for c in concepts if "en" not in c.definition] == []


def test_no_label_names_two_concepts_of_a_scheme_in_one_language(concepts: tuple[Concept, ...]) -> None:
    named: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for concept in concepts:
        for lang in concept.labels:
            for text in texts_of(concept, lang):
                named[concept.scheme, lang, text.casefold()].add(concept.notation)

    assert {key: who for key, who in named.items() if len(who) > 1 and key not in SHARED_ON_PURPOSE} == {}


def test_no_concept_repeats_a_label(concepts: tuple[Concept, ...]) -> None:
    repeated = [
        (c.notation, lang)
        for c in concepts
        for lang in c.labels
        if len({text.casefold() for text in texts_of(c, lang)}) < len(texts_of(c, lang))
    ]

    assert repeated == []


def test_outdated_words_for_the_people_are_never_shown(concepts: tuple[Concept, ...]) -> None:
    # The term of European institutions for the racism against them is built on one.
    others = [c for c in concepts if c.notation != "antigypsyism"]

    assert [text for c in others for text in shown(c) if any(word in text.casefold() for word in OUTDATED)] == []


def test_outdated_words_are_still_understood(concepts: tuple[Concept, ...]) -> None:
    roma = next(c for c in concepts if c.notation == "roma-community")

    assert {"цигани", "țigani", "čigāni"} <= {text for texts in roma.hidden.values() for text in texts}


def test_labels_are_trimmed_and_not_empty(concepts: tuple[Concept, ...]) -> None:
    every = [text for c in concepts for lang in c.labels for text in texts_of(c, lang)]

    assert [text for text in every if not text or text != " ".join(text.split())] == []
