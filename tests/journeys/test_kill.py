"""A run killed at any moment leaves the old release whole and answering, and the next run completes what it began."""

import logging
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from graph.exchange import lines
from search.question import Question
from service.settings import Settings
from service.wiring import current_release, engine, releases, workshop

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
STAGES = ("capture", "read", "merge and validate", "index", "publish")
MOMENTS = (0.0, 0.3, 0.6, 0.9)  # of the time that the stage takes undisturbed: twenty kills in all
OLD = ("bg/vidin-desegregatsia.html", "ro/calarasi-romact.html")
NEW = ("bg/sredets-detski-gradini.html", "lv/roma-world-2022.html", "es/navarra-agentes-salud.html")
RUN = "import sys; sys.argv = ['drom', '-v', 'ingest', 'read', sys.argv[1]]; from service.cli import main; main()"
ANNOUNCED = re.compile(r"stage begins stage=(.+)")
TIME = re.compile(r'"[^"]+"\^\^<http://www\.w3\.org/2001/XMLSchema#dateTime>')


class Undisturbed(NamedTuple):
    """A data folder with one release, pages that are new to it, and what reading them gives when nobody disturbs."""

    data: Path
    pages: Path
    seconds: dict[str, float]
    quads: list[str]


class Run:
    """`drom ingest read` in a process of its own; knows the stage that it has reached."""

    def __init__(self, data: Path, pages: Path) -> None:
        environment = {**os.environ, "DROM_DATA": str(data), "DROM_READING_WORKERS": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", RUN, str(pages)],
            cwd=ROOT, env=environment, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.stage = "start"

    def reach(self, stage: str | None) -> None:
        """Wait until a stage begins; with None, until the run ends."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if announced := ANNOUNCED.search(line):
                self.stage = announced[1]
                if self.stage == stage:
                    return

    def kill_after(self, seconds: float) -> bool:
        """kill -9, unless the run ends before; says whether it was killed."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.reach(None)  # what it said before it died
        return self.process.wait() < 0


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    home = tmp_path_factory.mktemp("killed")
    with workshop(Settings(data=home / "data", reading_workers=1)) as shop:
        shop.read([str(pages_in(home / "old", OLD))])
    pages = pages_in(home / "new", NEW)
    data = Path(shutil.copytree(home / "data", home / "undisturbed"))
    run, seconds = Run(data, pages), {}
    began = time.perf_counter()
    for stage, following in zip(("start", *STAGES), (*STAGES, None), strict=True):
        run.reach(following)
        now = time.perf_counter()
        seconds[stage], began = now - began, now
    assert run.process.wait() == 0
    return Undisturbed(home / "data", pages, seconds, quads(data))


def pages_in(folder: Path, names: tuple[str, ...]) -> Path:
    folder.mkdir()
    for name in names:
        shutil.copy(ROOT / "sample" / name, folder)
    return folder


def quads(data: Path) -> list[str]:
    """Everything in the current release; times are those of the captures, which no two runs share."""
    store = current_release(Settings(data=data)).store
    named = [quad for graph in store.graphs() for quad in store.quads(graph=graph)]
    return [TIME.sub('"when"', line) for line in lines([*named, *store.quads()])]


def answers(data: Path) -> int:
    settings = Settings(data=data)
    return engine(current_release(settings), settings).answer(Question(text="Видин")).total


def killed_in(stage: str, moment: float, data: Path, undisturbed: Undisturbed) -> str:
    """Kill a run in a stage; the stage that it died in. A stage that was over too soon is killed as it begins."""
    run = Run(data, undisturbed.pages)
    run.reach(stage)
    if run.kill_after(moment * undisturbed.seconds[stage]):
        return run.stage
    shutil.rmtree(data)
    shutil.copytree(undisturbed.data, data)
    return killed_in(stage, 0.0, data, undisturbed)


@pytest.mark.parametrize("stage", STAGES)
def test_killed_run_leaves_the_old_release_whole_and_the_next_run_completes(
    stage: str, undisturbed: Undisturbed, tmp_path: Path
):
    hit = []
    for moment in MOMENTS:
        data = tmp_path / "data"
        if not data.exists() or releases(Settings(data=data)).current_number() != 1:
            shutil.rmtree(data, ignore_errors=True)
            shutil.copytree(undisturbed.data, data)

        hit.append(killed_in(stage, moment, data, undisturbed))

        number = current_release(Settings(data=data)).number
        assert releases(Settings(data=data)).verify(number, full=False) == []
        assert answers(data) > 0
    log.info("kills aimed at %s hit %s", stage, ", ".join(hit))
    assert stage in hit

    completed = Run(data, undisturbed.pages)
    completed.reach(None)

    assert completed.process.wait() == 0
    assert quads(data) == undisturbed.quads
    assert list(data.glob("releases/.draft*")) == []
