"""A run with a language model beside the rules, and without an answer from it."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from graph.quads import ANYWHERE
from graph.queries import captures_read
from graph.release import Release
from ingest.pipeline import Workshop
from ontology.terms import DROM
from service.settings import Settings
from service.wiring import trial, workshop

PAGE = """<html lang="en"><body><article><h1>A bridge to school in Razgrad</h1>
<p>The project "Bridge to School" is run by Hope Foundation. Nobody had asked DRNVO before.</p>
</article></body></html>"""
ANSWER = {"things": [{"quote": "DRNVO", "within": "", "type": "organisation", "class": None}]}


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "pages" / "a.html"
    path.parent.mkdir()
    path.write_text(PAGE, encoding="utf-8")
    return str(path.parent)


@pytest.fixture
def settings(stand_in, tmp_path: Path) -> Settings:
    return Settings(
        data=tmp_path / "data",
        reading_workers=1,
        llm_url=stand_in.url,
        llm_model="stand-in:1b",
        llm_key=SecretStr("sk-very-secret-0815"),
    )


def run(settings: Settings, *pages: str) -> tuple[Release | None, object]:
    with workshop(settings) as shop:
        shop: Workshop
        return shop.read(pages)


def methods(release: Release) -> set[str]:
    return {quad.object.text for quad in release.store.quads(predicate=DROM.method, graph=ANYWHERE)}


def test_statement_of_the_model_is_signed_in_the_graph(stand_in, settings: Settings, page: str):
    stand_in.says(ANSWER)

    release, report = run(settings, page)

    signed = {method for method in methods(release) if method.startswith("adviser:stand-in:1b@")}
    assert len(signed) == 1 and report.advice.added == 1


def test_nothing_is_asked_or_published_again_while_nothing_changes(stand_in, settings: Settings, page: str):
    stand_in.says(ANSWER)
    run(settings, page)

    release, _ = run(settings, page)

    assert release is None and len(stand_in.asked) == 1


def test_archive_gives_the_same_graph_again_without_the_model(stand_in, settings: Settings, page: str):
    stand_in.says(ANSWER)
    run(settings, page)
    stand_in.replies[:] = []
    stand_in.sends(500)

    with workshop(settings) as shop:
        release, report = shop.build(fresh=True)

    assert len(stand_in.asked) == 1 and report.advice.known == 1
    assert any(method.startswith("adviser:") for method in methods(release))


def test_run_goes_on_when_nobody_answers_and_asks_again_next_time(stand_in, settings: Settings, page: str):
    stand_in.sends(401)
    release, report = run(settings, page)
    stand_in.replies[:] = []
    stand_in.says(ANSWER)
    again, _ = run(settings, page)

    assert not any(method.startswith("adviser:") for method in methods(release))
    assert [missing.reason for missing in report.advice.unanswered] == ["it answered 401"] and not report.has_problems
    assert any(method.startswith("adviser:") for method in methods(again))


def test_page_is_read_anew_when_the_model_changes_or_goes(stand_in, settings: Settings, page: str):
    stand_in.says(ANSWER)
    versions = []
    for changed in ({}, {"llm_model": "other"}, {"llm_url": None}):
        release, _ = run(settings.model_copy(update=changed), page)
        versions.append(release.manifest.extractor)
        assert {version for found in captures_read(release.store).values() for _, version in [found]} == {versions[-1]}

    assert len(set(versions)) == 3 and "+" not in versions[-1]


def test_key_is_in_no_file_of_the_data_folder(stand_in, settings: Settings, page: str):
    stand_in.sends(401, b"your key sk-very-secret-0815 is wrong")
    run(settings, page)

    files = [path for path in settings.data.rglob("*") if path.is_file()]
    assert files and not any(b"very-secret" in path.read_bytes() for path in files)


def test_trial_shows_what_the_model_adds_and_keeps_nothing(stand_in, settings: Settings, page: str):
    stand_in.says(ANSWER)

    (reading,) = trial(settings, page)

    assert any(found.method.startswith("adviser:") for found in reading.findings)
    assert not settings.data.exists()
