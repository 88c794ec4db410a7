"""`drom model` as a person meets it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from search.errors import EncodingFailed, Unmeasurable
from service.cli import app
from service.errors import ParameterWrong
from service.settings import Settings

JUDGED = {"queries": [{"id": "q1", "lang": "en", "text": "school", "pages": {"a.html": 2}}]}
LABELS = "notation\tlang\tlabel\nschool-mediation\ten\tschool\nschool-mediation\tbg\tучилище\n"
ROWS = {"school": [1.0, 0.1], "училище": [1.0, 0.0], "road": [0.0, 1.0], "път": [0.1, 1.0]}


@pytest.fixture
def model(static_model: Callable[..., Path]) -> str:
    return str(static_model(ROWS))


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Options that name something of each kind to measure on."""
    for name, content in {
        "parallel/en.txt": "school\nroad\n",
        "parallel/bg.txt": "училище\nпът\n",
        "pages/a.txt": "school school school",
        "pages/b.txt": "road road road",
        "judged.json": json.dumps(JUDGED),
        "labels.tsv": LABELS,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content)
    options = {"--parallel": "parallel", "--questions": "judged.json", "--texts": "pages", "--labels": "labels.tsv"}
    return [word for option, name in options.items() for word in (option, str(tmp_path / name))]


def drom(*words: str) -> Result:
    return CliRunner().invoke(app, ["model", *words], env={"COLUMNS": "200"})


def test_the_configured_model_is_shown_when_none_is_named() -> None:
    shown = drom("show")

    assert shown.exit_code == 0
    assert Settings().model in shown.output
    assert "those that the manifest lists" in shown.output


def test_a_model_is_shown_as_json(model: str) -> None:
    facts = json.loads(drom("show", model, "--json").output)

    assert (facts["kind"], facts["dimension"], facts["problems"]) == ("static", 2, [])
    assert len(facts["files"]["model.safetensors"]["sha256"]) == 64


def test_a_damaged_model_is_shown_with_what_is_wrong(model: str) -> None:
    Path(model, "tokenizer.json").write_text("{}")

    shown = drom("show", model)

    assert shown.exit_code == 1
    assert "tokenizer.json: its SHA-256 is" in shown.output


def test_a_model_is_measured_on_all_there_is(model: str, files: list[str]) -> None:
    found = json.loads(drom("evaluate", model, *files, "--json").output)

    assert found["parallel"]["mean"] == {"to_english": 1.0, "from_english": 1.0}
    assert found["questions"]["ndcg10"] == 1.0
    assert found["size"] > 0 and found["sentences_per_cpu_second"] > 0


def test_figures_are_printed_overall_and_by_language(model: str, files: list[str]) -> None:
    shown = drom("evaluate", model, *files)

    assert shown.exit_code == 0
    assert all(words in shown.output for words in ("100.0 bg", "translations, per cent", "questions in", "labels in"))


def test_models_are_compared_side_by_side(static_model: Callable[..., Path], files: list[str]) -> None:
    models = [str(static_model(ROWS, name)) for name in ("one", "other")]

    shown, as_json = drom("compare", *models, *files), drom("compare", *models, *files, "--json")

    assert "one@" in shown.output and "other@" in shown.output
    assert [each["model"].partition("@")[0] for each in json.loads(as_json.output)] == ["one", "other"]


def test_without_texts_the_pages_of_the_current_release_are_asked(
    collection: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "vidin-desegregatsia.html"
    judged = {"queries": [{"id": "q1", "lang": "bg", "text": "десегрегация във Видин", "pages": {page: 2}}]}
    (tmp_path / "judged.json").write_text(json.dumps(judged))
    monkeypatch.setenv("DROM_DATA", str(collection.data))

    shown = drom("evaluate", "--questions", str(tmp_path / "judged.json"), "--json")

    assert 0 < json.loads(shown.output)["questions"]["ndcg10"] <= 1


@pytest.mark.parametrize(
    "words",
    [
        ("evaluate",),
        ("compare", "drom-static-320"),
        ("evaluate", "--parallel", "no-such-folder"),
        ("evaluate", "--questions", "no-such-file"),
        ("evaluate", "--labels", "."),
    ],
)
def test_a_command_used_wrongly_ends_with_two(words: tuple[str, ...]) -> None:
    assert drom(*words).exit_code == 2


def test_texts_alone_are_nothing_to_measure_on(tmp_path: Path, files: list[str]) -> None:
    assert isinstance(drom("evaluate", *files[4:]).exception, ParameterWrong)


@pytest.mark.parametrize("name", ["parallel/bg.txt", "judged.json", "labels.tsv"])
def test_a_file_that_cannot_be_used_is_named(model: str, files: list[str], tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("")

    assert Path(name).name in str(drom("evaluate", model, *files).exception)


def test_judged_pages_that_are_missing_are_named(model: str, files: list[str], tmp_path: Path) -> None:
    (tmp_path / "pages" / "a.txt").unlink()

    shown = drom("evaluate", model, *files)

    assert isinstance(shown.exception, Unmeasurable) and "a.html" in str(shown.exception)


def test_a_model_that_is_nowhere_is_refused() -> None:
    shown = drom("show", "./no/such/model")

    assert isinstance(shown.exception, EncodingFailed)
