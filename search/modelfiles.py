"""The files of a model folder, compared with the manifest that lists them: `manifest.toml` inside the folder, where the
model is installed, or beside it, as in the checkout. A folder that no manifest lists is taken as it is.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from search.errors import ModelDamaged
from search.manifest import FileFacts

MANIFEST = "manifest.toml"
CARD = "README.md"


def listed_files(folder: Path, model: str) -> Mapping[str, FileFacts]:
    """What a manifest says of the files of `model`, by path inside its folder; nothing where none lists it.

    Raises ModelDamaged when a manifest cannot be read.
    """
    for path in (folder / MANIFEST, folder.resolve().parent / MANIFEST):
        try:
            files = tomllib.loads(path.read_text("utf-8")).get(model, {})
            found = {name: FileFacts(int(each["size"]), str(each["sha256"])) for name, each in files.items()}
        except FileNotFoundError:
            continue
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ModelDamaged(model, path, f"it is no list of models ({error!r})") from error
        if found:
            return found
    return {}


def damages(folder: Path, model: str) -> Iterator[ModelDamaged]:
    """Every listed file that is not what the manifest says. Hashing 25 MB takes 15 ms where the processor helps."""
    for name, listed in listed_files(folder, model).items():
        path = folder / name
        try:
            found = facts_of(path)
        except OSError as error:
            yield ModelDamaged(model, path, f"{error.strerror or error}; it should have the SHA-256 {listed.sha256}")
            continue
        if found != listed:
            yield ModelDamaged(
                model, path,
                f"its SHA-256 is {found.sha256} ({found.size:,} bytes), but {MANIFEST} says {listed.sha256} "
                f"({listed.size:,} bytes)",
            )  # fmt: skip


def verified_files(folder: Path, model: str) -> Mapping[str, FileFacts]:
    """The listed files after each was compared with its digest. Raises ModelDamaged for the first that differs."""
    for damage in damages(folder, model):
        raise damage
    return listed_files(folder, model)


def facts_of(path: Path) -> FileFacts:
    """Size and SHA-256 of a file."""
    with path.open("rb") as file:
        return FileFacts(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def files_of(folder: Path) -> dict[str, FileFacts]:
    """Size and SHA-256 of every file of a model, by path inside its folder; card and manifest left out."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in (CARD, MANIFEST))
    return {path.relative_to(folder).as_posix(): facts_of(path) for path in paths}
