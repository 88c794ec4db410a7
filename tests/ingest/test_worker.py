"""Page workers survive what pages do to them, and leave nobody behind."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.capture import Capture
from ingest.errors import WorkersFailed
from ingest.reading import read
from ingest.report import Rejected
from ingest.worker import PageLimits, PageWorkers

WORK = """
import os, socket, time
from ingest.errors import PageRejected

def work(capture):
    word = capture.body.decode()
    if word == "spin":
        while True: pass
    if word == "sleep": time.sleep(60)
    if word == "burst": return len(bytearray(4 << 30))
    if word == "crash": os.abort()
    if word == "reject": raise PageRejected("no words", "add some")
    if word == "fail": raise KeyError("ours")
    if word == "call": socket.socket()
    if word == "pid": return os.getpid()
    return word.upper()
"""


@pytest.fixture
def work(tmp_path, monkeypatch):
    (tmp_path / "page_work.py").write_text(WORK)
    monkeypatch.syspath_prepend(tmp_path)
    import page_work  # type: ignore[import-not-found]

    yield page_work.work
    del sys.modules["page_work"]


def captures(*words):
    return [Capture.of("file:test/page", word.encode(), datetime(2026, 1, 1, tzinfo=UTC)) for word in words]


@pytest.mark.parametrize("workers", [1, 3])
def test_outcomes_come_in_the_order_of_the_captures(work, workers):
    with PageWorkers(work, workers=workers) as pages:
        assert list(pages.map(captures(*"abcdefgh"))) == list("ABCDEFGH")


@pytest.mark.parametrize(
    "evil, reason",
    [
        ("spin", "processor time"),
        ("sleep", "over 1 s"),
        ("burst", "over 512 MB"),
        ("crash", "SIGABRT"),
        ("reject", "no words"),
        ("fail", "KeyError"),
        ("call", "PermissionError"),
    ],
)
def test_page_that_misbehaves_is_rejected_and_the_next_is_read(work, evil, reason):
    limits = PageLimits(cpu_s=0.5, wall_s=1.0 if evil == "sleep" else 60.0, memory_bytes=512 << 20)
    with PageWorkers(work, limits) as pages:
        rejected, good = pages.map(captures(evil, "good"))

    assert isinstance(rejected, Rejected)
    assert reason in rejected.reason
    assert good == "GOOD"


def test_work_that_cannot_be_loaded_fails_loudly(work, tmp_path):
    (tmp_path / "page_work.py").write_text("import nothing_of_this_name")

    with pytest.raises(WorkersFailed), PageWorkers(work) as pages:
        list(pages.map(captures("a")))


def test_nobody_is_left_when_the_run_breaks_off(work):
    with pytest.raises(KeyboardInterrupt), PageWorkers(work, workers=2) as pages:
        outcomes = pages.map(captures("pid", "pid", "sleep", "sleep"))
        pids = [next(outcomes), next(outcomes)]
        raise KeyboardInterrupt

    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


PARENT = """
import sys
sys.path.insert(0, sys.argv[1])
from datetime import UTC, datetime
from ingest.capture import Capture
from ingest.worker import PageWorkers
from page_work import work
def capture(word):
    return Capture.of("file:test/page", word, datetime(2026, 1, 1, tzinfo=UTC))
with PageWorkers(work) as pages:
    print(next(pages.map([capture(b"pid")])), flush=True)
    list(pages.map([capture(b"spin")]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is needed")
def test_worker_dies_with_a_parent_that_is_killed(work, tmp_path):
    command = [sys.executable, "-c", PARENT, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        watch = os.pidfd_open(pid)
        parent.send_signal(signal.SIGKILL)

    import select

    assert select.select([watch], [], [], 10)[0]


def test_tag_built_to_exhaust_the_parser_does_not_stop_the_run():
    bomb = b'<html><p x=">" ' + b" ".join(b"a%d=1" % number for number in range(150_000)) + b">x"
    with PageWorkers(read, PageLimits(cpu_s=1.0)) as pages:
        bad, good = pages.map(captures(bomb.decode(), "One sentence about mediators in Vidin."))

    assert isinstance(bad, Rejected)
    assert good.text == "One sentence about mediators in Vidin."
