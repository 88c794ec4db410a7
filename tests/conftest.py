"""What every test may use: a real collection of a dozen sample digests, read once per run of the tests."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from tokenizers import Tokenizer, models, pre_tokenizers

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
