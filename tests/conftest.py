"""What every test may use: a real collection of a dozen sample digests, read once per run of the tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.settings import Settings
from service.wiring import workshop

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
