"""From the pages to an answer with another sentence model, and what is said when models and releases do not fit."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from search.errors import IndexStale
from search.question import Question
from service.app import create_app
from service.settings import Settings
from service.wiring import current_release, engine, releases, workshop

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "sample" / "bg" / "romski-mediatori-zaetost.html"


@pytest.fixture
def other(tiny: Callable[..., Path], tmp_path: Path) -> Settings:
    """Settings of a data folder whose release was built with a tiny model of the e5 family."""
    settings = Settings(data=tmp_path / "data", model=str(tiny("tiny-e5")), model_device="cpu", reading_workers=1)
    with workshop(settings) as shop:
        shop.read([str(PAGE)])
    return settings


def of_the_shipped_model(settings: Settings) -> Settings:
    return Settings(data=settings.data, reading_workers=1)


def test_release_is_pinned_to_the_model_and_answers_with_it(other: Settings):
    release = current_release(other)

    assert release.manifest.model.startswith("tiny-e5@") and release.manifest.model.endswith("+e5")
    assert engine(release, other).answer(Question(text="ромски медиатори")).total > 0


def test_release_of_another_model_is_refused_with_both_remedies(other: Settings):
    with pytest.raises(IndexStale, match=r"tiny-e5@.*drom-static.*`drom release build`.*set DROM_MODEL=tiny-e5"):
        engine(current_release(other), of_the_shipped_model(other))


def test_release_is_refused_when_the_files_of_its_model_changed(other: Settings):
    config = Path(other.model) / "config.json"
    config.write_text(config.read_text() + "\n")

    with pytest.raises(IndexStale, match="give tiny-e5 the files back"):
        engine(current_release(other), other)


def test_service_says_why_it_does_not_answer_without_a_traceback(other: Settings, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.ERROR), TestClient(create_app(of_the_shipped_model(other))) as client:
        answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert "`drom release build`" in answer.json()["detail"] and "ingest" not in answer.json()["detail"]
    assert not any(record.exc_info for record in caplog.records)


def test_building_again_brings_the_release_to_the_model_that_is_configured(other: Settings):
    shipped = of_the_shipped_model(other)
    with workshop(shipped) as shop:
        release, report = shop.build()

    assert release is not None and release.manifest.model.startswith("drom-static")
    assert report.read == 0
    assert engine(release, shipped).answer(Question(text="ромски медиатори")).total > 0


def test_building_again_with_the_same_model_changes_nothing(other: Settings):
    with workshop(other) as shop:
        assert shop.build()[0] is None
    assert len(releases(other).list()) == 1
