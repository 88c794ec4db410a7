"""Every command explains itself, and explaining loads nothing heavy."""

import subprocess
import sys

import pytest
import typer.main
from typer.testing import CliRunner

from service.cli import app

HEAVY = {
    "torch",
    "sentence_transformers",
    "faiss",
    "tantivy",
    "pyoxigraph",
    "rdflib",
    "trafilatura",
    "langdetect",
    "numpy",
}


def commands(group=None, words=()):
    """Every command of the tree with the words that call it."""
    group = group or typer.main.get_command(app)
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*words, name))
        else:
            yield (*words, name), command


@pytest.mark.parametrize(("words", "command"), commands(), ids=lambda c: "-".join(c) if isinstance(c, tuple) else "")
def test_command_says_what_it_does_with_an_example(words: tuple[str, ...], command):
    assert f"Example: drom {' '.join(words)}" in command.help

    shown = CliRunner().invoke(app, [*words, "--help"])

    assert shown.exit_code == 0 and "Example" in shown.output


def test_help_loads_no_engine_and_no_model():
    code = "import sys; sys.argv = ['drom', '--help']\nfrom service.cli import main\n"
    code += "try: main()\nexcept SystemExit: pass\n"
    code += f"print('heavy:', sorted({HEAVY!r} & sys.modules.keys()))"

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "heavy: []" in shown.stdout
