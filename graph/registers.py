"""The registers that places are known by, and the one number under which drom keeps each of their entries.

GeoNames' own numbers stay as they are; those of every other register lie in a range of their own, far above.
"""

from __future__ import annotations

import re
from enum import StrEnum

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_KEY = re.compile(r"([a-z-]+):([0-9A-Z.]{1,10})")


class Register(StrEnum):
    """A register, as `dcterms:identifier` names it; Who's On First counts from 85 million up."""

    GEONAMES = "geonames"
    WOF = "wof"
    EKATTE = "ekatte"  # settlements of Bulgaria
    EKATTE_MUNICIPALITY = "lau-bg"
    SIRUTA = "siruta"  # units of Romania
    GEONAMES_ADMIN = "geonames-admin"  # first divisions, by code: `DE.16`
    NUTS = "nuts"


_FIRST = {
    Register.GEONAMES: 0,
    Register.WOF: 0,
    Register.EKATTE: 3_000_000_000,
    Register.EKATTE_MUNICIPALITY: 3_100_000_000,
    Register.SIRUTA: 4_000_000_000,
    Register.GEONAMES_ADMIN: 5_000_000_000,
    Register.NUTS: 6_000_000_000,
}
_WOF_FROM = 85_000_000
_DIGITS = {Register.EKATTE: 5, Register.EKATTE_MUNICIPALITY: 4}
_MOST = 100_000_000  # numbers of each range but that of Who's On First


def code_number(register: Register, code: int) -> int:
    """The number of an entry whose register counts."""
    return _FIRST[register] + code


def number_of(key: str) -> int:
    """The number of `wof:85633001` or `nuts:LV005`. Raises ValueError for what no register writes so."""
    match = _KEY.fullmatch(key)
    if match is None or match[1] not in set(Register):
        raise ValueError(f"not an entry of a register of places: {key!r}")
    register, code = Register(match[1]), match[2]
    if register in (Register.GEONAMES_ADMIN, Register.NUTS):
        return _FIRST[register] + int(code.replace(".", ""), 36)
    number = _FIRST[register] + int(code)
    if key_of(number) != key:
        raise ValueError(f"out of the range of its register: {key!r}")
    return number


def known_number(key: str) -> int | None:
    """The number of an identifier; None when it is of no register of places, as `iso3166:BG`."""
    try:
        return number_of(key)
    except ValueError:
        return None


def geonames_of(number: int) -> int | None:
    """The number, where it is GeoNames' own."""
    return number if number < _WOF_FROM else None


def key_of(number: int) -> str:
    """The entry with its register: `geonames:732800`, `ekatte:00014`, `nuts:LV005`."""
    if number < _FIRST[Register.EKATTE]:
        return f"{Register.WOF if number >= _WOF_FROM else Register.GEONAMES}:{number}"
    register = max((r for r in _FIRST if _FIRST[r] <= number), key=lambda r: _FIRST[r])
    code = number - _FIRST[register]
    if register in (Register.GEONAMES_ADMIN, Register.NUTS):
        text = _in_letters(code)
        return f"{register}:{text}" if register is Register.NUTS else f"{register}:{text[:2]}.{text[2:]}"
    return f"{register}:{code:0{_DIGITS.get(register, 1)}d}"


def _in_letters(code: int) -> str:
    text = ""
    while code:
        code, digit = divmod(code, len(_LETTERS))
        text = _LETTERS[digit] + text
    return text
