"""What a person waits for: help, the first answer of a fresh process, the service, and reading again."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from bench.measure import DROM, Figure, Spent, repeated, spent
from bench.workplace import QUESTION, SAMPLE, Workplace, environment, read_into

RUNS = 5
_COUNTS = re.compile(r"(\d+) new or changed, (\d+) unchanged, (\d+) read")
_PEER = (
    "import sys; from sentence_transformers import SentenceTransformer; "
    "SentenceTransformer(sys.argv[1], device='cpu').encode([sys.argv[2]])"
)


def help_page(_place: Workplace) -> list[Figure]:
    """Seconds on the clock until `drom --help` is done, beside the interpreter and its command line library.

    The fastest of several runs: on the clock, a busy machine only ever adds.
    """
    shown, typer, bare = (
        [spent(command) for _ in range(2 * RUNS)]
        for command in ([DROM, "--help"], [sys.executable, "-c", "import typer"], [sys.executable, "-c", "pass"])
    )
    return [
        Figure(name="drom --help, fastest", measured=min(run.wall_s for run in shown), unit="s", runs=2 * RUNS,
               limit=0.5, beside="import typer", peer=min(run.wall_s for run in typer)),
        Figure(name="… processor time", measured=median(run.cpu_s for run in shown), unit="CPU s", runs=2 * RUNS,
               beside="python -c pass", peer=median(run.cpu_s for run in bare)),
    ]  # fmt: skip


def first_answer(place: Workplace) -> list[Figure]:
    """`drom search` on the sample in a fresh process, beside sentence-transformers encoding the same question."""
    from search.encoders.choice import shipped_folder

    data = environment(place.sample_data())
    ours = repeated(RUNS, lambda: spent([DROM, "search", QUESTION], data))
    peer = sentence_transformers_once(shipped_folder())
    beside = "sentence-transformers encoding the question" if peer else None
    return [
        Figure(name="first answer of a fresh process", measured=ours.cpu_s, unit="CPU s", runs=RUNS, limit=1.5,
               beside=beside, peer=peer.cpu_s if peer else None),
        Figure(name="… memory", measured=ours.peak_mb, unit="MB", runs=RUNS, limit=250, beside=beside,
               peer=peer.peak_mb if peer else None),
        Figure(name="… on the clock", measured=ours.wall_s, unit="s", runs=RUNS, beside=beside,
               peer=peer.wall_s if peer else None),
    ]  # fmt: skip


def sentence_transformers_once(model: Path) -> Spent | None:
    """The named peer encoding one question in a fresh process; None where it is not installed."""
    command = [sys.executable, "-c", _PEER, str(model), QUESTION]
    offline = {"HF_HUB_OFFLINE": "1"}
    try:
        return repeated(3, lambda: spent(command, offline))
    except RuntimeError:
        return None


def ready(place: Workplace) -> list[Figure]:
    """Seconds from `drom serve` to the first 200 at /health/ready, on the sample."""
    data = environment(place.sample_data())
    waits = sorted(_until_ready(data) for _ in range(4))[:3]
    return [Figure(name="service ready on the sample", measured=waits[1], unit="s", runs=3, limit=10)]


def _until_ready(data: Mapping[str, str]) -> float:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.perf_counter()
    service = subprocess.Popen(
        [DROM, "serve", "--port", str(port)], env={**os.environ, **data}, stdout=subprocess.DEVNULL
    )  # fmt: skip
    try:
        while not _answers(port):
            if service.poll() is not None or time.perf_counter() - began > 60:
                raise RuntimeError("drom serve did not become ready")
            time.sleep(0.02)
        return time.perf_counter() - began
    finally:
        service.terminate()
        service.wait(30)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def rereading(place: Workplace) -> list[Figure]:
    """`drom ingest read sample` again: no page is read, and the time that takes beside the first time."""
    data, first = place.sample_data(), place.sample_reading()
    again = repeated(3, lambda: read_into(data, SAMPLE))
    found = _COUNTS.search(again.output)
    if not found:
        raise RuntimeError(f"the report of the run cannot be understood: {again.output}")
    changed, _, read = (int(count) for count in found.groups())
    return [
        Figure(name="pages read again when nothing changed", measured=changed + read, unit="pages", runs=3, limit=0),
        Figure(name="reading the sample again", measured=again.cpu_s, unit="CPU s", runs=3, beside="the first time",
               peer=first.cpu_s),
        Figure(name="… on the clock", measured=again.wall_s, unit="s", runs=3, beside="the first time",
               peer=first.wall_s),
    ]  # fmt: skip
