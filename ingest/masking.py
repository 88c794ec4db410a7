"""Covers what belongs to persons in a text: telephone numbers, mail addresses, accounts, identity numbers.

Figures, years, sums, dates and the numbers of bodies stay. Everything is linear in the text.
"""

import re
from functools import cache

from graph.lemmas import fold
from ingest.personalnumbers import is_personal, personal_shapes, without_accounts
from ingest.rules import words

PHONE = "[phone]"
MAIL = "[e-mail]"
NUMBER = "[personal number]"
ACCOUNT = "[account]"
COVERS = (PHONE, MAIL, NUMBER, ACCOUNT)

# A local part of 64 and a domain of 255 characters at most (RFC 5321), hence bounded and linear.
_LOCAL = r"(?<![\w.+-])(?:\"[^\"\n]{1,62}\"|[\w.+-]{1,64})"
_DOMAIN = r"[\w-]{1,63}(?:\s?\.[\w-]{1,63}){1,4}"
# Sites that hide addresses from robots leave "[email protected]" behind.
_PROTECTED = re.compile(r"\[e-?mail(?:\s|&#160;)?protected\]", re.IGNORECASE)
_MAIL = re.compile(rf"{_LOCAL}(?:[@＠]\s?|\s[@＠]\s|%40|&#0{{0,2}}64;|&commat;){_DOMAIN}", re.IGNORECASE)
_SEPARATORS = r" \u00a0\u2002-\u200d\u202f\u2060/().·•\u2010-\u2015\u2212-"
_DIGITS = re.compile(rf"(?:[+＋]\s?|(?<![\w.,+-]))\(?\d(?:[{_SEPARATORS}]{{0,3}}\d){{4,16}}(?![\w%])")
_DATE = re.compile(r"\d{1,2}[.\-/ ]{1,2}\d{1,2}[.\-/ ]{1,2}\d{4}|\d{4}[.\-/]\d{1,2}[.\-/]\d{1,2}")
_YEARS = re.compile(r"(?:1[89]|20)\d\d\s?[–/-]\s?(?:1[89]|20)?\d\d")
_TIMES = re.compile(r"[012]?\d[.:]?[0-5]\d\s?[–-]\s?[012]?\d[.:]?[0-5]\d")
_PAIRS = re.compile(r"0\d(?:[ .]\d\d){4}")  # as in France
_TRUNK = re.compile(r"\(?0[1-9]\d{0,3}\)?[^\w.]{1,3}\d")  # area code or network, then the rest
_NETWORK = re.compile(r"0[1-9]\d{1,3}(?:\s?\.\s?\d{2,4}){2,4}")  # the same with stops: no figure begins with 0
_AREA = re.compile(r"\(0[ ]?\d{1,4}\)|0[ ]?\(\d{1,4}\)")
_EIGHT = re.compile(r"8[ -]?\(?[3-9]\d\d\)?[ -]\d{3}[ -]\d\d[ -]\d\d")  # Russia's trunk prefix
_CUE = re.compile(r"([^\W\d_]{2,16})[\s.:：№/()-]{0,6}$")
_LETTER_CUE = re.compile(r"(?<!\w)([^\W\d_])[.:：]\s?\(?$")
_CODE = re.compile(r"\w/$")  # what follows is a further part of some code or address
_INTERNATIONAL_DIGITS = range(8, 16)  # ITU-T E.164 allows 15
_NATIONAL_DIGITS = range(8, 12)
_WHOLE_DIGITS = range(9, 12)  # without a separator
_CUED_DIGITS = range(5, 16)
_LETTER_CUED_DIGITS = range(7, 16)
_PERSONAL_DIGITS = range(6, 17)
_DIGIT, _FEWEST_DIGITS = re.compile(r"\d"), 5
_LOOK_BACK = 40  # characters


def masked(text: str) -> str:
    """The text with `[phone]`, `[e-mail]`, `[personal number]` and `[account]` in place of what they name."""
    text = _without_mail(text)
    if len(_DIGIT.findall(text)) < _FEWEST_DIGITS:
        return text
    text = without_accounts(text, ACCOUNT)
    text = personal_shapes().sub(lambda match: _covered_form(match, text), text)
    return _DIGITS.sub(lambda match: _covered(match, text), text)


def _without_mail(text: str) -> str:
    if any(sign in text for sign in "@＠%&"):
        text = _MAIL.sub(MAIL, text)
    if any(sign in text for sign in "[({<"):
        text = _bracketed_mail().sub(MAIL, _PROTECTED.sub(MAIL, text))
    lowered = text.lower()
    is_worded = any(f" {pair.partition(' ')[0]} " in lowered for pair in words("contacts", "worded"))
    return _worded_mail().sub(MAIL, text) if is_worded else text


def _covered_form(match: re.Match[str], text: str) -> str:
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    is_body = _ends_with(before, _folded("register"))
    return match.group() if is_body or not is_personal(match.group()) else NUMBER


def _covered(match: re.Match[str], text: str) -> str:
    written = match.group()
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    digits = "".join(str(int(char)) for char in written if char.isdigit())
    if len(digits) in _PERSONAL_DIGITS and _ends_with(before, _folded("personal")):
        return NUMBER
    plain = re.sub(r"\d", lambda digit: str(int(digit.group())), written).replace("＋", "+")
    return PHONE if _is_phone(plain, digits, before) else written


def _is_phone(written: str, digits: str, before: str) -> bool:
    """`written` with the digits 0 to 9 whatever script they were in."""
    if written.startswith("+"):
        return len(digits) in _INTERNATIONAL_DIGITS and not digits.startswith("000")
    is_body = _CODE.search(before) is not None or _ends_with(before, _folded("register"))
    is_abroad = written.lstrip("(").startswith("00") and not digits.startswith("000")
    if is_abroad and not is_body and len(digits) - 2 in _INTERNATIONAL_DIGITS:
        return True
    if any(pattern.fullmatch(written) for pattern in (_DATE, _YEARS, _TIMES)):
        return False
    if _has_cue(before, len(digits)):
        return True
    if is_body:
        return False
    return _EIGHT.fullmatch(written) is not None or _is_national(written, digits)


def _is_national(written: str, digits: str) -> bool:
    """Whether it begins and is cut as numbers are within a country; one with 00 in front is of a register."""
    if len(digits) not in _NATIONAL_DIGITS or not digits.startswith("0") or digits.startswith("00"):
        return False
    if written.isdigit():
        return len(digits) in _WHOLE_DIGITS
    is_cut = any(pattern.match(written) for pattern in (_PAIRS, _NETWORK, _AREA))
    is_spelt = all(len(group) == 1 for group in re.findall(r"\d+", written)) and "".join(sorted(digits)) != digits
    return is_cut or is_spelt or (_TRUNK.match(written) is not None and "." not in written)


def _has_cue(before: str, digits: int) -> bool:
    letter = _LETTER_CUE.search(before)
    if letter and letter[1].casefold() in words("contacts", "telephone_letters"):
        return digits in _LETTER_CUED_DIGITS
    if before.rstrip(" \u00a0:：.(\ufe0f").endswith(words("contacts", "telephone_signs")):
        return digits in _CUED_DIGITS
    cue = _CUE.search(before)
    return digits in _CUED_DIGITS and cue is not None and fold(cue[1]) in _folded("telephone")


def _ends_with(before: str, cues: frozenset[str]) -> bool:
    """Whether the words in front end with a cue, words for *number* passed over."""
    told = re.findall(r"\w+", fold(before))
    while told and (told[-1] in _folded("number_words") or told[-1].isdigit()):
        told.pop()
    return any(" ".join(told[-count:]) in cues for count in range(1, min(4, len(told) + 1)))


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(" ".join(re.findall(r"\w+", fold(word))) for word in words("contacts", name))


def _any_of(name: str) -> str:
    return "|".join(map(re.escape, sorted(words("contacts", name), key=len, reverse=True)))


@cache
def _bracketed_mail() -> re.Pattern[str]:
    """`name [at] domain (dot) org`; a word that is not only used for @ needs a domain with a dot."""
    dot = rf"(?:\s?\.\s?|\s?[\[({{<]\s?(?:{_any_of('dot')})\s?[\])}}>]\s?|\s(?:{_any_of('dot')})\s)"
    domain = rf"[\w-]{{1,63}}(?:{dot}[\w-]{{1,63}}){{1,4}}"
    sure = rf"\s?[\[{{]\s?(?:{_any_of('at_alone')})\s?[\]}}]\s?"
    maybe = rf"\s?[\[({{<]\s?(?:{_any_of('at')})\s?[\])}}>]\s?"
    return re.compile(rf"{_LOCAL}(?:{maybe}{domain}|{sure}[\w-]{{2,63}})", re.IGNORECASE)


@cache
def _worded_mail() -> re.Pattern[str]:
    """`name at domain dot org`."""
    pairs = (pair.split() for pair in words("contacts", "worded"))
    signs = "|".join(rf"{re.escape(at)}\s[\w-]{{1,63}}\s{re.escape(dot)}" for at, dot in pairs)
    return re.compile(rf"{_LOCAL}\s(?:{signs})\s[^\W\d_]{{2,24}}(?!\w)", re.IGNORECASE)
