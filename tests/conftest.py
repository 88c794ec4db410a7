"""What every test may use: a real collection of a dozen sample digests, read once per run of the tests; and small
models, made here because none can be fetched in a test.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

from service.app import create_app
from service.settings import Settings
from service.wiring import workshop
from training.folder import write_model

ROOT = Path(__file__).resolve().parents[1]
# Five languages, two alphabets, the same programme on several pages; small enough to read in three seconds.
LANGUAGES = ("bg", "ro", "lv", "sk", "es")


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a data folder that holds the digests of five languages; not to be written to."""
    home = tmp_path_factory.mktemp("collection")
    for lang in LANGUAGES:
        shutil.copytree(ROOT / "sample" / lang, home / "pages" / lang)
    settings = Settings(data=home / "data", reading_workers=1)
    with workshop(settings) as shop:
        release, report = shop.read([str(home / "pages")])
    assert release is not None and not report.rejected
    return settings


@pytest.fixture(scope="session")
def client(collection: Settings) -> Iterator[TestClient]:
    """The whole service over that collection."""
    with TestClient(create_app(collection), follow_redirects=False, base_url="http://localhost:8000") as client:
        yield client


StaticModel = Callable[..., Path]


@pytest.fixture
def static_model(tmp_path: Path) -> StaticModel:
    """Writes a static model, 8 bits a number and with a manifest beside it, in which each word has the row given."""

    def write(rows: Mapping[str, Sequence[float]], name: str = "tiny") -> Path:
        vocabulary = {"[UNK]": 0, **{word: number for number, word in enumerate(rows, start=1)}}
        tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
        tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
        table = np.asarray([[0.0] * len(next(iter(rows.values()))), *rows.values()], dtype=np.float32)
        write_model(tmp_path / "models" / name, tokenizer, table)
        return tmp_path / "models" / name

    return write


# Of the tiny transformers: what their vocabulary is trained on, and how long a text may be.
LINES = [
    "query: passage: school mediators visit families in Razgrad",
    "образователни медиатори посещават семействата",
    "mediatori școlari vizitează familiile",
    "skolas mediators apmeklē ģimenes",
]
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
LONGEST = 64  # pieces


@pytest.fixture(scope="session")
def transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all others start from; skips where the extra `models` is not installed."""
    transformers = pytest.importorskip("transformers", reason="the extra `models` is not installed")
    torch = pytest.importorskip("torch", reason="the extra `models` is not installed")
    folder = tmp_path_factory.mktemp("made") / "transformer"
    _tokenizer(transformers).save_pretrained(folder)
    config = transformers.BertConfig(
        vocab_size=400, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=LONGEST, initializer_range=0.5,
    )  # fmt: skip
    with torch.random.fork_rng():
        torch.manual_seed(7)
        transformers.BertModel(config).save_pretrained(folder)
    return folder


def _tokenizer(transformers):
    made = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    made.normalizer = normalizers.Lowercase()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.train_from_iterator(LINES, trainers.WordPieceTrainer(vocab_size=400, special_tokens=SPECIAL))
    frame = [(piece, made.token_to_id(piece)) for piece in ("[CLS]", "[SEP]")]
    made.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=frame)
    named = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token", "mask_token"), SPECIAL, strict=True))
    return transformers.PreTrainedTokenizerFast(tokenizer_object=made, model_max_length=LONGEST, **named)


@pytest.fixture
def plain(transformer: Path, tmp_path: Path) -> Callable[[str], Path]:
    """`plain(name)`: a copy of the transformer under that name."""
    return lambda name: Path(shutil.copytree(transformer, tmp_path / name))


@pytest.fixture
def tiny(transformer: Path, tmp_path: Path) -> Callable[..., Path]:
    """`tiny(name, pooling="mean", prompts=None)`: the transformer saved by sentence-transformers."""

    def make(name: str, *, pooling: str = "mean", prompts: dict[str, str] | None = None) -> Path:
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(str(transformer), device="cpu", prompts=prompts)
        model[1].pooling_mode = pooling
        model.save(str(tmp_path / name), create_model_card=False)
        return tmp_path / name

    return make
