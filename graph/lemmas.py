"""Words of a text and the forms under which they are compared: folded to plain Latin, reduced to a stem or a lemma.

Folding and stemming load nothing but small tables; only `lemma` opens a dictionary, and only one that is cheap to open.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from simplemma import Lemmatizer

# A word: letters and digits, their marks and invisible joiners. Apostrophes separate: `l'école`, `İstanbul'da`.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff])*")
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_LATIN = re.compile(r"[A-Za-z]")
LONGEST_WORD = 100  # characters; the longest compounds of Finnish, Hungarian and German have about 80
_SHORTEST_STEM = 3  # letters; shorter stems would join unrelated words
_CACHED_WORDS = 1 << 16  # a language's running vocabulary; about 15 MB when full
_OPEN_DICTIONARIES = 2  # 40 to 80 MB each


class Token(NamedTuple):
    """One word of a text; `start` and `end` count characters, `text` is the word as written.

    A tuple, since a page is cut into words many times over.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Inflection:
    """How words of one language end and are written; `data/inflection.toml` says what each field means."""

    suffixes: frozenset[str]  # folded, the empty one included
    shortest_stem: int  # letters
    dictionary: str | None
    compounds: bool
    near: frozenset[str]
    scripts: frozenset[str]  # ISO 15924


def tokens(text: str) -> list[Token]:
    """The words of `text` in order; punctuation, hyphens and apostrophes separate.

    What runs on beyond `LONGEST_WORD` is no word: every beginning of a word is looked up, so that one of a megabyte
    would take hours.
    """
    return [Token(m.start(), m.end(), m.group()) for m in _WORD.finditer(text) if m.end() - m.start() <= LONGEST_WORD]


def fold(text: str) -> str:
    """`text` in lower-case Latin without marks: what two spellings or scripts of one name have in common.

    Invisible characters go, words of mixed alphabets are repaired first. The length may change: useless for offsets.
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).translate(_INVISIBLE)
    if _LATIN.search(text) and (_CYRILLIC.search(text) or _GREEK.search(text)):
        text = _WORD.sub(lambda m: _in_one_alphabet(m.group()), text)
    first, second = _letter_tables()
    return unicodedata.normalize("NFKD", text.casefold().translate(first)).translate(second)


@lru_cache(_CACHED_WORDS)
def fold_word(word: str) -> str:
    """`fold` of one word, cached."""
    return fold(word)


@lru_cache(_CACHED_WORDS)
def soft_fold(word: str) -> str:
    """The word in lower case with its marks: `școală`, whichever code points write it."""
    word = unicodedata.normalize("NFKC", word).translate(_INVISIBLE).casefold()
    return unicodedata.normalize("NFC", word.replace("ş", "ș").replace("ţ", "ț"))


def script_of(word: str) -> str:
    """`Cyrl`, `Grek` or `Latn` (which stands for everything else), by the first letter that tells."""
    if word.isascii():
        return "Latn"
    return "Cyrl" if _CYRILLIC.search(word) else "Grek" if _GREEK.search(word) else "Latn"


def name_key(name: str) -> str:
    """The folded words of a name with single spaces: under this a name is kept in tables and looked up."""
    return " ".join(fold_word(word) for word in _WORD.findall(name))


@lru_cache(maxsize=1024)
def language_base(lang: str) -> str:
    """The language alone: `sr` of `sr-Latn`; empty and `und` give `und`."""
    return lang.split("-")[0].split("_")[0].lower() or "und"


@cache
def inflections() -> Mapping[str, Inflection]:
    """The endings of every language that has a table, by language."""
    table = tomllib.loads(files("graph").joinpath("data/inflection.toml").read_text(encoding="utf-8"))
    return {
        lang: Inflection(
            suffixes=frozenset(["", *fold(row["suffixes"]).split()]),
            shortest_stem=row.get("shortest_stem", _SHORTEST_STEM),
            dictionary=row.get("dictionary"),
            compounds=row.get("compounds", False),
            near=frozenset(row.get("near", "").split()),
            scripts=frozenset(row.get("script", "Latn").split()),
        )
        for lang, row in table.items()
    }


def stem(word: str, lang: str) -> str:
    """The folded word without its longest known ending; the stem is never shorter than the ending."""
    folded = fold_word(word)
    inflection = inflections().get(language_base(lang))
    if inflection is None:
        return folded
    for cut in range(max(inflection.shortest_stem, (len(folded) + 1) // 2), len(folded)):
        if folded[cut:] in inflection.suffixes:
            return folded[:cut]
    return folded


@lru_cache(_CACHED_WORDS)
def lemma(word: str, lang: str) -> str:
    """The dictionary form in lower case, or the folded stem where no dictionary of the language is opened."""
    word = unicodedata.normalize("NFKC", word).translate(_INVISIBLE)
    inflection = inflections().get(language_base(lang))
    if inflection is None or inflection.dictionary is None:
        return stem(word, lang)
    if inflection.dictionary == "hbs":
        word = word.lower().translate(_letters("serbian"))
    # simplemma knows the Romanian letters with comma below only.
    word = word.replace("ş", "ș").replace("ţ", "ț").replace("Ş", "Ș").replace("Ţ", "Ț")
    return _lemmatizer().lemmatize(word, lang=inflection.dictionary).lower()


@cache
def _lemmatizer() -> Lemmatizer:
    # Imported when first needed: most processes never ask for a lemma.
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    dictionaries = DefaultDictionaryFactory(cache_max_size=_OPEN_DICTIONARIES)
    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=dictionaries))


@cache
def _alphabets() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("graph").joinpath("data/alphabets.toml").read_text(encoding="utf-8"))


@cache
def _letters(alphabet: str) -> dict[int, str]:
    return {ord(letter): latin for letter, latin in _alphabets()[alphabet].items()}


@cache
def _letter_tables() -> tuple[dict[int, str], dict[int, str | None]]:
    """Before and after the marks are split off; the second also drops the marks."""
    marks: dict[int, str | None] = {code: None for code in range(0x300, 0x370)}
    return _letters("cyrillic"), marks | _letters("greek") | _letters("latin")


def _in_one_alphabet(word: str) -> str:
    """A word of mixed alphabets written in one of them, where lookalikes allow it; others come back unchanged."""
    if not _LATIN.search(word) or word.isascii():
        return word
    look = _alphabets()["lookalikes"]
    if _CYRILLIC.search(word):
        candidates = ((look["latin"], look["cyrillic"], _LATIN), (look["cyrillic"], look["latin"], _CYRILLIC))
    else:
        candidates = ((look["greek_latin"], look["greek"], _LATIN), (look["greek"], look["greek_latin"], _GREEK))
    for source, target, foreign in candidates:
        rewritten = word.translate(str.maketrans(source, target))
        if not foreign.search(rewritten):
            return rewritten
    return word
