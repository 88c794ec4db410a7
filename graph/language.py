"""Which language a text is in, as a BCP 47 tag with how sure we are: `bg`, `sr-Latn`, `und`.

`guess` reads the words and letters of `data/languages.toml` and takes a millisecond: enough for a question. `detect`
weighs the same evidence with what a page declares and, where these leave doubt, with langdetect.
"""

import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Protocol

UNKNOWN = "und"
_WORD = re.compile(r"[^\W\d_]+")
_WORDS_READ = 400  # the languages of a page differ long before that
_CHARACTERS_READ = 4000
_WORDS_KNOWN = 8192  # most words of a page are on many pages
_CHARACTERS_ASKED = 1500  # langdetect takes 4 ms for these
_PROFILES = "bg ca cs da de el en es et fi fr hr hu it lt lv mk nl no pl pt ro ru sk sl sq sv tr uk"  # of langdetect
# In nats, like a log-likelihood. A page's own word is worth about two telling words: templates are often in another
# language than the text. langdetect never says less than that a language is a hundred times less likely than another.
_MARK = 1.5
_FOREIGN_LETTER = 2.0
_DECLARED = 3.0
_LANGDETECT_FLOOR = 0.01
# A language ahead by so much is not asked about again; on FLORES sentences it is then right in 99 % of the cases.
_DECIDED = 6.0
_TEMPERATURE = 1.5  # words of one text are not independent of one another
_SCRIPTS = {"Cyrl": (0x400, 0x52F), "Grek": (0x370, 0x3FF), "Geor": (0x10A0, 0x10FF), "Armn": (0x530, 0x58F)}
_SCRIPT_LANG = {"Geor": "ka", "Armn": "hy"}
_SERBIAN = ("sr-Cyrl", "sr-Latn")
_CLOSE = frozenset({"bs", "hr", "sr-Latn"})
# What langdetect calls the languages that it does not know.
_TAKEN_FOR = {"hr": ("bs", "hr", "sr-Latn"), "mk": ("mk", "sr-Cyrl")}
# What pages write for a language, and its tag among ours. Montenegrin differs too little to be told from the text.
_ALIASES = {
    "sh": "sr-Latn",
    "scc": "sr",
    "scr": "hr",
    "me": "cnr",
    "sr-me": "cnr",
    "gr": "el",
    "cz": "cs",
    "rmy": "rom",
}


@dataclass(frozen=True, slots=True)
class _Language:
    tag: str
    script: str
    words: frozenset[str]
    letters: frozenset[str]
    marks: frozenset[str]  # words of its own
    openings: tuple[str, ...]  # beginnings of words of its own


class _Probability(Protocol):
    lang: str
    prob: float


def guess(text: str) -> tuple[str, float]:
    """The likeliest language and its probability 0..1 by words and letters alone; `und` when they say nothing."""
    return _best(_evidence(text))


def detect(text: str, declared: str | None = None) -> tuple[str, float]:
    """The language of a page's text and how sure we are, 0..1.

    `declared` is what the page says of itself in any spelling (`bg-BG`, `SR`); it is believed where the text leaves
    doubt. A text without a word in it is in the declared language, or `und`.
    """
    evidence = _evidence(text)
    wanted = _declared_among(evidence, declared)
    for tag in wanted:
        evidence[tag] += _DECLARED
    if not evidence:
        said = normalised_tag(declared)
        return (said, 0.5) if said else (UNKNOWN, 0.0)
    if _lead(evidence) < _DECIDED:
        for tag, nats in _second_opinion(text).items():
            evidence[tag] = evidence.get(tag, 0.0) + nats
    tag, confidence = _best(evidence)
    if normalised_tag(declared) == "cnr" and tag in _CLOSE | {"sr-Cyrl"}:
        return "cnr", confidence
    return tag, confidence


def normalised_tag(declared: str | None) -> str | None:
    """The tag as we write it: the language, and the script of Serbian where it is said. None when it is no tag."""
    if not declared or not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,4}", declared.strip()):
        return None
    subtags = declared.strip().replace("_", "-").lower().split("-")
    whole = "-".join(subtags)
    lang = _ALIASES.get(whole) or _ALIASES.get(subtags[0], subtags[0])
    if lang == "sr":
        script = next((subtag.title() for subtag in subtags[1:] if subtag in ("cyrl", "latn")), None)
        return f"sr-{script}" if script else "sr"
    return None if lang in ("und", "mul", "zxx") else lang


def _declared_among(evidence: Mapping[str, float], declared: str | None) -> list[str]:
    tag = normalised_tag(declared)
    if tag == "cnr":
        tag = "sr"
    spellings = _SERBIAN if tag and tag.startswith("sr") else (tag or "",)
    return [spelling for spelling in spellings if spelling in evidence]


def _evidence(text: str) -> dict[str, float]:
    """Nats for each language that writes the script of the text; nothing for a text without letters."""
    words = [word.lower() for word in _WORD.findall(text[:_CHARACTERS_READ])[:_WORDS_READ]]
    scripts = [_script_of(word[len(word) // 2]) for word in words]
    script = _commonest(words, scripts)
    if script in _SCRIPT_LANG:
        return {_SCRIPT_LANG[script]: float(len(words))}
    counted = Counter(word for word, its in zip(words, scripts, strict=True) if its == script)
    languages = [language for language in _languages().values() if language.script == script]
    nats = {language.tag: 0.0 for language in languages}
    for word, count in counted.items():
        for tag, change in _told_by(word, script or ""):
            nats[tag] += count * change
    return nats


def _commonest(words: list[str], scripts: list[str]) -> str | None:
    """The script of most letters."""
    counts: dict[str, int] = {}
    for word, script in zip(words, scripts, strict=True):
        counts[script] = counts.get(script, 0) + len(word)
    return max(counts, key=lambda script: counts[script]) if counts else None


@lru_cache(maxsize=4096)
def _script_of(letter: str) -> str:
    return next((name for name, (first, last) in _SCRIPTS.items() if first <= ord(letter) <= last), "Latn")


@lru_cache(maxsize=_WORDS_KNOWN)
def _told_by(word: str, script: str) -> tuple[tuple[str, float], ...]:
    """For which languages of the script a word, its letters and its beginning speak, and against which, in nats."""
    changes: dict[str, float] = {}
    owners, writers = _word_owners().get(word, frozenset()), _writers(word)
    for number, language in enumerate(_languages().values()):
        if language.script != script:
            continue
        change = _word_weights()[word] if language.tag in owners else 0.0
        if not writers >> number & 1 and language.tag not in owners and not word.isascii():
            change -= _FOREIGN_LETTER
        if word in language.marks or (language.openings and word.startswith(language.openings)):
            change += _MARK
        if change:
            changes[language.tag] = change
    return tuple(changes.items())


def _writers(word: str) -> int:
    """The languages that have all letters of the word, as bits in the order of the table."""
    bits, of_letter = -1, _writers_of_letters()
    for letter in set(word):
        bits &= of_letter.get(letter, 0)
    return bits


@cache
def _writers_of_letters() -> Mapping[str, int]:
    bits: dict[str, int] = defaultdict(int)
    for number, language in enumerate(_languages().values()):
        for letter in language.letters:
            bits[letter] |= 1 << number
    return dict(bits)


def _best(evidence: Mapping[str, float]) -> tuple[str, float]:
    """The language with most nats and its share among all; ties go to the first in the table."""
    if not evidence:
        return UNKNOWN, 0.0
    top = max(evidence.values())
    if len(evidence) > 1 and top <= 0 and min(evidence.values()) == top:
        return UNKNOWN, 0.0
    shares = {tag: math.exp((nats - top) / _TEMPERATURE) for tag, nats in evidence.items()}
    best = max(shares, key=lambda tag: shares[tag])
    return best, round(min(0.99, shares[best] / sum(shares.values())), 2)


def _lead(evidence: Mapping[str, float]) -> float:
    first, *others = sorted(evidence.values(), reverse=True)
    return first - max(others, default=-_DECIDED)


def _second_opinion(text: str) -> dict[str, float]:
    """What langdetect thinks, in nats. It takes Serbian and Bosnian, which it does not know, for their neighbours."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _langdetect().create()
    detector.append(text[:_CHARACTERS_ASKED])
    try:
        found = detector.get_probabilities()
    except LangDetectException:  # nothing in it that langdetect counts
        return {}
    opinion: dict[str, float] = {}
    for each in found:
        nats = math.log(max(each.prob, _LANGDETECT_FLOOR) / _LANGDETECT_FLOOR)
        for tag in _TAKEN_FOR.get(each.lang, (each.lang,)):
            opinion[tag] = nats
    return opinion


class _Detector(Protocol):
    def append(self, text: str) -> None: ...
    def get_probabilities(self) -> list[_Probability]: ...


class _DetectorFactory(Protocol):
    def create(self) -> _Detector: ...


@cache
def _langdetect() -> _DetectorFactory:
    """langdetect with the profiles of languages written in Europe: half the loading time of all 55."""
    from langdetect.detector_factory import DetectorFactory

    DetectorFactory.seed = 0
    factory = DetectorFactory()
    profiles = files("langdetect") / "profiles"
    factory.load_json_profile([(profiles / tag).read_text(encoding="utf-8") for tag in _PROFILES.split()])
    made: _DetectorFactory = factory
    return made


@cache
def _languages() -> Mapping[str, _Language]:
    tables = tomllib.loads((files("graph") / "data" / "languages.toml").read_text(encoding="utf-8"))
    return {
        tag: _Language(
            tag,
            table["script"],
            frozenset(table["words"].split()),
            frozenset(table["letters"] + "abcdefghijklmnopqrstuvwxyz"),
            frozenset(mark for mark in table.get("marks", "").split() if not mark.endswith("-")),
            tuple(mark[:-1] for mark in table.get("marks", "").split() if mark.endswith("-")),
        )
        for tag, table in tables.items()
    }


@cache
def _word_weights() -> Mapping[str, float]:
    """A word tells more the fewer languages of its script have it."""
    shared = Counter(word for language in _languages().values() for word in language.words)
    return {word: 2.5 / count**0.5 for word, count in shared.items()}


@cache
def _word_owners() -> Mapping[str, frozenset[str]]:
    """Which languages have a word among their commonest."""
    owners: dict[str, set[str]] = defaultdict(set)
    for tag, language in _languages().items():
        for word in language.words:
            owners[word].add(tag)
    return {word: frozenset(tags) for word, tags in owners.items()}


def word_share(text: str) -> float:
    """The share of words, 0..1, that one language writes with its letters, commonest words counting twice.

    It tells text that was decoded rightly from text that was not: wrong letters are letters of no language.
    """
    words = Counter(word.lower() for word in _WORD.findall(text[:_CHARACTERS_READ])[:_WORDS_READ])
    if not words:
        return 0.0
    owned: Counter[str] = Counter()
    written: Counter[int] = Counter()
    for word, count in words.items():
        written[_writers(word)] += count
        for tag in _word_owners().get(word, ()):
            owned[tag] += count
    shares = (
        sum(count for bits, count in written.items() if bits >> number & 1) + owned[tag]
        for number, tag in enumerate(_languages())
    )
    return max(shares) / (2 * words.total())
