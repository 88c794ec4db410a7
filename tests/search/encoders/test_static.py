"""A static model under bad input: strange texts, and a folder in which something is not as it should be."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file

from search.encoders.choice import encoder_for
from search.encoders.static import StaticEncoder
from search.errors import EncodingFailed, ModelDamaged

FILES = ("model.safetensors", "tokenizer.json", "modules.json")
WORDS = {"school": [1.0, 0.0], "mediator": [0.0, 1.0], "medicine": [0.6, 0.8]}
SHIPPED = encoder_for()
NAN, HUGE = float("nan"), 3e38


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    """One bit of the last byte that is no space: of the table, of the end of the JSON."""
    content = bytearray(path.read_bytes().rstrip())
    content[-1] ^= 1
    path.write_bytes(content)


DAMAGES: dict[str, Callable[[Path], None]] = {"cut": cut, "flipped": flip, "missing": Path.unlink}


@pytest.fixture
def folder(static_model: Callable[..., Path]) -> Path:
    return static_model(WORDS)


@pytest.fixture
def unlisted(folder: Path) -> Path:
    """A model that no manifest speaks of."""
    (folder.parent / "manifest.toml").unlink()
    return folder


def rewrite(folder: Path, **arrays: np.ndarray) -> None:
    """The table with other arrays; None takes one out."""
    path = folder / "model.safetensors"
    kept = {**load_file(path), **arrays}
    save_file({name: array for name, array in kept.items() if array is not None}, path)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.text(st.characters(codec=None)), max_size=4))
def test_any_text_has_a_finite_vector_of_length_one_or_none(texts: list[str]) -> None:
    lengths = np.linalg.norm(SHIPPED.encode(texts), axis=1)

    assert all(np.isclose(lengths, 1, atol=1e-5) | (lengths == 0))


@pytest.mark.parametrize(
    "text",
    [
        "school 🎉 \u200d\ufe0f", "school\x00\x07\x1b[31m", "school \ud800", "\udfff school", "\ufeffschool",
        "ᚠᛇᚻ school ⴰⴷⵔⴰⵔ", "school " * 100_000, "school\u202e loohcs", "[UNK] school",
    ],
)  # fmt: skip
def test_strange_neighbours_do_not_silence_a_word(text: str) -> None:
    assert np.isclose(np.linalg.norm(SHIPPED.encode([text])), 1, atol=1e-5)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_to_a_listed_file_names_file_and_checksum(folder: Path, name: str, damage: str) -> None:
    listed = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    DAMAGES[damage](folder / name)

    with pytest.raises(ModelDamaged) as refused:
        StaticEncoder(folder)

    assert str(folder / name) in str(refused.value)
    assert listed in str(refused.value)


def test_the_checksum_found_is_named_beside_the_one_expected(folder: Path) -> None:
    flip(folder / "model.safetensors")

    with pytest.raises(ModelDamaged, match=hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()):
        StaticEncoder(folder)


def test_where_a_model_is_installed_the_manifest_inside_its_folder_counts(folder: Path) -> None:
    (folder.parent / "manifest.toml").rename(folder / "manifest.toml")
    installed = folder.rename(folder.with_name("model"))
    flip(installed / "model.safetensors")

    assert StaticEncoder(installed).dimension == 2  # listed under another name

    with pytest.raises(ModelDamaged, match=r"model\.safetensors"):
        StaticEncoder(installed, model="tiny")


@pytest.mark.parametrize("content", ["[tiny", "tiny = 3", "[tiny]\nmodel = 3", "\x00", '[tiny]\n"a" = { size = "x" }'])
def test_a_manifest_that_is_none_is_named(folder: Path, content: str) -> None:
    (folder.parent / "manifest.toml").write_text(content)

    with pytest.raises(ModelDamaged, match=r"manifest\.toml"):
        StaticEncoder(folder)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ["cut", "missing"])
def test_damage_to_an_unlisted_file_names_it(unlisted: Path, name: str, damage: str) -> None:
    DAMAGES[damage](unlisted / name)

    with pytest.raises(ModelDamaged, match=name):
        StaticEncoder(unlisted)


def test_a_damaged_table_of_letters_is_named(unlisted: Path) -> None:
    path = unlisted / "tokenizer.json"
    tokenizer = json.loads(path.read_text())
    tokenizer["normalizer"] = {"type": "Precompiled", "precompiled_charsmap": "no base64"}
    path.write_text(json.dumps(tokenizer))

    with pytest.raises(ModelDamaged, match=r"tokenizer\.json"):
        StaticEncoder(unlisted)


def test_a_changed_number_in_an_unlisted_table_changes_the_name_of_the_model(unlisted: Path) -> None:
    before = StaticEncoder(unlisted).name
    flip(unlisted / "model.safetensors")

    assert StaticEncoder(unlisted).name != before


@pytest.mark.parametrize(
    ("arrays", "problem"),
    [
        ({"embeddings": np.ones((2, 2), np.int8)}, "2 rows for 4 pieces"),
        ({"embeddings": np.ones(8, np.int8)}, r"shape \(8,\)"),
        ({"embeddings": np.ones((4, 0), np.int8)}, r"shape \(4, 0\)"),
        ({"embeddings": np.ones((4, 2), np.bool_)}, "bool"),
        ({"embeddings": np.full((4, 2), NAN, np.float32)}, "no number"),
        ({"embeddings": np.full((4, 2), HUGE, np.float32)}, "no number"),
        ({"embeddings": None}, "no array `embeddings`"),
        ({"weights": np.ones(3, np.float16)}, "3 weights for 4 pieces"),
        ({"weights": np.ones((4, 1), np.float16)}, "weights have the shape"),
        ({"weights": np.ones(4, np.int64)}, "weights have .* int64"),
        ({"weights": np.asarray([1, NAN, 1, 1], np.float16)}, "weights hold what is no number"),
        ({"weights": np.asarray([1, np.inf, 1, 1], np.float16)}, "weights hold what is no number"),
        ({"mapping": np.asarray([0, 1, 2, 4])}, "rows that are not there"),
        ({"mapping": np.asarray([0, 1, 2, -1])}, "rows that are not there"),
        ({"mapping": np.asarray([0, 1])}, "2 mapping for 4 pieces"),
        ({"embedding.weight": np.full((4, 2), NAN, np.float32)}, "no number"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_one_is_named(unlisted: Path, arrays: dict[str, np.ndarray], problem: str) -> None:
    rewrite(unlisted, **arrays)

    with pytest.raises(ModelDamaged, match=rf"model\.safetensors.*{problem}"):
        StaticEncoder(unlisted)


def test_a_type_of_number_nobody_can_read_is_named(unlisted: Path) -> None:
    header = json.dumps({"embeddings": {"dtype": "F4_X", "shape": [4, 2], "data_offsets": [0, 8]}}).encode()
    (unlisted / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + bytes(8))

    with pytest.raises(ModelDamaged, match="F4_X"):
        StaticEncoder(unlisted)


@pytest.mark.parametrize(
    "modules", ["[]", "{}", "3", "[{}]", "[" * 100_000, '[{"type": "a.b.Transformer", "path": ""}]']
)
def test_a_list_of_modules_that_is_none_is_refused(unlisted: Path, modules: str) -> None:
    (unlisted / "modules.json").write_text(modules)

    with pytest.raises(EncodingFailed, match="tiny"):
        StaticEncoder(unlisted)


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_header_is_refused_or_harmless(unlisted: Path, seed: int) -> None:
    path, drawn = unlisted / "model.safetensors", np.random.default_rng(seed)
    content = bytearray(path.read_bytes())
    for position in drawn.integers(0, len(content), 3):
        content[position] = drawn.integers(256)
    path.write_bytes(content)

    try:
        vectors = StaticEncoder(unlisted).encode(["school mediator"])
    except ModelDamaged as refused:
        assert refused.path == path
    else:
        assert np.isfinite(vectors).all()
