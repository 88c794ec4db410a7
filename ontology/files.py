"""The files of this room, opened through the package so that they are found in a checkout and in a wheel.

The only place that knows where they lie.
"""

from enum import StrEnum
from importlib.resources import files
from pathlib import Path


class OntologyFile(StrEnum):
    """Every data file of this room, by what it holds."""

    TERMS = "drom.ttl"
    CONCEPTS = "concepts.ttl"
    COMPILED_CONCEPTS = "concepts.json"  # made from CONCEPTS by `python -m ontology.compile`
    SHAPES = "shapes.ttl"
    LINKS = "links.ttl"
    CONTEXT = "context.jsonld"
    LANGUAGES = "languages.toml"


def read_text(file: OntologyFile) -> str:
    """The whole file, decoded as UTF-8."""
    return (files("ontology") / file).read_text(encoding="utf-8")


def write_text(file: OntologyFile, text: str) -> None:
    """Replace a file of a checkout; only what compiles data does so."""
    (Path(__file__).parent / file.value).write_text(text, encoding="utf-8")
