"""What is left of a name when its alphabet, its legal form and the word for its kind are taken away.

*Сдружение „Интегро“* and *Integro Association* have the core `integro` and the same kind. Pure; the words for kinds are
those of `extract/rules/organisations.toml`, legal forms those of `rules/legalforms.toml`.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from graph.lemmas import fold_word, name_key
from graph.lemmas import tokens as split

# Two spellings of one sound, in this order; what transliterations of the Balkans and the Baltic differ in.
_SOUNDS = (
    ("dzh", "dz"), ("sch", "s"), ("sh", "s"), ("zh", "z"), ("ch", "c"), ("kh", "k"), ("ph", "f"), ("th", "t"),
    ("ts", "c"), ("tz", "c"), ("x", "ks"), ("q", "k"), ("w", "v"), ("ou", "u"), ("y", "i"), ("j", "i"), ("ii", "i"),
)  # fmt: skip
_DOUBLED = re.compile(r"([^\W\d])\1")
_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{2,80})[)\]]")
_QUOTED = re.compile(r"[„“”«»\"‘’‚]([^„“”«»\"‘’‚]{2,80})[„“”«»\"‘’‚]")
_MOST_WORDS = 24  # a name has fewer; what has more is compared by its beginning
_MOST_CHARACTERS = 400
_LONGEST_HEAD = 5  # words
_LONGEST_ENDING = 6  # letters behind the stem of a word for a kind
_SHORTEST_STEM = 4
_FIGURES = re.compile(r"\d{1,6}")


@dataclass(frozen=True, slots=True)
class NameCore:
    """One name made comparable."""

    text: str  # as written
    topic: str  # as written, without the word for its kind: what is compared by meaning
    words: tuple[str, ...]  # folded to sounds, without kind, legal form and link words; never empty
    initials: str  # of the words as written, the kind included
    numbers: frozenset[str]  # figures in it; Roman ones as Arabic
    kind: str | None  # notation in organisation-types

    @property
    def key(self) -> str:
        """Equal for two spellings of one name."""
        return " ".join(sorted(self.words))


@lru_cache(maxsize=1 << 15)
def cores(name: str) -> tuple[NameCore, ...]:
    """The name as a whole, and each part that is a name by itself: what stands in brackets or quotation marks."""
    name = name[:_MOST_CHARACTERS]
    bracketed = _BRACKETED.findall(name)
    texts = [name, *bracketed, *([_BRACKETED.sub(" ", name)] if bracketed else []), *_QUOTED.findall(name)]
    found = {core.key: core for text in reversed(texts) if (core := _core(text))}
    whole = _core(name)
    kind = whole.kind if whole else None  # „Надежда“ of *Сдружение „Надежда“* is of that kind, too
    return tuple(replace(core, kind=core.kind or kind) for core in reversed(found.values()))


def sound(word: str) -> str:
    """A folded word as it sounds, roughly: `ž`, `zh` and `ж` are one."""
    for written, heard in _SOUNDS:
        if written in word:
            word = word.replace(written, heard)
    return _DOUBLED.sub(r"\1", word)


def _core(name: str) -> NameCore | None:
    tokens = [token.text for token in split(name)][:_MOST_WORDS]
    written = [fold_word(token) for token in tokens]
    if not written:
        return None
    heard = [_number(token) or sound(word) for token, word in zip(tokens, written, strict=True)]
    words, kind = _without_kind(heard, _heads())
    kept = [word for word in words if word not in _links() and word not in _legal_forms()] or words
    numbers = frozenset(word for word in kept if word.isdecimal())
    return NameCore(
        text=name.strip(),
        topic=_topic(tokens, heard),
        words=tuple(kept),
        initials="".join(word[0] for word in heard if word not in _links()),
        numbers=numbers,
        kind=kind,
    )


def _without_kind(words: list[str], heads: Mapping[str, str]) -> tuple[list[str], str | None]:
    """The longest phrase for a kind at the beginning or the end is taken away, as often as one stands there."""
    kind: str | None = None
    while len(words) > 1:
        for size in range(min(_LONGEST_HEAD, len(words) - 1), 0, -1):
            first, last = " ".join(words[:size]), " ".join(words[-size:])
            if found := _kind_of(first, heads):
                words = words[size:]
            elif found := _kind_of(last, heads):
                words = words[:-size]
            else:
                continue
            kind = kind or found
            break
        else:
            return words, kind
    return words, kind or _kind_of(words[0], heads)


def _kind_of(phrase: str, heads: Mapping[str, str]) -> str | None:
    """The kind that a phrase names, in any of its forms where the table says that it has endings."""
    found = heads.get(phrase)
    for cut in range(len(phrase) - 1, max(len(phrase) - _LONGEST_ENDING, _SHORTEST_STEM) - 1, -1):
        found = found or heads.get(phrase[:cut] + "*")
    return found


def _topic(tokens: list[str], words: list[str]) -> str:
    """The shortest phrase for a kind at either end is taken away: *employment* of *employment agency*."""
    heads = _heads()
    for size in range(1, min(_LONGEST_HEAD, len(words) - 1) + 1):
        if _kind_of(" ".join(words[:size]), heads):
            return " ".join(tokens[size:])
        if _kind_of(" ".join(words[-size:]), heads):
            return " ".join(tokens[:-size])
    return " ".join(tokens)


def _number(token: str) -> str | None:
    """The number that a word as written is, in figures; capital Roman ones too."""
    if _FIGURES.fullmatch(token):
        return str(int(token))
    roman = _ROMAN.fullmatch(token)
    if roman is None or token in ("V", "X"):  # *e. V.*, and what is crossed out
        return None
    ones = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
    return str(10 * len(roman[1]) + ones[roman[2]])


@cache
def _heads() -> Mapping[str, str]:
    """Folded words for a kind of body, in every language → the kind; with a star behind what may have endings."""
    found: dict[str, str] = {}
    for head in _organisations()["head"]:
        kind = str(head["classification"])
        for phrase in _phrases(head):
            key = " ".join(map(sound, name_key(phrase).split()))
            if key:
                found.setdefault(key, kind)
                found.setdefault(key + "*" if phrase.endswith("*") else key, kind)
    return found


def _phrases(head: Mapping[str, str]) -> Iterator[str]:
    for lang, forms in head.items():
        if lang not in ("classification", "side", "takes", "plural"):
            yield from (form.strip() for form in re.split(r"[,/=]", forms))


@cache
def _links() -> frozenset[str]:
    tables = (_organisations()[name] for name in ("link", "and", "of"))
    phrases = (phrase for table in tables for row in table.values() for phrase in row.split(","))
    return frozenset(sound(name_key(phrase)) for phrase in phrases) - {""}


@cache
def _legal_forms() -> frozenset[str]:
    text = files("ingest").joinpath("rules/legalforms.toml").read_text(encoding="utf-8")
    table: Mapping[str, str] = tomllib.loads(text)["forms"]
    return frozenset(sound(name_key(form).replace(" ", "")) for row in table.values() for form in row.split(",")) - {""}


@cache
def _organisations() -> dict[str, Any]:  # tables of two shapes
    return tomllib.loads(files("ingest").joinpath("extract/rules/organisations.toml").read_text(encoding="utf-8"))
