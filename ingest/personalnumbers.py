"""Numbers that belong to a person: identity numbers by their form and check digit, bank accounts by ISO 13616."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.rules import table

# Two letters, two digits, then letters and digits in groups of any size; bounded, so linear.
_ACCOUNT = re.compile(r"(?<!\w)[A-Za-z]{2}\d{2}(?:[ \u00a0\u202f-]?[A-Za-z0-9]){11,30}", re.ASCII)
_VALID_REMAINDER = 1  # ISO 7064 mod 97-10


@dataclass(frozen=True, slots=True)
class _Form:
    """The form of one country's numbers, as `contacts.toml` has it."""

    shape: re.Pattern[str]
    months: Sequence[int]
    weights: Sequence[int]
    modulus: int
    ten: int | None
    is_complement: bool

    def fits(self, written: str) -> bool:
        match = self.shape.fullmatch(written)
        return match is not None and self._has_birthday(match) and self._has_check_digit(written)

    def _has_birthday(self, match: re.Match[str]) -> bool:
        groups = match.groupdict()
        if "m" in groups and not any(1 <= int(groups["m"]) - added <= 12 for added in self.months):
            return False
        return "d" not in groups or 1 <= int(groups["d"]) <= 31

    def _has_check_digit(self, written: str) -> bool:
        if not self.weights:
            return True
        total = sum(weight * int(digit) for weight, digit in zip(self.weights, written, strict=False))
        last = int(written[-1])
        if self.is_complement:
            return (total + last) % self.modulus == 0
        remainder = total % self.modulus
        return remainder == last or (remainder == 10 and self.ten in (None, last))


def is_personal(written: str) -> bool:
    """Whether the form alone tells: a birthday in the right place, and the check digit where there is one."""
    return any(form.fits(written) for form in _forms())


@cache
def personal_shapes() -> re.Pattern[str]:
    """What has the form of a personal number, its birthday and check digit not looked at."""
    named = re.compile(r"\?P<\w>")
    shapes = "|".join(named.sub("?:", form.shape.pattern) for form in _forms())
    return re.compile(rf"(?<![\w.,/+-])(?:{shapes})(?![\w%]|[.,/-]\d)", re.ASCII)


def without_accounts(text: str, cover: str) -> str:
    """The text with `cover` in place of bank accounts."""
    return _ACCOUNT.sub(lambda match: _covered(match, cover), text)


def _covered(match: re.Match[str], cover: str) -> str:
    """The match with its account covered; words behind it, which have the same letters, stay."""
    written = match.group()
    length = _lengths().get(written[:2].upper(), 0)
    places = [place for place, char in enumerate(written) if char.isalnum()]
    if not 0 < length <= len(places):
        return written
    end = places[length - 1] + 1
    is_whole = end == len(written) or not written[end].isalnum()
    return cover + written[end:] if is_whole and _is_valid([written[place] for place in places[:length]]) else written


def _is_valid(account: Sequence[str]) -> bool:
    moved = [*account[4:], *account[:4]]
    return int("".join(str(int(char, 36)) for char in moved)) % 97 == _VALID_REMAINDER


@cache
def _lengths() -> Mapping[str, int]:
    found = table("contacts")["iban"]
    return {str(country): int(length) for country, length in found.items()} if isinstance(found, dict) else {}


@cache
def _forms() -> tuple[_Form, ...]:
    rows = table("contacts")["number"]
    return tuple(_form(row) for row in rows) if isinstance(rows, list) else ()


def _form(row: Mapping[str, object]) -> _Form:
    def numbers(name: str, otherwise: Sequence[int]) -> Sequence[int]:
        found = row.get(name, otherwise)
        return [int(number) for number in found] if isinstance(found, Sequence) else []

    modulus, ten = row.get("modulus"), row.get("ten")
    return _Form(
        shape=re.compile(str(row["shape"]), re.ASCII),
        months=numbers("months", [0]),
        weights=numbers("weights", []),
        modulus=modulus if isinstance(modulus, int) else 1,
        ten=ten if isinstance(ten, int) else None,
        is_complement=bool(row.get("complement")),
    )
