"""Transformers as drom runs them: prefixes by role, pooling, batches, devices, and what is wrong with a model."""

import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from search.encoder import Encoder, Role, unit_rows
from search.encoders.choice import encoder_for
from search.encoders.options import Backend, ModelOptions
from search.errors import EncodingFailed

Make = Callable[..., Path]
TEXTS = ["school mediators", "медиатори посещават семействата в Razgrad", "mediatori", "families " * 200, "x"]
HAS_ONNX = bool(find_spec("onnxruntime") and find_spec("optimum"))


def opened(folder: Path, **options: object) -> Encoder:
    return encoder_for(str(folder), ModelOptions(**{"device": "cpu", **options}))


def vectors_of_the_library(folder: Path, texts: list[str]) -> NDArray[np.float32]:
    from sentence_transformers import SentenceTransformer

    return unit_rows(np.asarray(SentenceTransformer(str(folder), device="cpu").encode(texts, prompt="")))


def last_layer(folder: Path, text: str) -> NDArray[np.float32]:
    """Vectors of all pieces of a text, as transformers gives them."""
    import transformers

    pieces = transformers.AutoTokenizer.from_pretrained(folder)(text, return_tensors="pt")
    model = transformers.AutoModel.from_pretrained(folder).eval()
    return np.asarray(model(**pieces).last_hidden_state[0].detach().numpy())


def test_questions_and_passages_get_the_words_of_the_family(tiny: Make):
    folder = tiny("multilingual-e5-tiny")

    encoder = opened(folder)

    asked, said = vectors_of_the_library(folder, ["query: mediatori", "passage: mediatori"])
    np.testing.assert_allclose(encoder.encode(["mediatori"], role=Role.QUERY)[0], asked, atol=1e-5)
    np.testing.assert_allclose(encoder.encode(["mediatori"], role=Role.PASSAGE)[0], said, atol=1e-5)


@pytest.mark.parametrize("name", ["document", "passage"])
def test_words_that_a_model_states_itself_count_more_than_those_of_its_family(tiny: Make, name: str):
    folder = tiny("e5-of-ours", prompts={"query": "families: ", name: "school: "})

    encoder = opened(folder)

    asked, said = vectors_of_the_library(folder, ["families: mediatori", "school: mediatori"])
    np.testing.assert_allclose(encoder.encode(["mediatori"], role=Role.QUERY)[0], asked, atol=1e-5)
    np.testing.assert_allclose(encoder.encode(["mediatori"])[0], said, atol=1e-5)


def test_nothing_goes_before_a_text_when_neither_model_nor_name_says_so(tiny: Make):
    encoder = opened(tiny("of-ours"))

    asked, said = (encoder.encode(["mediatori"], role=role) for role in Role)

    np.testing.assert_allclose(asked, said, atol=1e-6)


@pytest.mark.parametrize(("name", "pooling"), [("plain-e5", "mean"), ("bge-m3-plain", "cls"), ("of-ours", "mean")])
def test_plain_transformer_is_pooled_as_its_family(plain: Make, name: str, pooling: str):
    folder = plain(name)

    encoder = opened(folder)

    layer = last_layer(folder, encoder.prefixes.get(Role.PASSAGE, "") + "school mediators")
    expected = layer[0] if pooling == "cls" else layer.mean(axis=0)
    np.testing.assert_allclose(encoder.encode(["school mediators"]), unit_rows(expected[None]), atol=1e-5)


def test_pooling_that_nobody_states_is_told(plain: Make, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING, logger="search.encoders.sentence"):
        opened(plain("of-ours"))

    assert "of-ours" in caplog.text


def test_pooling_that_a_model_states_counts_more_than_that_of_its_family(tiny: Make):
    folder = tiny("e5-of-ours", pooling="cls")

    encoder = opened(folder)

    expected = unit_rows(last_layer(folder, "passage: school mediators")[:1])
    np.testing.assert_allclose(encoder.encode(["school mediators"]), expected, atol=1e-5)


def test_vectors_are_the_same_whatever_the_batch(tiny: Make):
    folder = tiny("e5-tiny")

    one, three = (opened(folder, batch_size=size).encode(TEXTS) for size in (1, 3))

    np.testing.assert_allclose(one, three, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(one, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_nothing_at_all_is_like_nothing_in_spite_of_a_prefix(tiny: Make, text: str):
    vectors = opened(tiny("e5-tiny")).encode(["school", text], role=Role.QUERY)

    assert vectors[0].any() and not vectors[1].any()


def test_threads_do_not_disturb_one_another(tiny: Make):
    encoder = opened(tiny("e5-tiny"))
    alone = [encoder.encode([text]) for text in TEXTS * 8]

    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda text: encoder.encode([text]), TEXTS * 8))

    np.testing.assert_allclose(np.concatenate(together), np.concatenate(alone), atol=1e-5)


@pytest.mark.parametrize(
    ("name", "made", "adding"),
    [
        ("e5-tiny", "tiny", "+e5"),
        ("of-ours", "tiny", ""),
        ("bge-m3-tiny", "tiny", ""),  # states its pooling, and the family has no words
        ("bge-m3-plain", "plain", "+bge-m3"),
    ],
)
def test_pin_names_the_family_where_it_adds_something(
    request: pytest.FixtureRequest, name: str, made: str, adding: str
):
    folder = request.getfixturevalue(made)(name)

    pinned, _, family = opened(folder).name.partition("+")

    assert f"+{family}" * bool(family) == adding
    assert pinned.startswith(f"{name}@") and len(pinned) == len(name) + 1 + 12


def test_program_code_of_a_model_never_runs(tiny: Make):
    folder = tiny("of-ours")
    (folder / "theirs.py").write_text(f"open({str(folder / 'ran')!r}, 'w')\nclass Pooling: pass\n")
    modules = json.loads((folder / "modules.json").read_text())
    modules[1]["type"] = "theirs.Pooling"
    (folder / "modules.json").write_text(json.dumps(modules))

    with pytest.raises(EncodingFailed, match="code of its own"):
        opened(folder)
    assert not (folder / "ran").exists()


def test_program_code_that_a_plain_transformer_asks_for_never_runs(plain: Make):
    folder = plain("of-ours")
    (folder / "theirs.py").write_text(f"open({str(folder / 'ran')!r}, 'w')\n")
    config = json.loads((folder / "config.json").read_text())
    theirs = {"AutoConfig": "theirs.Config", "AutoModel": "theirs.Model"}
    (folder / "config.json").write_text(json.dumps(config | {"model_type": "theirs", "auto_map": theirs}))

    with pytest.raises(EncodingFailed, match="code of its own"):
        opened(folder)
    assert not (folder / "ran").exists()


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "modules.json", "1_Pooling/config.json"])
def test_damaged_file_of_a_model_is_a_failure_that_names_the_model(tiny: Make, name: str):
    folder = tiny("of-ours")
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: len(content) // 2])

    with pytest.raises(EncodingFailed, match="of-ours"):
        opened(folder)


@pytest.mark.parametrize("device", ["cuda:99", "mps"])
def test_device_that_is_not_there_is_named_with_those_that_are(tiny: Make, device: str):
    import torch

    if device == "mps" and torch.backends.mps.is_available():
        pytest.skip("there is one here")

    with pytest.raises(EncodingFailed, match=rf"DROM_MODEL_DEVICE={device}.*cpu"):
        opened(tiny("of-ours"), device=device)


def test_missing_library_is_named_with_its_remedy(tiny: Make, monkeypatch: pytest.MonkeyPatch):
    folder = tiny("of-ours")
    monkeypatch.setitem(__import__("sys").modules, "sentence_transformers", None)

    with pytest.raises(EncodingFailed, match=r"pip install 'drom\[models\]'"):
        opened(folder)


@pytest.mark.skipif(HAS_ONNX, reason="the extra `onnx` is installed")
def test_missing_onnx_is_named_with_its_remedy(tiny: Make):
    with pytest.raises(EncodingFailed, match=r"pip install 'drom\[onnx\]'"):
        opened(tiny("of-ours"), backend=Backend.ONNX)


@pytest.mark.skipif(not HAS_ONNX, reason="the extra `onnx` is not installed (docs/models.md says how)")
@pytest.mark.parametrize(("made", "name"), [("tiny", "e5-tiny"), ("plain", "bge-m3-plain")])
def test_onnx_gives_the_vectors_of_torch(request: pytest.FixtureRequest, made: str, name: str):
    folder = request.getfixturevalue(made)(name)

    by_onnx, by_torch = (opened(folder, backend=backend) for backend in (Backend.ONNX, Backend.TORCH))

    np.testing.assert_allclose(by_onnx.encode(TEXTS), by_torch.encode(TEXTS), atol=1e-4)
    assert by_onnx.name == by_torch.name
