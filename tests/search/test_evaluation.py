"""Judged questions scored."""

import json
from pathlib import Path

import pytest

from search.engine import SearchEngine
from search.evaluation import JudgementsUnreadable, evaluate

JUDGED = {
    "queries": [
        {
            "id": "q1",
            "lang": "lv",
            "text": "Skolas mediatoru projekti Bulgārijā",
            "interpretation": {
                "types": ["project"],
                "themes": ["school-mediation"],
                "places": [{"geonames": 732800}],
                "period": None,
                "target_groups": [],
                "negation": [],
            },
            "pages": {"razgrad.html": 2},
        }
    ]
}


def test_judged_questions_are_scored(engine: SearchEngine, tmp_path: Path) -> None:
    (tmp_path / "judged.json").write_text(json.dumps(JUDGED))

    scores = evaluate(engine, tmp_path / "judged.json", tmp_path / "predictions.json")

    assert scores["ndcg10"] == 1.0
    assert scores["ndcg10_by_language"] == {"lv": 1.0}
    assert json.loads((tmp_path / "predictions.json").read_text())["queries"]["q1"]["pages"] == ["razgrad.html"]


@pytest.mark.parametrize("content", ["", "[]", '{"queries": []}', '{"queries": [{"id": "q1"}]}', "\x00"])
def test_a_file_without_judged_questions_is_named(engine: SearchEngine, tmp_path: Path, content: str) -> None:
    (tmp_path / "judged.json").write_text(content)

    with pytest.raises(JudgementsUnreadable, match=r"judged\.json"):
        evaluate(engine, tmp_path / "judged.json")
