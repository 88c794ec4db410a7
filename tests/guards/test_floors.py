"""The floors of quality belong to the judged data that lie beside them, and give way only when asked."""

import json
from pathlib import Path

import pytest

from bench import score
from bench.floors import FLOORS, FLOORS_OF_MODEL, JUDGED, Floors, FloorsRefused, digest_of, flat

ROOT = Path(__file__).resolve().parents[2]


def test_floors_are_pinned_to_the_judged_data_as_they_are():
    assert Floors.read().judged == digest_of()


@pytest.mark.parametrize("path", [FLOORS, FLOORS_OF_MODEL], ids=["pages and questions", "model"])
def test_floors_are_scores(path: Path):
    assert all(0.0 <= low <= 1.0 for low in Floors.read(path).scores.values())


def test_the_model_has_floors_for_labels_and_questions():
    assert {name.partition(".")[0] for name in Floors.read(FLOORS_OF_MODEL).scores} >= {"labels", "questions"}


def test_translations_that_were_not_given_break_no_floor():
    floors = Floors("", {"labels.recall1": 0.5, "parallel.0f.lowest_language": 0.9, "parallel.1a.lowest_language": 0.9})
    scores = {"parallel.1a.lowest_language": 0.8}

    assert floors.measured_in(scores, "parallel.").broken_by(scores) == {
        "labels.recall1": 0.5, "parallel.1a.lowest_language": 0.9,
    }  # fmt: skip


def test_digest_changes_with_one_judgement(tmp_path: Path):
    (tmp_path / "queries.json").write_text('{"grade": 1}', encoding="utf-8")
    before = digest_of(tmp_path)

    (tmp_path / "queries.json").write_text('{"grade": 2}', encoding="utf-8")

    assert digest_of(tmp_path) != before


def test_floors_of_other_data_are_refused():
    with pytest.raises(FloorsRefused, match="--lower-floors"):
        Floors("0" * 64, {}).check_data(digest_of())


@pytest.mark.parametrize("scores", [{"search.ndcg10": 0.49}, {}], ids=["lower", "missing"])
def test_score_below_its_floor_is_told(scores: dict[str, float]):
    assert Floors("", {"search.ndcg10": 0.5}).broken_by(scores) == {"search.ndcg10": 0.5}


def test_raising_keeps_what_was_better_before():
    raised = Floors("", {"title": 0.9, "date": 0.5}).raised({"title": 0.8, "date": 0.7, "items": 0.4})

    assert raised.scores == {"title": 0.9, "date": 0.7, "items": 0.4}


def test_perfect_answers_score_one_in_everything():
    report = score.score("dev", score.oracle("dev"))

    assert set(flat({"pages": report["pages"], "search": report["search"]}).values()) == {1.0}


def test_judged_pages_say_that_they_are_invented():
    silent = [page.name for page in (JUDGED / "pages").glob("*.html") if b"invented" not in page.read_bytes().lower()]

    assert silent == []


def test_judged_pages_are_in_no_collection_that_ships():
    shipped = {path.read_bytes() for path in (ROOT / "sample").rglob("*.html")}

    assert not shipped & {page.read_bytes() for page in (JUDGED / "pages").glob("*.html")}


def test_floors_file_is_written_as_it_is_read(tmp_path: Path):
    Floors.read().write(tmp_path / "floors.json")

    assert json.loads((tmp_path / "floors.json").read_bytes()) == json.loads(FLOORS.read_bytes())
