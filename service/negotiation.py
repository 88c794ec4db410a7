"""One IRI, several forms: which one a client gets, by suffix first, then by its `Accept` header."""

from collections.abc import Mapping, Sequence

import mimeparse

from service.errors import NotAcceptable

HTML = "text/html"
TURTLE = "text/turtle"
# Suffix of an address → media type of a thing as data. In order of preference, the best last: a client that takes
# anything gets Turtle.
DATA_SUFFIXES: Mapping[str, str] = {
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "ttl": TURTLE,
}
SUFFIX_OF: Mapping[str, str] = {media_type: suffix for suffix, media_type in DATA_SUFFIXES.items()}
# A browser's `Accept` ends in `*/*`; of equal ones the last wins, so a page comes before data.
THING_FORMS = (*DATA_SUFFIXES.values(), HTML)
# Longer headers are cut: what a client really wants stands in front.
MAX_ACCEPT = 2000


def chosen(accept: str | None, offered: Sequence[str]) -> str:
    """The offered media type that `accept` likes best; of equals the later one. No header means anything.

    Raises NotAcceptable with the list of what there is.
    """
    header = (accept or "").strip()[:MAX_ACCEPT] or "*/*"
    try:
        best = mimeparse.best_match(offered, header)
    except mimeparse.MimeTypeParseException:
        best = ""
    if not best:
        raise NotAcceptable(header, offered)
    return str(best)


def content_type(media_type: str) -> str:
    """As a header says it; only texts name their encoding."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def split_suffix(key: str) -> tuple[str, str]:
    """`k7q2.ttl` → (`k7q2`, `ttl`); a suffix of no format of ours stays with the key, which nobody will know."""
    stem, _, suffix = key.rpartition(".")
    return (stem, suffix.lower()) if stem and suffix.lower() in DATA_SUFFIXES else (key, "")
