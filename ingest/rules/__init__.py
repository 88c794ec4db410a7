"""The rules of reading as data (`*.toml`), and the one function that opens them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> Mapping[str, object]:
    """The content of `{name}.toml`, read once."""
    return tomllib.loads((files("ingest.rules") / f"{name}.toml").read_text(encoding="utf-8"))


def words(name: str, *keys: str) -> tuple[str, ...]:
    """The list of words at `keys`; ValueError when there is something else."""
    found: object = table(name)
    for key in keys:
        found = found.get(key, []) if isinstance(found, Mapping) else None
    if not isinstance(found, list):
        raise ValueError(f"{name}.toml has no list at {'.'.join(keys)}")  # noqa: TRY004 - the file is wrong, not a type
    return tuple(str(word) for word in found)
