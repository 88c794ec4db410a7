"""Names of persons, told by what stands before them and how they end: persons are no things, and no labels."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache

from graph.lemmas import fold, language_base
from ingest.extract.page import Page
from ingest.extract.rules import KnownName, OrganisationHead, TitleHead, rule_files

_HEADS = (OrganisationHead, TitleHead, KnownName)
_WORDS = range(2, 5)  # of a person's name
_REACH = 4  # words between a role and the name, all of them joining words or heads: "coordinator of the project"
_SHORTEST_FRONT = 3  # letters before the ending of a surname


def names_person(page: Page, start: int, end: int) -> bool:
    """Whether these characters are a person's name: two to four capitalised words and none that makes them a body's,
    behind a role or ending as surnames do. What stands in quotation marks is a title.
    """
    words = range(page.wording.word_from(start), page.wording.word_from(end))
    if len(words) not in _WORDS or any(q.start <= start and end <= q.end for q in page.wording.quotations):
        return False
    is_name = all(_is_name_word(page, position) for position in words)
    if not is_name or any(position in page.matches(kind) for kind in _HEADS for position in words):
        return False
    return _has_surname(page, words) or _is_behind_role(page, words.start)


def mentions_person(page: Page, start: int, end: int) -> bool:
    """Whether a run of capitalised words within these characters is a person's name, or ends with one."""
    words = page.wording.words
    return any(
        names_person(page, words[first].start, words[run.stop - 1].end)
        for run in _runs(page, range(page.wording.word_from(start), page.wording.word_from(end)))
        for first in range(max(run.start, run.stop - _WORDS.stop + 1), run.stop - 1)
    )


def _runs(page: Page, words: range) -> Iterator[range]:
    """Stretches of capitalised words with nothing between them."""
    first = words.start
    for position in words:
        if not _is_name_word(page, position):
            first = position + 1
        elif position + 1 == words.stop or not page.wording.is_joined(position):
            yield range(first, position + 1)
            first = position + 1
        elif not _is_name_word(page, position + 1):
            yield range(first, position + 1)


def _is_name_word(page: Page, position: int) -> bool:
    word = page.wording.words[position]
    return word.is_capital and not word.text.isupper()


def _has_surname(page: Page, words: range) -> bool:
    last = page.wording.words[words.stop - 1].text.casefold()
    return any(last.endswith(ending) and len(last) >= len(ending) + _SHORTEST_FRONT for ending in _surnames())


def _is_behind_role(page: Page, first: int) -> bool:
    roles = _roles().get(language_base(page.lang), ())
    for position in range(first - 1, max(-1, first - 1 - _REACH), -1):
        word = page.wording.words[position]
        is_abbreviated = page.wording.gap(position) == ". "
        if not (page.wording.is_joined(position) or is_abbreviated):
            return False
        if any(_is_form(word.folded, role) for role in roles):
            return True
        is_head = any(position in page.matches(kind) for kind in _HEADS)
        if not is_head and word.folded not in page.joining.all:
            return False
    return False


def _is_form(folded: str, role: str) -> bool:
    return folded.startswith(role[:-1]) if role.endswith("*") else folded == role


@cache
def _roles() -> Mapping[str, tuple[str, ...]]:
    """Folded words by language, with their `*`."""
    rows = _table()["roles"]
    return {lang: tuple(map(_folded, words.split(","))) for lang, words in rows.items() if isinstance(words, str)}


def _folded(word: str) -> str:
    word = word.strip()
    return fold(word.rstrip("*")) + ("*" if word.endswith("*") else "")


@cache
def _surnames() -> tuple[str, ...]:
    endings = _table()["surnames"]["endings"]
    return tuple(map(str.casefold, endings)) if isinstance(endings, list) else ()


@cache
def _table() -> Mapping[str, Mapping[str, str | list[str]]]:
    return tomllib.loads(rule_files()["persons.toml"].decode("utf-8"))
