"""The shipped model is what its card says, and what the concept scheme makes it."""

import hashlib
import tomllib
from pathlib import Path

import numpy as np
import pytest

from ontology.scheme import ConceptScheme
from search.encoders.choice import encoder_for, shipped_folder

MODELS = Path(__file__).parents[2] / "models"
LANGS = ("en", "bg", "ro", "lv")


def test_files_are_those_of_the_manifest() -> None:
    listed = tomllib.loads((MODELS / "manifest.toml").read_text())["drom-starter"]
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in shipped_folder().iterdir()
        if path.name != "README.md"
    }

    assert {name: each["sha256"] for name, each in listed.items()} == found


def test_it_is_what_the_concept_scheme_makes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from training import starter

    monkeypatch.setattr(starter, "FOLDER", tmp_path / "drom-starter")
    starter.main()

    remedy = "the concept scheme has changed; run `make model`"
    for name in ("model.safetensors", "tokenizer.json"):
        assert (tmp_path / "drom-starter" / name).read_bytes() == (shipped_folder() / name).read_bytes(), remedy


@pytest.mark.parametrize("lang", LANGS[1:])
def test_a_label_finds_its_concept_in_another_language(lang: str) -> None:
    concepts = [c for c in ConceptScheme.open().concepts() if {"en", lang} <= c.labels.keys()]
    encoder = encoder_for()
    asked, there = (encoder.encode([c.labels[each] for c in concepts]) for each in ("en", lang))

    first = (asked @ there.T).argmax(axis=1)

    assert (first == np.arange(len(concepts))).mean() > 0.9


def test_inflected_words_are_near_their_labels() -> None:
    near, far, question = encoder_for().encode(["училищните медиатори", "социални жилища", "school mediators"])

    assert question @ near > 0.5
    assert question @ far < 0.3


def test_it_is_small() -> None:
    assert sum(path.stat().st_size for path in shipped_folder().iterdir()) < 10_000_000
