"""Every change of letters as one table that the tokenizer looks up in a single pass: the `Precompiled` normalizer.

Lower case, no marks, compatibility forms resolved, Cyrillic and Greek in Latin letters, and a space for what is neither
letter nor digit. A chain of some eighty `Replace` normalizers would say the same and take longer than the search for
pieces. The format is sentencepiece's: the length of a double-array trie (darts-clone), the trie, then the replacements,
each ended by a zero byte.
"""

import struct
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from tokenizers import normalizers

_LETTERS = Path(__file__).with_name("letters.toml")
# Where the alphabets of the supported languages, their compatibility forms, punctuation, symbols and emoji lie.
_RANGES = ((0x0000, 0x0600), (0x1C80, 0x1C90), (0x1D00, 0x2C00), (0x2C60, 0x2C80), (0x2DE0, 0x2E80), (0x3000, 0x3021),
           (0xA640, 0xA7FF), (0xFB00, 0xFB07), (0xFE00, 0xFE70), (0xFEFF, 0xFF66), (0xFFF9, 0xFFFE), (0x1D400, 0x1D800),
           (0x1F000, 0x1FB00))  # fmt: skip
_LEAF = 1 << 8
_VALUE = 1 << 31


def plain(text: str) -> str:
    """All that the model sees of a text before it looks for pieces: texts of the same plain letters are one to it."""
    return " ".join(normalizer().normalize_str(text).split())


@cache
def normalizer() -> normalizers.Normalizer:
    return normalizers.Precompiled(charsmap())


def charsmap() -> bytes:
    """The table over all of `_RANGES`."""
    letters = {
        letter: plain for part in tomllib.loads(_LETTERS.read_text("utf-8")).values() for letter, plain in part.items()
    }
    characters = (chr(point) for start, end in _RANGES for point in range(start, end) if not 0xD800 <= point < 0xE000)
    plain = {character: plain_form(character, letters) for character in characters if character != "\x00"}
    return compiled({character: form for character, form in plain.items() if form != character})


def plain_form(character: str, letters: Mapping[str, str]) -> str:
    """What one character becomes: plain Latin letters, digits, letters of other scripts as they are, or a space."""
    small = unicodedata.normalize("NFKC", character).lower()
    if unicodedata.category(character).startswith("M"):
        return ""
    return "".join(_plain_letter(letter, letters) for letter in small)


def _plain_letter(letter: str, letters: Mapping[str, str]) -> str:
    if letter in letters:
        return letters[letter]
    bare = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    return "".join(letters.get(c, c) if c.isalnum() else " " for c in bare)


def compiled(forms: Mapping[str, str]) -> bytes:
    """The table in sentencepiece's format."""
    replacements = sorted(set(forms.values()))
    ends = [0]
    for replacement in replacements:
        ends.append(ends[-1] + len(replacement.encode()) + 1)
    value = dict(zip(replacements, ends, strict=False))
    units = _double_array({character.encode(): value[form] for character, form in forms.items()})
    trie = struct.pack(f"<{len(units)}I", *units)
    return struct.pack("<I", len(trie)) + trie + b"".join(form.encode() + b"\0" for form in replacements)


def _double_array(values: Mapping[bytes, int]) -> list[int]:
    """A darts-clone array: the children of a node at p with offset o stand at p ^ o ^ label, its value at p ^ o."""
    array = _Array()
    places = {b"": 0}
    for prefix, labels in _nodes(values).items():
        base = array.free_base([*labels, 0] if prefix in values else labels)
        place = places[prefix]
        array.units[place] |= (place ^ base) << 10
        if prefix in values:
            array.units[place] |= _LEAF
            array.units[base] = _VALUE | values[prefix]
        for label in labels:
            array.units[base ^ label] = label
            places[prefix + bytes([label])] = base ^ label
    return array.units


def _nodes(keys: Iterable[bytes]) -> dict[bytes, list[int]]:
    """The bytes that follow each beginning of a key; beginnings with many followers first among those of one length."""
    found: dict[bytes, set[int]] = {b"": set()}
    for key in keys:
        for i, byte in enumerate(key):
            found.setdefault(key[:i], set()).add(byte)
        found.setdefault(key, set())
    order = sorted(found, key=lambda prefix: (len(prefix), -len(found[prefix]), prefix))
    return {prefix: sorted(found[prefix]) for prefix in order}


class _Array:
    """Units in blocks of 256, so that a base xor any byte lies inside."""

    def __init__(self) -> None:
        self.units = [0] * 256
        self._bases: set[int] = set()
        self._from = {True: 1, False: 0}  # where to look: for nodes with a value alone, and for all others

    def free_base(self, labels: list[int]) -> int:
        """The first base that no other node has and whose places for `labels` are free."""
        single = len(labels) == 1
        base = self._from[single]
        while base in self._bases or not all(self._is_free(base ^ label) for label in labels):
            base += 1
        self._bases.add(base)
        self._from[single] = base
        if base >= len(self.units):
            self.units.extend([0] * 256)
        return base

    def _is_free(self, place: int) -> bool:
        return place > 0 and (place >= len(self.units) or not self.units[place])  # the root stands at 0
