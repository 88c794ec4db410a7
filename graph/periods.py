"""Dates and periods in running text and in questions: which stretch of text names which day, month or years.

The grammar runs over one letter per word (`_LETTERS`); the words of each language are data (`data/periods.toml`).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from graph.lemmas import fold_word
from graph.records import PartialDate

_TOKEN = re.compile(
    r"(?P<iso>(?<![\d.,])\d{4}(?:-\d{2}-\d{2}|(?P<ysep>[./])\s?\d{1,2}(?P=ysep)\s?\d{1,2})(?!\d))"
    r"|(?P<numeric>(?<![\d.,])\d{1,2}(?P<sep>[./-])\s?(?:\d{1,2}|[IVX]{1,4})(?P=sep)\s?\d{4}(?!\d))"
    r"|(?P<number>\d+(?:[.,]\d+)*)|(?P<dash>[-–—/])|(?P<stop>[.!?;\n]\s*\n|[!?;)\]])|(?P<word>[^\W\d_]+)"
)
# How far from a number of four digits a word may stand and still be part of its date, in words.
_REACH = 8
# The longest ending that is taken off the name of a month, in letters: Hungarian márciustól.
_ENDING = 4
_ROMAN = {
    text: number
    for number, text in enumerate(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"], start=1)
}
_YEARS = range(1800, 2100)
_MONTHS = range(1, 13)

# One letter per token: F full date, D day, M month, Y year, y word beside a year, l link, d dash, @ "in", s since,
# u until, x before, z after, b between (S, U, X, Z, B: behind the date), a and, . anything else.
_DAY = r"(?:Dl?Ml?l?Yy?|MDl?l?Y|Yy?MDl?|Yy?l?DM|F)"
_POINT = rf"(?:{_DAY}|Ml?Yy?|Yy?M|y?Yy?)"
_EDGE = rf"(?:{_DAY}|Dl?M|Yy?M|Ml?Yy?|M|D|y?Yy?)"  # what a left edge lacks, it borrows from the right one
_GRAMMAR = re.compile(
    rf"b(?P<left1>{_EDGE})a(?P<right1>{_POINT})|(?P<left2>{_EDGE})a(?P<right2>{_POINT})B"
    rf"|(?P<before1>{_POINT})d?S?X|(?P<after1>{_POINT})d?S?Z"
    rf"|x[slu@]?(?P<before2>YdD|{_POINT})|z[slu@]?(?P<after2>YdD|{_POINT})"
    rf"|(?P<left3>{_EDGE})d?S(?P<right3>{_POINT})d?U|[s@l]?(?P<left4>{_EDGE})[du][ul@]?(?P<right4>{_POINT})"
    rf"|(?P<left5>D)a(?P<right5>{_DAY})|[@y]?(?P<years>YdD)"
    rf"|s+[l@]?(?P<since1>YdD|{_POINT})|(?P<since2>{_POINT})d?S|u+[l@]?(?P<until1>YdD|{_POINT})|(?P<until2>{_POINT})d?U"
    rf"|(?P<single>{_DAY}|Ml?Yy?|Yy?M|yYy?|Yy|@+l?Yy?)"
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day or month of a named year; `start` and `end` count characters, `end` exclusive."""

    start: int
    end: int
    date: PartialDate


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A stretch of time; `None` where it is open. A single year, month or day begins and ends with itself."""

    start: int
    end: int
    begins: PartialDate | None
    ends: PartialDate | None


@dataclass(frozen=True, slots=True)
class _Words:
    """What the words of one language mean: months by name, and the letter of every other word."""

    months: Mapping[str, int]
    letters: Mapping[str, str]


@dataclass(slots=True)
class _Token:
    start: int
    end: int
    letter: str
    value: int = 0  # day, month or year
    day: PartialDate | None = None  # of a date written in figures
    word: str = ""

    @property
    def is_plain_word(self) -> bool:
        return self.letter == "." and bool(self.word)


_LETTERS = {
    "year": "y",
    "link": "l",
    "at": "@",
    "since": "s",
    "since_after": "S",
    "until": "u",
    "until_after": "U",
    "before": "x",
    "before_after": "X",
    "after": "z",
    "after_after": "Z",
    "between": "b",
    "between_after": "B",
    "both": "a",
}


def find_periods(text: str, lang: str) -> list[PeriodMention]:
    """Every date and period of the text, in order and without overlap.

    A bare year counts only where a word or sign says that it is one ("in 2015", "2015 г."); "2015 people" is none.
    `lang` may be wrong or `und`: words that mean the same in every language that has them are known in all.
    """
    return [mention for mention, _ in _mentions(text, lang)]


def find_dates(text: str, lang: str) -> list[DateMention]:
    """The days and months of the text that stand alone, each with its year; the edges of periods are not among them."""
    found = []
    for mention, is_single in _mentions(text, lang):
        if is_single and mention.begins is not None and len(mention.begins.text) > 4:
            found.append(DateMention(mention.start, mention.end, mention.begins))
    return found


def month_of(word: str, lang: str) -> int | None:
    """The month, 1 to 12, that a word names in the language; None for any other word."""
    return _month(fold_word(word), _words(lang.split("-")[0]).months)


def _mentions(text: str, lang: str) -> Iterator[tuple[PeriodMention, bool]]:
    tokens, letters = _read(text, lang)
    for match in _GRAMMAR.finditer(letters):
        begins, ends = _edges(match, tokens)
        is_backward = begins is not None and ends is not None and begins.text > ends.text
        if (begins is None and ends is None) or is_backward or _is_count(match, tokens):
            continue
        first, last = tokens[match.start()], tokens[match.end() - 1]
        yield PeriodMention(first.start, last.end, begins, ends), begins == ends


def _edges(match: re.Match[str], tokens: list[_Token]) -> tuple[PartialDate | None, PartialDate | None]:
    """The two ends of what the grammar found; both None when a part of it is no date of the calendar."""
    found = {name.rstrip("12345"): tokens[slice(*match.span(name))] for name, part in match.groupdict().items() if part}
    if "right" in found:
        right = _date_of(found["right"])
        left = _date_of(found["left"], right) if right else None
        return (left, right) if left else (None, None)
    if "years" in found:
        return _school_year(found["years"][0].value, found["years"][-1].value)
    if "since" in found:
        return _date_of(found["since"]), None
    if "until" in found:
        return None, _date_of(found["until"])
    if "before" in found:
        return None, _beside(_date_of(found["before"]), -1)
    if "after" in found:
        return _beside(_date_of(found["after"]), 1), None
    point = _date_of(found["single"])
    return point, point


def _is_count(match: re.Match[str], tokens: list[_Token]) -> bool:
    """Whether a round number that the grammar took for a year counts the word behind it: "от 2000 души"."""
    last = tokens[match.end() - 1]
    follower = tokens[match.end()] if match.end() < len(tokens) else None
    return last.letter == "Y" and last.value % 100 == 0 and follower is not None and follower.is_plain_word


def _school_year(first: int, tail: int) -> tuple[PartialDate | None, PartialDate | None]:
    """2022/23 and 2014-20."""
    last = first - first % 100 + tail
    return (PartialDate(str(first)), PartialDate(str(last))) if last > first else (None, None)


def _date_of(tokens: list[_Token], other: PartialDate | None = None) -> PartialDate | None:
    """The date that the tokens write; month and year, where they name none, are those of the other edge."""
    written = next((token.day for token in tokens if token.day), None)
    if written:
        return written
    part = {token.letter: token.value for token in tokens if token.letter in "DMY"}
    if [token.letter for token in tokens] == ["Y", "d", "D"]:  # 2010-05; of a school year, 2014/15, the year
        return _partial(part["Y"], part["D"] if part["D"] in _MONTHS else None, None)
    borrowed = [int(number) for number in other.text.split("-")] if other else []
    year = part.get("Y") or (borrowed[0] if borrowed else None)
    month = part.get("M") or (borrowed[1] if "D" in part and len(borrowed) > 1 else None)
    return _partial(year, month, part.get("D"))


def _beside(edge: PartialDate | None, step: int) -> PartialDate | None:
    """The year, month or day right before (-1) or after (1) another."""
    if edge is None:
        return None
    numbers = [int(number) for number in edge.text.split("-")]
    if len(numbers) == 1:
        return _partial(numbers[0] + step, None, None)
    if len(numbers) == 2:
        months = numbers[0] * 12 + numbers[1] - 1 + step
        return _partial(months // 12, months % 12 + 1, None)
    return PartialDate((date(*numbers) + timedelta(days=step)).isoformat())


def _partial(year: int | None, month: int | None, day: int | None) -> PartialDate | None:
    if year is None or (day is not None and month is None):
        return None
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return PartialDate("-".join([f"{year:04}"] + [f"{number:02}" for number in (month, day) if number is not None]))


def _read(text: str, lang: str) -> tuple[list[_Token], str]:
    """The words, numbers and stops of the text, and one letter for each; words far from any year are all dots."""
    tokens = []
    for match in _TOKEN.finditer(text):
        token = _Token(match.start(), match.end(), ".", word=match["word"] or "")
        if match["iso"] or match["numeric"]:
            _set_figures(token, match)
        elif match["number"]:
            _set_number(token, match["number"])
        elif match["dash"]:
            token.letter = "d"
        tokens.append(token)
    words = _words(lang.split("-")[0])
    for index in _near_years(tokens):
        if tokens[index].word:
            _set_word(tokens[index], fold_word(tokens[index].word), words)
    return tokens, "".join(token.letter for token in tokens)


def _near_years(tokens: list[_Token]) -> list[int]:
    near: list[int] = []
    for index, token in enumerate(tokens):
        if token.letter in "YF":
            first = max(index - _REACH, near[-1] + 1 if near else 0)
            near.extend(range(first, min(index + _REACH, len(tokens))))
    return near


def _set_figures(token: _Token, match: re.Match[str]) -> None:
    parts = re.findall(r"\d+|[IVX]+", match.group())
    numbers = [int(part) if part.isdecimal() else _ROMAN.get(part, 0) for part in parts]
    if match["iso"]:
        year, month, day = numbers
    else:
        day, month, year = numbers
        if month > 12:  # 04/16/2024
            day, month = month, day
    token.day = _partial(year, month, day) if year in _YEARS else None
    token.letter = "F" if token.day else "."


def _set_number(token: _Token, number: str) -> None:
    if len(number) > 4 or not (number.isascii() and number.isdigit()):
        return
    value = int(number)
    if len(number) == 4 and value in _YEARS:
        token.letter, token.value = "Y", value
    elif len(number) <= 2 and value > 0:
        token.letter, token.value = "D", value


def _set_word(token: _Token, word: str, words: _Words) -> None:
    month = _month(word, words.months) or _month(word, _shared().months)
    if month:
        token.letter, token.value = "M", month
    else:
        token.letter = words.letters.get(word, ".")


def _month(word: str, months: Mapping[str, int]) -> int | None:
    """The month of this name; with a case ending that is not listed, that of the longest known name in it."""
    if word in months:
        return months[word]
    for cut in range(len(word), max(2, len(word) - _ENDING - 1), -1):
        month = months.get(word[:cut] + "~")
        if month:
            return month
    return None


@cache
def _words(lang: str) -> _Words:
    """The words of a language; what stands beside a date also from the others, unless two of them disagree."""
    return _Words(_months(lang), {**_shared().letters, **_letters(lang)})


@cache
def _tables() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((files("graph") / "data" / "periods.toml").read_text(encoding="utf-8"))


@cache
def _shared() -> _Words:
    """The words of all languages that no two of them use differently."""
    months: dict[str, int] = {}
    letters: dict[str, str] = {}
    for lang in _tables():
        for word, month in _months(lang).items():
            months[word] = month if months.get(word, month) == month else 0
        for word, letter in _letters(lang).items():
            letters[word] = letter if letters.get(word, letter) == letter else "."
    return _Words({word: month for word, month in months.items() if month}, letters)


def _months(lang: str) -> dict[str, int]:
    """Month by folded name; a name that ends in `~` may be followed by a case ending."""
    months: dict[str, int] = {}
    takes_endings = lang in _tables()["all"]["inflecting"]
    for number, forms in enumerate(_tables().get(lang, {}).get("months", ()), start=1):
        for form in map(fold_word, forms.split()):
            months[form] = number
            if takes_endings and len(form) > 3:
                months[form[:-1] + "~"] = months[form + "~"] = number
    return months


def _letters(lang: str) -> dict[str, str]:
    table = _tables().get(lang, {})
    return {fold_word(word): letter for key, letter in _LETTERS.items() for word in table.get(key, ())}
