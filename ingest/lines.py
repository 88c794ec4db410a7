"""Lines of page furniture in a text: `Share`, `Print`, `Related posts`, in every language of `rules/lines.toml`."""

import re
from collections.abc import Sequence
from functools import cache

from graph.lemmas import name_key
from ingest.rules import table, words

# What ends a glued line such as "RECLAMĂnormedia.ro".
_DOMAIN = re.compile(r"\s?[a-z0-9][a-z0-9.-]{0,60}\.[a-z]{2,6}$")
_SENTENCE_CHARACTERS = 200  # a line so long is text


def without_furniture(lines: Sequence[str]) -> list[str]:
    """The lines without those of furniture, and without all that follows "Related posts" or "Leave a reply"."""
    kept: list[str] = []
    exact, tails = _line_tables()
    for number, line in enumerate(lines):
        key = _line_key(line)
        if key in tails and kept and all(len(rest) < _SENTENCE_CHARACTERS for rest in lines[number:]):
            break
        if line.strip() and key not in exact and key not in tails:
            kept.append(line)
    return kept


def is_furniture_line(line: str) -> bool:
    exact, tails = _line_tables()
    key = _line_key(line)
    return key in exact or key in tails


def _line_key(line: str) -> str:
    """The folded words of a short line, without numbers, single letters and networks at its end."""
    if len(line) > _SENTENCE_CHARACTERS:
        return line
    key = name_key(_DOMAIN.sub("", line.strip())).split()
    while len(key) > 1 and (len(key[-1]) == 1 or key[-1].isdigit() or key[-1] in _networks()):
        key.pop()
    return " ".join(key)


@cache
def _networks() -> frozenset[str]:
    return frozenset(words("boxes", "networks"))


@cache
def _line_tables() -> tuple[frozenset[str], frozenset[str]]:
    """Lines and tails of all languages: templates are often in another language than the text."""
    exact = (line for lang in table("lines") for line in words("lines", lang, "lines"))
    tails = (line for lang in table("lines") for line in words("lines", lang, "tails"))
    return frozenset(map(_line_key, exact)), frozenset(map(_line_key, tails))
