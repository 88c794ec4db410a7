"""Figures of models of which one knows what they should reach."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pytest

from ontology.scheme import ConceptScheme
from search.encoder import Role, Vectors, unit_rows
from search.encoders.hashing import HashingEncoder
from search.evaluation import JudgedQuestion
from search.measuring import (
    Found,
    label_hits,
    mean,
    nearest,
    question_gains,
    sentences_per_second,
    timed_sentences,
    translations,
)
from search.parallel import Pairs

SCHEME = ConceptScheme.open()


class Knowing:
    """Knows some texts and has the zero vector for all others."""

    name, dimension = "knowing", 3

    def __init__(self, known: Mapping[str, Sequence[float]]) -> None:
        self._known = known

    def encode(self, texts: Sequence[str], *, role: Role = Role.PASSAGE) -> Vectors:
        return unit_rows(
            np.asarray([self._known.get(text, (0, 0, 0)) for text in texts], dtype=np.float32).reshape(-1, 3)
        )


def silent(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def question(pages: Mapping[str, int], text: str = "schools") -> JudgedQuestion:
    return JudgedQuestion("q1", "en", text, pages, {})


def concepts(count: int) -> Iterator[str]:
    return (concept.notation for concept, _ in zip(SCHEME.concepts(), range(count), strict=False))


def test_the_same_vectors_are_all_found() -> None:
    drawn = unit_rows(np.random.default_rng(1).standard_normal((3_000, 16)).astype("f4"))

    assert nearest(drawn, drawn) == Found(1.0, 1.0)


def test_large_tables_give_what_one_product_gives() -> None:
    drawn = np.random.default_rng(2)
    english = unit_rows(drawn.standard_normal((2_500, 8)).astype("f4"))
    foreign = unit_rows(english + 0.6 * drawn.standard_normal((2_500, 8)).astype("f4"))
    cosines, right = foreign @ english.T, np.arange(2_500)

    found = nearest(foreign, english)

    assert found.to_english == pytest.approx((cosines.argmax(axis=1) == right).mean(), abs=1e-3)
    assert found.from_english == pytest.approx((cosines.argmax(axis=0) == right).mean(), abs=1e-3)


@pytest.mark.parametrize("rows", [np.ones((4, 3)), np.zeros((4, 3))], ids=["the same for all", "zero"])
def test_a_model_that_tells_nothing_apart_finds_nothing(rows: np.ndarray) -> None:
    vectors = unit_rows(rows.astype("f4"))

    assert nearest(vectors, vectors) == Found(0.0, 0.0)


def test_a_text_without_a_vector_is_missed_in_its_own_row_only() -> None:
    english = np.eye(3, dtype=np.float32)
    foreign = np.asarray([[0, 0, 0], [-1, 0, 0], [0, 0, 1]], dtype=np.float32)

    assert nearest(foreign, english) == Found(pytest.approx(1 / 3), pytest.approx(1 / 3))


def test_every_language_is_measured_against_its_own_english() -> None:
    encoder = Knowing({"a": (1, 0, 0), "b": (0, 1, 0), "а": (1, 0, 0), "б": (0, 1, 0), "ā": (0, 1, 0), "c": (0, 0, 1)})
    parallel = {"bg": Pairs(("а", "б"), ("a", "b")), "lv": Pairs(("ā", "c"), ("a", "c"))}

    found = translations(encoder, parallel, silent)

    assert found == {"bg": Found(1.0, 1.0), "lv": Found(0.5, 0.5)}
    assert mean(list(found.values())) == Found(0.75, 0.75)


def test_a_page_is_as_similar_as_its_best_passage() -> None:
    encoder = Knowing({"schools": (1, 0, 0), "school": (0.9, 0.1, 0), "road": (0, 1, 0), "half": (1, 1, 0)})
    pages = {"far.html": ["road"], "near.html": ["road", "school"], "mid.html": ["half"]}

    assert question_gains(encoder, [question({"near.html": 2})], pages, silent) == {"q1": 1.0}
    assert question_gains(encoder, [question({"far.html": 2})], pages, silent) == {"q1": 0.0}


def test_a_question_without_a_vector_finds_no_page() -> None:
    assert question_gains(Knowing({"road": (1, 0, 0)}), [question({"a": 1})], {"a": ["road"]}, silent) == {"q1": 0.0}


def test_a_question_that_no_page_answers_is_not_measured() -> None:
    assert question_gains(Knowing({}), [question({"a": 0})], {"a": ["road"]}, silent) == {}


def test_labels_look_for_the_name_of_their_concept_in_other_languages() -> None:
    first, second = concepts(2)
    labels = {"en": [(first, "right"), (second, "wrong")], "bg": [(second, "unknown")]}
    names = {c.notation: c.labels["bg"] for c in SCHEME.concepts() if c.notation in (first, second)}
    encoder = Knowing({"right": (1, 0, 0), "wrong": (1, 0, 0), names[first]: (1, 0, 0), names[second]: (0, 1, 0)})

    found = label_hits(encoder, SCHEME, labels, silent)

    assert found.counts == {("en", "bg"): (1, 2), ("bg", "en"): (0, 1)}
    assert found.recall(found.langs) == pytest.approx(1 / 3)
    assert (found.recall(found.langs, ("en",)), found.recall(("lv",))) == (0.5, None)


def test_speed_is_measured_on_sentences() -> None:
    sentences = timed_sentences(SCHEME)

    assert 10 < np.mean([len(sentence.split()) for sentence in sentences]) < 40
    assert sentences_per_second(HashingEncoder(16), sentences) > 10
