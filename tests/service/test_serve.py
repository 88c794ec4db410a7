"""`drom serve` as a person runs it."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from service.settings import Settings

DROM = [sys.executable, "-c", "from service.cli import main; main()"]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def serving(settings: Settings, port: int) -> "subprocess.Popen[str]":
    environment = {**os.environ, "DROM_DATA": str(settings.data)}
    command = [*DROM, "serve", "--port", str(port)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    )


def test_it_prints_its_address_answers_there_and_stops_on_request(collection: Settings, free_port: int):
    with serving(collection, free_port) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        address = said.split()[-1]
        with urllib.request.urlopen(f"{address}/health/ready") as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGTERM)

        assert process.wait(timeout=30) in (0, -signal.SIGTERM)


def test_taken_port_is_a_clear_failure(collection: Settings):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        with serving(collection, held.getsockname()[1]) as process:
            _, said = process.communicate(timeout=60)

    assert process.returncode == 3
    assert "choose another port" in said
