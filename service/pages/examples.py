"""The example questions of `examples.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Example:
    """A question that the sample collection answers, with its language (BCP 47)."""

    text: str
    lang: str


@cache
def examples() -> tuple[Example, ...]:
    """All of them, in the order of the file."""
    table = tomllib.loads((files("service.pages") / "examples.toml").read_text("utf-8"))
    return tuple(Example(question["text"], question["lang"]) for question in table["question"])


def examples_in(lang: str) -> tuple[Example, ...]:
    return tuple(example for example in examples() if example.lang == lang)


def examples_elsewhere(lang: str) -> tuple[Example, ...]:
    """The first question in every other language."""
    first = {example.lang: example for example in reversed(examples()) if example.lang != lang}
    return tuple(example for example in examples() if example in first.values())
