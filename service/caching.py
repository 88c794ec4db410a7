"""Answers that a client may keep: their ETag, and whether the one it holds still stands (RFC 9110 §13.1.2)."""

import re

# Hexadecimal digits of a release's checksums in an ETag: 64 bits tell all releases of a data folder apart.
RELEASE_DIGITS = 16
# `"abc"` or `W/"abc"`; no quotation mark and no control character stands inside.
_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
# Longer headers are cut: a client holds a handful of versions.
MAX_HEADER = 4000


def etag_of(checksums: str, *parts: str) -> str:
    """The tag of one form of one thing; it changes with the content of the release, not only with its number."""
    return f'"{"-".join([checksums[:RELEASE_DIGITS], *parts])}"'


def is_current(if_none_match: str | None, etag: str) -> bool:
    """Whether a client that sends this header holds the version `etag`, compared weakly, as GET asks for."""
    header = (if_none_match or "").strip()[:MAX_HEADER]
    return header == "*" or etag.removeprefix("W/") in _TAG.findall(header)
