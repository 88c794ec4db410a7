"""The rules of extraction by language, read once from `rules/*.toml`; all that differs between languages is there.

Every phrase of a language, whatever it means, stands in one table, so that a text is looked through once for it.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from graph.lemmas import fold, language_base
from graph.records import ThingType
from ingest.extract.phrases import PhraseTable


class CueKind(StrEnum):
    """What a cue word says of the words beside it; the value is its table in `cues.toml`."""

    OVER = "over"
    ABOUT = "about"
    PLANNED = "planned"
    OF_THEM = "of_them"
    OF_WHICH = "of_which"
    PERCENT = "percent"
    NOT_COUNTED = "not_counted"
    ROLE_OF_PERSON = "role_of_person"
    COORDINATOR = "coordinator"
    PARTNER = "partner"
    FUNDER = "funder"
    WITHIN = "within"
    AGENT = "agent"
    ALONGSIDE = "alongside"
    GIVES = "gives"
    RECEIVES = "receives"
    SEAT = "seat"
    ARTICLE = "article"
    BEGINS = "begins"
    ENDS = "ends"
    WORKED = "outcome_worked"
    FAILED = "outcome_failed"
    MIXED = "outcome_mixed"
    DOING = "doing"
    HEAD_OF_PRACTICE = "head_of_practice"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that says what is told of its neighbours."""

    kind: CueKind
    side: str = "either"  # behind, before, either: where what it speaks of stands


@dataclass(frozen=True, slots=True)
class CountedNoun:
    """A noun for people or things that texts count."""

    lemma_en: str
    target_group: str | None  # notation
    is_setting: bool  # where something happens rather than what was reached


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A number below a thousand in words."""

    value: int


@dataclass(frozen=True, slots=True)
class Currency:
    """ISO 4217."""

    code: str


@dataclass(frozen=True, slots=True)
class Multiplier:
    """Thousand, million or milliard."""

    factor: int


@dataclass(frozen=True, slots=True)
class OrganisationHead:
    """A word that makes a name the name of an organisation."""

    classification: str  # notation in organisation-types
    side: str  # before, after, either: where the head stands
    takes: str  # capitals, quotation, words, place, nothing: what may stand beside the head
    is_plural: bool  # several names may follow
    is_compound: bool  # two words or more: enough to be a name by itself
    lemma: str | None = None  # dictionary form, where the table knows it
    is_acronym: bool = False  # one only where the text writes it in capitals: SA, not Romanian "sa"


@dataclass(frozen=True, slots=True)
class TitleHead:
    """A word beside the title of a project, programme or event."""

    type: ThingType
    side: str  # before, after
    is_unquoted: bool  # capitalised words count as its title


@dataclass(frozen=True, slots=True)
class KnownName:
    """A well-known programme or body."""

    key: str
    type: ThingType
    label: str  # English
    classification: str | None
    plus: str | None  # key of what the name means with a + behind it
    is_acronym: bool = False  # one only where the text writes it in capitals: ES is the Union in Latvian, "Es" is not


@dataclass(frozen=True, slots=True)
class NamePart:
    """A word of names; its kind is its table in `organisations.toml`."""

    kind: str  # link, and, of, domain, opening, quarter


@dataclass(frozen=True, slots=True)
class Topic:
    """A word that betrays what a text is about."""

    scheme: str
    notation: str


Meaning: TypeAlias = (
    Cue | Topic | CountedNoun | NumberWord | Currency | Multiplier | OrganisationHead | TitleHead | KnownName | NamePart
)
_ACRONYM = 4  # letters; longer ones are written as words too: Unicef
_SIDES = {">": "behind", "<": "before"}
_NAME_PARTS = ("link", "and", "of", "domain", "opening", "quarter")
_Table: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LanguageRules:
    """What the words of one language mean, with the names and currencies that all languages share."""

    phrases: tuple[PhraseTable[Meaning], ...]  # of the language, and of all languages
    number_words: Mapping[str, int]  # single number words, folded
    number_joint: frozenset[str]  # between tens and units: "двайсет и пет"
    number_of: frozenset[str]  # between number and noun: "34 de probleme"
    number_compound: str | None  # between tens and units written as one word; None where they are not
    is_head_final: bool  # the counted noun is the last of several
    abbreviations: frozenset[str]


@cache
def rules_of(lang: str) -> LanguageRules:
    """The rules of a language (BCP 47); of one without rules, or `und`, those that need none."""
    base = language_base(lang)
    like = _file("languages")["like"].get(base)
    langs = (base, like) if like else (base,)
    numbers = {key: value for name in reversed(langs) for key, value in _file("numbers").get(name, {}).items()}
    own = [*_own_phrases(langs)]
    compound = numbers.get("compounds")
    return LanguageRules(
        phrases=(PhraseTable.of(own), _shared_table()),
        number_words={fold(word): int(key) for key, row in numbers.items() if key.isdigit() for word in _phrases(row)},
        number_joint=_words(numbers.get("and", "")),
        number_of=_words(numbers.get("of", "")),
        number_compound=compound,
        is_head_final="head_final" in numbers,
        abbreviations=frozenset().union(*(_words(_file("cues")["abbreviation"].get(name, "")) for name in langs)),
    )


@cache
def known_names() -> Mapping[str, KnownName]:
    """The well-known programmes and bodies by key."""
    return {name.key: name for _, name in _known()}


@cache
def currency_symbols() -> Mapping[str, str]:
    """ISO 4217 code by sign."""
    return {sign: code for code, sign in _file("money")["symbols"].items()}


@cache
def paying_programmes() -> frozenset[str]:
    """Keys of the well-known programmes that pay for projects, rather than being the frame of them."""
    return frozenset(_phrases(_file("money")["payers"]["programmes"]))


@cache
def _shared_table() -> PhraseTable[Meaning]:
    return PhraseTable.of(_shared_phrases())


def _own_phrases(langs: tuple[str, ...]) -> Iterator[tuple[str, Meaning]]:
    for lang in langs:
        yield from _counted(lang)
        for key, phrases in _file("numbers").get(lang, {}).items():
            if key.isdigit():
                yield from _each(phrases, NumberWord(int(key)))
        for kind in CueKind:
            yield from _sided(_file("cues")[kind].get(lang, ""), kind)
        yield from _heads(lang)
        for part in _NAME_PARTS:
            yield from _each(_file("organisations")[part].get(lang, ""), NamePart(part))
        yield from _topics(lang)


def _sided(phrases: str, kind: CueKind) -> Iterator[tuple[str, Meaning]]:
    for phrase in _phrases(phrases):
        yield phrase.lstrip("<> "), Cue(kind, _SIDES.get(phrase[0], "either"))


def _counted(lang: str) -> Iterator[tuple[str, Meaning]]:
    for lemma, table in _file("counted").items():
        yield from _each(table.get(lang, ""), CountedNoun(lemma, table.get("group"), "setting" in table))


def _topics(lang: str) -> Iterator[tuple[str, Meaning]]:
    for scheme, topics in _nested("topics").items():
        for notation, table in topics.items():
            yield from _each(table.get(lang, ""), Topic(scheme, notation))


def _heads(lang: str) -> Iterator[tuple[str, Meaning]]:
    for row in _rows("organisations", "head"):
        for lemma, phrase in _forms(row.get(lang, "")):
            classification, side, takes = row["classification"], row["side"], row["takes"]
            yield (
                phrase,
                OrganisationHead(classification, side, takes, "plural" in row, " " in phrase, lemma, phrase.isupper()),
            )
    for row in _rows("titles", "head"):
        head = TitleHead(ThingType(row["type"]), row.get("side", "before"), "unquoted" in row)
        yield from _each(row.get(lang, ""), head)


def _forms(phrases: str) -> Iterator[tuple[str | None, str]]:
    """Each form with its dictionary form: `a/b` are forms of `a`, as is `b` in `a=b`; a lone phrase has none."""
    for group in _phrases(phrases):
        named, _, written = group.rpartition("=")
        forms = written.split("/")
        lemma = named or (forms[0] if len(forms) > 1 else None)
        yield from ((lemma, form) for form in forms)


def _shared_phrases() -> Iterator[tuple[str, Meaning]]:
    yield from _known()
    for code, phrases in _file("money")["currencies"].items():
        yield from _each(phrases, Currency(code))
    for factor, phrases in _file("money")["multipliers"].items():
        yield from _each(phrases, Multiplier(int(factor)))


def _known() -> Iterator[tuple[str, KnownName]]:
    for row in _rows("known", "known"):
        name = KnownName(row["key"], ThingType(row["type"]), row["label"], row.get("classification"), row.get("plus"))
        for phrase in _phrases(row["names"]):
            yield phrase, replace(name, is_acronym=phrase.isupper() and len(phrase) <= _ACRONYM)


def _each(phrases: str, meaning: Meaning) -> Iterator[tuple[str, Meaning]]:
    for phrase in _phrases(phrases):
        yield phrase, meaning


def _phrases(phrases: str) -> list[str]:
    return [phrase for phrase in map(str.strip, phrases.split(",")) if phrase]


def _words(phrases: str) -> frozenset[str]:
    return frozenset(fold(phrase) for phrase in _phrases(phrases))


@cache
def _file(name: str) -> Mapping[str, _Table]:
    """A rule file as table → language or key → phrases."""
    return tomllib.loads(rule_files()[f"{name}.toml"].decode("utf-8"))


@cache
def _nested(name: str) -> Mapping[str, Mapping[str, _Table]]:
    """A rule file whose tables hold tables."""
    return tomllib.loads(rule_files()[f"{name}.toml"].decode("utf-8"))


def _rows(name: str, table: str) -> list[_Table]:
    rows: list[_Table] = tomllib.loads(rule_files()[f"{name}.toml"].decode("utf-8"))[table]
    return rows


@cache
def rule_files() -> Mapping[str, bytes]:
    """The rule files by name, in the order of their names."""
    folder = files("ingest.extract") / "rules"
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    return {entry.name: entry.read_bytes() for entry in found}
