"""Covers telephone numbers and mail addresses of people in a text; figures, years, sums and dates stay."""

import re
from functools import cache

from graph.lemmas import fold
from ingest.rules import words

PHONE = "[phone]"
MAIL = "[e-mail]"
# A local part of 64 and a domain of 255 characters at most (RFC 5321), hence bounded and linear. Sites that hide
# addresses from robots leave "[email protected]" behind.
_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?\[at\]\s?|\s?\(at\)\s?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|\[email\s?protected\]|\[email&#160;protected\]"
)
_DIGITS = re.compile(r"(?<![\w.,+-])\+?\(?\d(?:[ \u00a0/().–-]{0,3}\d){4,16}(?![\w%])")
_DATE = re.compile(r"\d{1,2}[.\-/ ]{1,2}\d{1,2}[.\-/ ]{1,2}\d{4}|\d{4}[.\-/]\d{1,2}[.\-/]\d{1,2}")
_YEARS = re.compile(r"(?:1[89]|20)\d\d\s?[–/-]\s?(?:1[89]|20)?\d\d")
_TIMES = re.compile(r"[012]?\d[.:]?[0-5]\d\s?[–-]\s?[012]?\d[.:]?[0-5]\d")
_PAIRS = re.compile(r"0\d(?:[ .]\d\d){4}")  # as in France
_TRUNK = re.compile(r"\(?0\d{1,4}\)?[ /-]\(?\d")  # area code or network, then the rest
_CUE = re.compile(r"([^\W\d_]{2,16})[\s.:№/()-]{0,6}$")
_INTERNATIONAL_DIGITS = range(8, 16)  # ITU-T E.164 allows 15
_NATIONAL_DIGITS = range(8, 12)
_CUED_DIGITS = range(5, 16)


def masked(text: str) -> str:
    """The text with `[phone]` and `[e-mail]` in place of the numbers and addresses."""
    if "@" in text or "[" in text or "(at)" in text:
        text = _MAIL.sub(MAIL, text)
    return _DIGITS.sub(lambda match: PHONE if _is_phone(match, text) else match.group(), text)


def _is_phone(match: re.Match[str], text: str) -> bool:
    written = match.group()
    digits = sum(char.isdigit() for char in written)
    if written.startswith("+") or written.startswith("00"):
        return digits in _INTERNATIONAL_DIGITS and not written.startswith("000")
    if any(pattern.fullmatch(written) for pattern in (_DATE, _YEARS, _TIMES)):
        return False
    if digits in _CUED_DIGITS and _has_cue(text[max(0, match.start() - 24) : match.start()]):
        return True
    if digits not in _NATIONAL_DIGITS or not written.startswith(("0", "(0")):
        return False
    return _PAIRS.fullmatch(written) is not None or (_TRUNK.match(written) is not None and "." not in written)


def _has_cue(before: str) -> bool:
    cue = _CUE.search(before)
    return cue is not None and fold(cue[1]) in _cues()


@cache
def _cues() -> frozenset[str]:
    return frozenset(map(fold, words("contacts", "telephone")))
