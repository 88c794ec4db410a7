"""The version of everything that decides what is read from a page; it changes with any rule, table or line of code.

A capture is read again when its bytes or this version changed, so nobody has to remember to raise a number.
"""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from ingest.extract.recogniser import LANGUAGES, MODEL, model_folder

# The rooms whose code and data turn bytes into statements, and the labels of the concepts.
_DECIDING = ("ingest", "graph")
_KINDS = (".py", ".toml", ".json", ".sqlite.gz")


def _contents(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    """Every file that decides something, with its path; in the same order on every machine."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _contents(entry, f"{path}/{entry.name}")
        elif entry.name.endswith(_KINDS):
            yield f"{path}/{entry.name}", entry.read_bytes()


def extractor_version(adviser: str = "") -> str:
    """16 hex digits of the rules; and what a language model is asked, by its version, where one was."""
    return f"{_rules_version()}+{adviser}" if adviser else _rules_version()


@cache
def _rules_version() -> str:
    """Costs 30 ms the first time, so that only a run pays for it and no reading process does."""
    digest = sha256()
    for room in _DECIDING:
        for path, content in _contents(files(room), room):
            digest.update(f"{path}\n{len(content)}\n".encode() + content)
    digest.update((files("ontology") / "concepts.json").read_bytes())
    for model in (MODEL, LANGUAGES):
        digest.update((model_folder() / model).read_bytes())
    return digest.hexdigest()[:16]
