"""The wheel holds what the program needs, and works in an empty environment elsewhere."""

import importlib.metadata
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {"ontology", "graph", "ingest", "search", "service"}
NEEDED = (
    "ontology/drom.ttl",
    "ontology/concepts.ttl",
    "ontology/shapes.ttl",
    "ontology/context.jsonld",
    "graph/sparql/captures-read.rq",
    "service/templates/search.html",
    "service/static/drom.css",
    "service/sample/README.md",
    "search/encoders/families.toml",
    "search/model/modules.json",
    "search/model/manifest.toml",
    "graph/data/places.sqlite.gz",
    "ingest/extract/rules/known.toml",
    "ingest/model/model.crfsuite",
    "ingest/model/languages.toml",
    "service/locales/bg.toml",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.mark.parametrize("name", NEEDED)
def test_wheel_holds(wheel: Path, name: str):
    assert name in zipfile.ZipFile(wheel).namelist()


def test_wheel_claims_the_five_rooms_and_nothing_else(wheel: Path):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == ROOMS


def test_no_other_distribution_claims_our_names():
    claimed = importlib.metadata.packages_distributions()

    assert {room: claimed.get(room, ["drom"]) for room in ROOMS} == {room: ["drom"] for room in ROOMS}


def test_installed_wheel_answers_a_question_from_an_empty_environment(wheel: Path, tmp_path: Path):
    site = tmp_path / "site"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(site),
        str(wheel),
    ]
    subprocess.run(pip, check=True, capture_output=True)
    code = (
        f"import sys; sys.path.insert(0, {str(site)!r})\n"
        "from importlib.resources import files\n"
        "from service.cli import app\n"
        "sample = files('service') / 'sample'\n"
        "app(['ingest', 'read', str(sample / 'bg')], standalone_mode=False)\n"
        "app(['search', 'медиатори', '--json'], standalone_mode=False)\n"
    )
    environment = {"PATH": "/usr/bin:/bin", "DROM_DATA": str(tmp_path / "data"), "HOME": str(tmp_path)}

    shown = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=200
    )

    assert '"results"' in shown.stdout, shown.stderr
