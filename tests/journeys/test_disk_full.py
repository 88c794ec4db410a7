"""A full disk ends a run with one clear line and exit code 3, and the old release stays whole and answering."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from search.question import Question
from service.settings import Settings
from service.wiring import current_release, engine, releases, workshop

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "sample" / "hu"
RUN = "import sys; sys.argv = ['drom', 'ingest', 'read', sys.argv[1]]; from service.cli import main; main()"
# A disk that is full for one process: no file of its may grow over a limit.
LIMITED = "import resource as r, sys; n = int(sys.argv.pop(1)); r.setrlimit(r.RLIMIT_FSIZE, (n, n)); " + RUN
# A real one: a small file system in memory, for which a user namespace needs no privileges. $1 says how many kilobytes
# are free beside the data; the data are copied back when the run is over, to be looked at from outside.
MOUNTED = """
    free=$1 home=$2; shift 2
    mkdir "$home/disk"
    mount -t tmpfs -o size=$(( $(du -sk "$home/data" | cut -f1) + free ))k tmpfs "$home/disk" || exit 99
    cp -r "$home/data" "$home/disk/data"; rm -r "$home/data"
    DROM_DATA="$home/disk/data" "$@"; code=$?
    cp -r "$home/disk/data" "$home/data"; exit $code
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("full")
    with workshop(Settings(data=home / "data", reading_workers=1)) as shop:
        shop.read([str(ROOT / "sample" / "lv")])
    return home / "data"


@pytest.fixture
def data(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "data"))


def run(data: Path, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DROM_DATA": str(data), "DROM_READING_WORKERS": "1"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def on_a_small_disk(data: Path, kilobytes: int) -> subprocess.CompletedProcess[str]:
    command = ["unshare", "-Urm", "sh", "-c", MOUNTED, "sh", str(kilobytes), str(data.parent)]
    return run(data, [*command, sys.executable, "-c", RUN, str(PAGES)])


def assert_old_release_answers(data: Path) -> None:
    settings = Settings(data=data)
    assert releases(settings).verify(1) == []
    assert engine(current_release(settings), settings).answer(Question(text="Rīga")).total > 0


@pytest.mark.parametrize("largest_file", [500, 20_000, 200_000])  # bytes: the archive, opening the graph, writing it
def test_disk_full_for_one_process_is_one_clear_line(largest_file: int, data: Path):
    ended = run(data, [sys.executable, "-c", LIMITED, str(largest_file), str(PAGES)])

    assert ended.returncode == 3, ended.stderr
    assert "Traceback" not in ended.stderr and ended.stderr.splitlines()[-1].startswith("drom: ")
    assert_old_release_answers(data)


@pytest.mark.skipif(
    subprocess.run(["unshare", "-Urm", "true"], capture_output=True).returncode != 0
    if shutil.which("unshare")
    else True,
    reason="needs `unshare` with user namespaces to mount a small disk",
)
@pytest.mark.parametrize("kilobytes", [0, 1_000, 5_000])  # full at once, in the ledgers and the graph, in publishing
def test_really_full_disk_is_one_clear_line(kilobytes: int, data: Path):
    ended = on_a_small_disk(data, kilobytes)

    assert ended.returncode == 3, ended.stderr
    assert "Traceback" not in ended.stderr and ended.stderr.splitlines()[-1].startswith("drom: ")
    assert_old_release_answers(data)


def test_run_completes_once_there_is_room_again(data: Path):
    run(data, [sys.executable, "-c", LIMITED, "200000", str(PAGES)])

    with workshop(Settings(data=data, reading_workers=1)) as shop:
        release, report = shop.read([str(PAGES)])

    assert release is not None and report.read == len(list(PAGES.glob("*.html")))
