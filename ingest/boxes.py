"""What the names of boxes say of what is in them: class, id, role and data attributes, by `rules/boxes.toml`."""

import re
from dataclasses import dataclass
from enum import Flag, auto
from functools import cache, lru_cache

from ingest.markup import Element
from ingest.rules import words

_ATTRIBUTES = ("class", "id", "role", "data-elementor-type", "data-testid", "data-hook")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CUT = re.compile(r"[\s_:]+|-+")
_NAMES_CHARACTERS = 500
_NAMES_READ = 40  # of one element


class Kind(Flag):
    """What a box is by its name. A name may say several things."""

    NONE = 0
    FURNITURE = auto()
    WEAK = auto()  # furniture, or text: furniture while no paragraph is in it
    LINKED = auto()  # furniture where something in it leads to another page
    OWN = auto()  # a head or foot that an article may have of its own
    ABOUT = auto()  # tells of the page: date, author, counts
    MAYBE_ABOUT = auto()  # so, if it is short and no heading is in it
    SITE = auto()  # shows what the site is called
    CONTENT = auto()  # holds the text


@dataclass(frozen=True, slots=True)
class _Names:
    """The names that say one kind: single words of a name, runs of words, whole names, beginnings of words."""

    kind: Kind
    single: frozenset[str] = frozenset()
    phrases: tuple[str, ...] = ()
    whole: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()

    def match(self, name: str, parts: list[str]) -> bool:
        if name in self.whole or not self.single.isdisjoint(parts):
            return True
        if self.stems and any(part.startswith(self.stems) for part in parts):
            return True
        joined = f"-{'-'.join(parts)}-"
        return len(parts) > 1 and any(phrase in joined for phrase in self.phrases)


def kind_of(element: Element) -> Kind:
    """All that the names of the element say."""
    if not element.attrib:
        return Kind.NONE
    names = " ".join(filter(None, map(element.get, _ATTRIBUTES)))
    return _kind_of_names(names[:_NAMES_CHARACTERS]) if names else Kind.NONE


@lru_cache(maxsize=8192)
def _kind_of_names(names: str) -> Kind:
    found = Kind.NONE
    for name in names.split()[:_NAMES_READ]:
        found |= _kind_of_name(name)
    return found & ~(Kind.FURNITURE | Kind.WEAK | Kind.LINKED) if Kind.CONTENT in found else found


def _kind_of_name(name: str) -> Kind:
    name = _HUMP.sub("-", name).lower()
    parts = _CUT.split(name)
    found = Kind.NONE
    for names in _tables():
        if names.match(name, parts):
            found |= names.kind
    return found


@cache
def _tables() -> tuple[_Names, ...]:
    return (
        _Names(Kind.FURNITURE, _set("words"), _runs("phrases"), stems=words("boxes", "stems")),
        _Names(Kind.WEAK, _set("weak_words"), whole=_set("weak_names")),
        _Names(Kind.LINKED, _set("linked_words")),
        _Names(Kind.OWN, _set("own_words")),
        _Names(Kind.ABOUT, phrases=_runs("about"), whole=_set("about")),
        _Names(Kind.MAYBE_ABOUT, _set("about_words")),
        _Names(Kind.SITE, phrases=_runs("site_names"), whole=_set("site_names")),
        _Names(Kind.CONTENT, phrases=_runs("content"), whole=_set("content")),
    )


def _set(key: str) -> frozenset[str]:
    return frozenset(words("boxes", key))


def _runs(key: str) -> tuple[str, ...]:
    return tuple(f"-{phrase}-" for phrase in words("boxes", key) if "-" in phrase or key == "content")
