"""What the version of the rules depends on."""

from pathlib import Path

from ingest.extract import version


def test_any_changed_file_of_a_deciding_room_changes_the_version(tmp_path: Path):
    (tmp_path / "rules").mkdir()
    rule = tmp_path / "rules" / "cues.toml"
    rule.write_text("a = 1", encoding="utf-8")
    (tmp_path / "notes.md").write_text("not a rule", encoding="utf-8")
    before = dict(version._contents(tmp_path, "room"))

    rule.write_text("a = 2", encoding="utf-8")

    assert set(before) == {"room/rules/cues.toml"}
    assert dict(version._contents(tmp_path, "room")) != before


def test_gazetteer_labels_and_code_are_among_what_decides():
    deciding = {path for room in version._DECIDING for path, _ in version._contents(version.files(room), room)}

    assert {"graph/data/places.sqlite.gz", "graph/data/labels.json", "ingest/reading.py", "graph/lemmas.py"} <= deciding
