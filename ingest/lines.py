"""Lines of page furniture in a text: `Share`, `Tags: …`, `Related posts`, in every language of `rules/`."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate

from graph.lemmas import name_key
from ingest.rules import table, words

# What ends a glued line such as "RECLAMĂnormedia.ro".
_DOMAIN = re.compile(r"\s?[a-z0-9][a-z0-9.-]{0,60}\.[a-z]{2,6}$")
_SENTENCE_CHARACTERS = 200  # a line so long is text
_LABELLED_CHARACTERS = 150  # a line that a label heads
_EDGE_LINES = 4  # at either end of a text: where sites speak of their cookies
_HASHTAGS = re.compile(r"(?:#\w{1,60}[\s,]{0,3}){1,40}")
_LABEL = re.compile(r"([^:|]{2,40})[:|]")


def without_furniture(lines: Sequence[str]) -> list[str]:
    """The lines without those of furniture, and without all that follows "Related posts" or "Leave a reply"."""
    return [lines[number] for number in text_lines(lines)]


def text_lines(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines that are text."""
    kept: list[int] = []
    exact, tails = _line_tables()
    lengths = [len(line) for line in lines]
    longest = list(accumulate(reversed(lengths), max))[::-1]  # from here on
    ahead, behind = 0, sum(lengths)
    for number, line in enumerate(lines):
        key = _line_key(line)
        is_counted = key in tails and any(map(str.isdigit, line))  # `3 comments`
        if key in tails and kept and (is_counted or behind < ahead or longest[number] < _SENTENCE_CHARACTERS):
            break
        is_edge = number < _EDGE_LINES or number >= len(lines) - _EDGE_LINES
        is_text = (
            key not in exact and key not in tails and not is_label_line(line) and not (is_edge and _is_of_site(line))
        )
        if line.strip() and is_text:
            kept.append(number)
        ahead, behind = ahead + lengths[number], behind - lengths[number]
    return kept


def is_furniture_line(line: str) -> bool:
    exact, tails = _line_tables()
    key = _line_key(line)
    return key in exact or key in tails


def is_label_line(line: str) -> bool:
    """Whether the line is a label of furniture with its value: `Photo: our archive`, `Read also: …`."""
    if len(line) > _LABELLED_CHARACTERS:
        return False
    match = _LABEL.match(line)
    return match is not None and name_key(match[1]) in _labels()


def is_also(line: str) -> bool:
    """Whether the line says that there is more to read elsewhere: `Other projects`."""
    return name_key(line) in _also()


def is_more(line: str) -> bool:
    """Whether a link of these words leads to the rest of what stands above it: `Read more`."""
    return is_furniture_line(line) or is_also(line) or name_key(line) in _more()


def is_list_head(line: str) -> bool:
    """Whether the line heads a list that belongs to the text although its items are links: `Partners`, `Funded by`."""
    return len(line) <= _LABELLED_CHARACTERS and f" {name_key(line)}".startswith(_lists())


def is_section(name: str) -> bool:
    """Whether the name is one that sections of many sites have: `News`, `Projects`."""
    return name_key(name) in _also() | _line_tables()[0]


def _is_of_site(line: str) -> bool:
    """Whether the line speaks of the rights in the site or of its cookies; texts do so inside, not at their edges."""
    if len(line) > _SENTENCE_CHARACTERS:
        return False
    if line.startswith("©") or _HASHTAGS.fullmatch(line) or _cookies().search(line.casefold()):
        return True
    key = f" {name_key(line)}"
    return any(word in key for word in _rights())


def _line_key(line: str) -> str:
    """The folded words of a short line, without numbers and single letters at its ends and networks at its end."""
    if len(line) > _SENTENCE_CHARACTERS:
        return line
    key = name_key(_DOMAIN.sub("", line.strip())).split()
    while len(key) > 1 and (len(key[-1]) == 1 or key[-1].isdigit() or key[-1] in _networks()):
        key.pop()
    if len(key) > 1 and key[0].isdigit():
        key.pop(0)
    return " ".join(key)


@cache
def _networks() -> frozenset[str]:
    return frozenset(words("boxes", "networks"))


@cache
def _line_tables() -> tuple[frozenset[str], frozenset[str]]:
    """Lines and tails of all languages: templates are often in another language than the text."""
    return _of_all("lines", "lines", _line_key), _of_all("lines", "tails", _line_key)


def _of_all(name: str, key: str, folded: Callable[[str], str]) -> frozenset[str]:
    return frozenset(folded(word) for lang in table(name) for word in words(name, lang, key))


@cache
def _labels() -> frozenset[str]:
    return _of_all("labels", "labels", name_key) | _also()


@cache
def _also() -> frozenset[str]:
    return _of_all("labels", "also", name_key) | _line_tables()[1]


@cache
def _rights() -> tuple[str, ...]:
    return tuple(f" {word}" for word in _of_all("labels", "rights", name_key))


@cache
def _cookies() -> re.Pattern[str]:
    """Not folded: Turkish çerez would be Ukrainian через."""
    return re.compile(r"\b(?:" + "|".join(sorted(_of_all("labels", "cookies", re.escape))) + ")")


@cache
def _lists() -> tuple[str, ...]:
    return tuple(f" {word}" for word in _of_all("labels", "lists", name_key))


@cache
def _more() -> frozenset[str]:
    return _of_all("labels", "more", name_key)
