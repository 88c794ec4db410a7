"""Which languages to try, in order, when a label is missing in the one asked for; the rules are in languages.toml."""

import tomllib
from functools import cache

from ontology.files import OntologyFile, read_text

LAST_RESORT = "en"


@cache
def _fallbacks() -> dict[str, list[str]]:
    table: dict[str, list[str]] = tomllib.loads(read_text(OntologyFile.LANGUAGES))["fallback"]
    return table


@cache
def fallback_chain(lang: str) -> tuple[str, ...]:
    """The languages in which a reader of `lang` (BCP 47) would take a label, best first, English last.

    A tag falls back to its own shorter forms before its neighbours: `ro-MD` → `ro` → `en`.
    """
    subtags = lang.split("-")
    own = ["-".join(subtags[:length]) for length in range(len(subtags), 0, -1)]
    neighbours = [near for tag in own for near in _fallbacks().get(tag, [])]
    return tuple(dict.fromkeys([*own, *neighbours, LAST_RESORT]))
