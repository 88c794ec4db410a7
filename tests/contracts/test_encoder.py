"""What every encoder keeps, whatever runs it; and that ours gives the vectors of sentence-transformers."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, pre_tokenizers

from search.encoder import Encoder, Role
from search.encoders.choice import encoder_for, shipped_folder
from search.encoders.hashing import HashingEncoder
from search.encoders.options import ModelOptions
from search.encoders.static import StaticEncoder
from search.errors import EncodingFailed

TEXTS = [
    "school mediators in Razgrad",
    "Образователни медиатори",
    "mediatori școlari",
    "skolas mediators",
    "🎉 ‮abc‬ \x00\x01 \ud800",
    "mediere școlară " * 5_000,
    "",
]
MODULES = (
    '[{"idx":0,"name":"0","path":"","type":"sentence_transformers.models.StaticEmbedding"},'
    '{"idx":1,"name":"1","path":"1_Normalize","type":"sentence_transformers.models.Normalize"}]'
)


def plain_model(folder: Path) -> Path:
    """A static model with float rows."""
    vocabulary = {"[UNK]": 0, "school": 1, "mediators": 2, "in": 3, "медиатори": 4, "mediatori": 5}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    folder.mkdir(parents=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    rows = np.random.default_rng(1).standard_normal((len(vocabulary), 16)).astype(np.float32)
    save_file({"embedding.weight": rows}, folder / "model.safetensors")
    (folder / "modules.json").write_text(MODULES)
    return folder


def tiny_transformer(folder: Path) -> Encoder:
    """A transformer with random weights, made here because none can be fetched in a test."""
    transformers = pytest.importorskip("transformers", reason="the extra `models` is not installed")
    sentence_transformers = pytest.importorskip("sentence_transformers")
    folder.mkdir(parents=True)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "query", "passage", ":", *"abcdefghijklmnopqrstuvwxyz"]
    words += [f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    (folder / "vocab.txt").write_text("\n".join(words))
    config = transformers.BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=64,
    )  # fmt: skip
    transformers.BertModel(config).save_pretrained(folder / "bert")
    transformers.BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    modules = pytest.importorskip("sentence_transformers.sentence_transformer.modules")
    word = modules.Transformer(str(folder / "bert"), max_seq_length=64)
    pooling = modules.Pooling(word.get_embedding_dimension())
    sentence_transformers.SentenceTransformer(modules=[word, pooling], device="cpu").save(str(folder / "tiny-e5"))
    return encoder_for(str(folder / "tiny-e5"), ModelOptions(device="cpu"))


ENCODERS: dict[str, Callable[[Path], Encoder]] = {
    "hashing": lambda _: HashingEncoder(64),
    "shipped": lambda _: encoder_for(),
    "plain": lambda folder: StaticEncoder(plain_model(folder / "plain")),
    "sentence": lambda folder: tiny_transformer(folder / "tiny"),
}


@pytest.fixture(scope="module", params=ENCODERS)
def encoder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return ENCODERS[request.param](tmp_path_factory.mktemp("model"))


def test_vectors_have_length_one_or_are_zero(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)

    lengths = np.linalg.norm(vectors, axis=1)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), encoder.dimension)
    assert all(np.isclose(lengths, 1, atol=1e-5) | (lengths == 0))


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_a_text_has_the_same_vector_alone_and_among_others(encoder: Encoder) -> None:
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])

    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_questions_and_passages_can_be_told_apart(encoder: Encoder) -> None:
    assert encoder.encode(["school"], role=Role.QUERY).shape == (1, encoder.dimension)
    assert encoder.name


@pytest.mark.parametrize("layout", ["plain", "quantised"])
def test_static_vectors_are_those_of_sentence_transformers(tmp_path: Path, layout: str) -> None:
    sentence_transformers = pytest.importorskip("sentence_transformers", reason="the extra `models` is not installed")
    folder = plain_model(tmp_path / "plain") if layout == "plain" else shipped_folder()

    theirs = sentence_transformers.SentenceTransformer(str(folder), device="cpu").encode(TEXTS[:4] + TEXTS[5:])

    ours = StaticEncoder(folder).encode(TEXTS[:4] + TEXTS[5:])
    np.testing.assert_allclose(ours, theirs, atol=5e-5)  # they add up 10,000 pieces one by one


def test_empty_text_is_similar_to_nothing_in_a_static_model() -> None:
    assert not encoder_for().encode(["", "   "]).any()


@pytest.mark.parametrize("name", ["modules.json", "tokenizer.json", "model.safetensors"])
@pytest.mark.parametrize("damage", ["missing", "cut", "other"])
def test_damaged_model_folder_is_named(tmp_path: Path, name: str, damage: str) -> None:
    folder = plain_model(tmp_path / "plain")
    path = folder / name
    content = path.read_bytes()
    path.unlink()
    if damage != "missing":
        path.write_bytes(content[: len(content) // 2] if damage == "cut" else b"[]")

    with pytest.raises(EncodingFailed, match="plain"):
        StaticEncoder(folder)


def test_a_model_folder_may_not_point_outside_itself(tmp_path: Path) -> None:
    folder = plain_model(tmp_path / "plain")
    (folder / "modules.json").write_text(MODULES.replace('"path":""', '"path":"../.."'))

    with pytest.raises(EncodingFailed, match="outside"):
        StaticEncoder(folder)


def test_unknown_model_is_refused_without_looking_on_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sentence_transformers", reason="the extra `models` is not installed")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")

    with pytest.raises(EncodingFailed, match="no-such-model"):
        encoder_for("./no-such-model/at-all")
