"""What a training run leaves beside the model."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from ontology.scheme import ConceptScheme
from training.concepts import held_out_labels
from training.corpus import Corpus, Group
from training.folder import TRAINED
from training.record import HELD_OUT, LEARNED, LabelLearned, file_digest, write_record

SCHEME = ConceptScheme.open()


def corpus(*foreign: str) -> Corpus:
    pairs = np.array([[0, number] for number in range(1, len(foreign) + 1)], dtype=np.int32)
    return Corpus(["a text", *foreign], {Group("en", "bg", "dictionary"): pairs})


def test_the_shipped_model_is_the_one_of_the_record() -> None:
    assert tomllib.loads(LEARNED.read_text())["weights"] == file_digest(TRAINED / "model.safetensors")


def test_the_held_out_labels_are_those_that_the_shipped_model_has_not_learned() -> None:
    assert tomllib.loads(LEARNED.read_text())["held_out"] == file_digest(HELD_OUT)


def test_a_run_that_has_learned_a_held_out_label_is_refused(tmp_path: Path) -> None:
    shouted = held_out_labels(SCHEME)[0].label.upper()

    with pytest.raises(LabelLearned, match="training texts"):
        write_record(corpus("друг текст", shouted), SCHEME, Path(__file__), tmp_path / "learned.toml")
