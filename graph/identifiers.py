"""IRIs: drawn once, kept for ever in the ledger of identifiers, taken apart; addresses and names made comparable."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import TypeAlias

import ada_url

from graph.errors import LedgerDamaged
from graph.ledger import Entry, Ledger
from graph.records import ThingType
from graph.registers import key_of

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_KEY_LENGTH = 13  # 65 bits: one accidental collision is expected at six thousand million keys
_KEY = re.compile(r"[0-9a-hjkmnp-tv-z]{13}")
_QUOTATION_MARKS = str.maketrans("", "", "\"'`´«»‹›„“”‟‘’‚‛")
_NOT_IN_AN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_BROKEN_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")

LISTED = "known:"  # what stands for the address of the table of well-known names
_Name: TypeAlias = tuple[ThingType, str, str, int]  # type, source address, normalised name, ordinal


class GraphName(StrEnum):
    """The named graphs that belong to no document."""

    CONCEPTS = "concepts"
    PLACES = "places"
    CURATION = "curation"
    IDENTITY = "identity"
    CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True)
class Minted:
    """One line of the ledger: the IRI once drawn for a thing that a source names."""

    type: ThingType
    address: str  # of the source; for a place its entry in a register: `geonames:ID`
    name: str  # normalised
    ordinal: int  # tells things of one source with the same name apart, from 0
    iri: str


class Identifiers:
    """The IRIs of one data folder, drawn once and found again by every later run.

    `ledger` is `DATA/ledger/identifiers.jsonl`; `base` has no trailing slash. Raises LedgerDamaged.
    """

    def __init__(self, ledger: Path, base: str) -> None:
        self.base = base
        self._ledger = Ledger(ledger)
        self._iris: dict[_Name, str] = {}
        self._ages: dict[str, int] = {}
        for number, entry in enumerate(self._ledger.entries(), start=1):
            self._remember(*self._read(entry, number))

    def iri(self, type: ThingType, address: str, name: str, ordinal: int = 0) -> str:
        """The IRI of a thing that the document at `address` names; drawn now when it is met for the first time."""
        wanted = (type, normalise_address(address), normalise_name(name), ordinal)
        return self._iris.get(wanted) or self._draw(wanted)

    def place(self, geonames_id: int) -> str:
        """The IRI of a place, entered in the ledger so that it stays known after no document speaks of it any more."""
        wanted = (ThingType.PLACE, key_of(geonames_id), "", 0)
        return self._iris.get(wanted) or self._enter(wanted, place_iri(self.base, geonames_id))

    def minted(self) -> Iterator[Minted]:
        """Everything ever drawn, oldest first."""
        for (type_, address, name, ordinal), iri in self._iris.items():
            yield Minted(type_, address, name, ordinal, iri)

    def listed(self) -> frozenset[str]:
        """The IRIs of well-known names, one for each, whatever document names them."""
        return frozenset(iri for (_, address, _, _), iri in self._iris.items() if address.startswith(LISTED))

    def age(self, iri: str) -> int:
        """The line on which the IRI was entered, from 0; IRIs that are in no line come after all others."""
        return self._ages.get(iri, len(self._ages))

    def __len__(self) -> int:
        """Lines in the ledger."""
        return len(self._iris)

    def flush(self) -> None:
        """Return when every IRI drawn so far is on the disk; nothing may be published before."""
        self._ledger.flush()

    def close(self) -> None:
        self._ledger.close()

    def _draw(self, wanted: _Name) -> str:
        type_, address, name, _ = wanted
        iri = _thing_iri(self.base, type_, address, name)
        attempts = count(1)
        while iri in self._ages:
            iri = _thing_iri(self.base, type_, address, name, str(next(attempts)))
        return self._enter(wanted, iri)

    def _enter(self, wanted: _Name, iri: str) -> str:
        type_, address, name, ordinal = wanted
        key = iri.rpartition("/")[2]
        self._ledger.append({"type": str(type_), "address": address, "name": name, "ordinal": ordinal, "key": key})
        self._remember(wanted, iri)
        return iri

    def _remember(self, name: _Name, iri: str) -> None:
        self._iris[name] = iri
        self._ages[iri] = len(self._ages)

    def _read(self, entry: Entry, number: int) -> tuple[_Name, str]:
        try:
            type_, key = ThingType(str(entry["type"])), str(entry["key"])
            name = (type_, str(entry["address"]), str(entry["name"]), int(entry["ordinal"] or 0))
        except (KeyError, ValueError) as err:
            raise LedgerDamaged(self._ledger.path, number, f"not an identifier ({err})") from err
        return name, f"{self.base}/id/{type_}/{key}"


def place_iri(base: str, geonames_id: int) -> str:
    """The IRI of a place; the same in every data folder with this base."""
    return _thing_iri(base, ThingType.PLACE, key_of(geonames_id))


def document_iri(base: str, address: str) -> str:
    """The IRI of the document captured at an address, and of its named graph."""
    return _thing_iri(base, ThingType.DOCUMENT, normalise_address(address))


def concept_iri(base: str, scheme: str, notation: str) -> str:
    """The IRI of a concept, such as `…/concept/themes/school-mediation`."""
    return f"{base}/concept/{scheme}/{notation}"


def graph_iri(base: str, name: GraphName) -> str:
    """The IRI of a named graph that belongs to no document."""
    return f"{base}/graph/{name}"


def parse_iri(iri: str, base: str) -> tuple[ThingType, str] | None:
    """Type and key of a thing's IRI; None for every other text."""
    head, _, rest = iri.partition("/id/")
    type_, _, key = rest.partition("/")
    if head != base or type_ not in set(ThingType) or not _KEY.fullmatch(key):
        return None
    return ThingType(type_), key


def normalise_address(address: str) -> str:
    """One spelling of an address: web addresses as WHATWG writes them, without fragment; others in NFC.

    Twice normalised is once normalised.
    """
    if not address.lower().startswith(("http:", "https:")):
        return unicodedata.normalize("NFC", address)
    try:
        return ada_url.URL(address).href.partition("#")[0]
    except ValueError:
        return unicodedata.normalize("NFC", address)


def normalise_name(name: str) -> str:
    """A name as identifiers compare it: NFKC, case folded, no quotation marks, single spaces.

    Nothing that is still being improved (transliteration, legal forms) takes part: old things would get new IRIs.
    """
    bare = unicodedata.normalize("NFKC", name).casefold().translate(_QUOTATION_MARKS)
    return " ".join(unicodedata.normalize("NFKC", bare).split())


def address_as_iri(address: str) -> str:
    """A web address with the characters percent-encoded that no IRI may hold."""
    bare = _BROKEN_PERCENT.sub("%25", address)
    return _NOT_IN_AN_IRI.sub(lambda found: f"%{ord(found.group()):02X}", bare)


def content_key(content: str) -> str:
    """13 characters of lower-case Crockford base32: the first 65 bits of the SHA-256 of the content."""
    bits = int.from_bytes(hashlib.sha256(content.encode()).digest()[:9]) >> 7
    return "".join(_CROCKFORD[bits >> shift & 31] for shift in range(5 * (_KEY_LENGTH - 1), -1, -5))


def _thing_iri(base: str, type_: ThingType, *content: str) -> str:
    key = content_key("\n".join([type_, *content]))
    return f"{base}/id/{type_}/{key}"
