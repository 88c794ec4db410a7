"""Where a model comes from: a folder, or a commit of a model on the hub; and what it is pinned by in an index."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from search.encoders.modulelist import MODULES, refuse_own_code
from search.errors import EncodingFailed
from search.pin import Pin

_CONFIG = "config.json"
# A name without an owner is one of sentence-transformers' own models, as in the library itself.
_DEFAULT_OWNER = "sentence-transformers"
_DIGITS = 12  # of a digest in a name; hex


@dataclass(frozen=True, slots=True)
class Origin:
    """A model found, not opened yet."""

    location: str  # what sentence-transformers opens: the path of a folder, or a name on the hub
    name: str  # name on the hub, or name of the folder
    revision: str  # commit on the hub; or the beginning of the digest over the folder's files
    commit: str | None  # None for a folder
    has_modules: bool  # whether it says itself, in modules.json, how pieces become one vector


def origin_of(model: str, *, revision: str | None = None, pinned: str = "") -> Origin:
    """Find a folder or a model on the hub; a commit that is `pinned` counts where no `revision` is asked for.

    `pinned` is the pin of the model that a release was built with. Nothing is fetched but the list of modules.
    Raises EncodingFailed.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        if revision:
            raise EncodingFailed(
                model,
                f"a folder has no revision {revision}; unset DROM_MODEL_REVISION, the files themselves are pinned",
            )
        return _in_folder(folder)
    if folder.exists() or _is_path(model):
        raise EncodingFailed(model, "it is no folder; set DROM_MODEL to the folder that holds modules.json")
    name = model if "/" in model else f"{_DEFAULT_OWNER}/{model}"
    before = Pin.parse(pinned)
    return _on_hub(name, revision or (before.revision if before.name == name else None))


def folder_name(folder: Path) -> str:
    """What a folder is called; a snapshot in the hub's cache goes by the name that the model has on the hub."""
    path = folder.resolve()
    owner = path.parent.parent.name
    if path.parent.name == "snapshots" and owner.startswith("models--"):
        return owner.removeprefix("models--").replace("--", "/")
    return path.name


def _is_path(model: str) -> bool:
    return model.startswith((".", "~", "/")) or model.endswith("/") or model.count("/") > 1


def _in_folder(folder: Path) -> Origin:
    name = folder_name(folder)
    if not ((folder / MODULES).is_file() or (folder / _CONFIG).is_file()):
        raise EncodingFailed(
            str(folder), f"the folder holds neither {MODULES} nor {_CONFIG}; set DROM_MODEL to a folder that does"
        )
    has_modules = (folder / MODULES).is_file()
    if has_modules:
        refuse_own_code(name, lambda file: folder / file if (folder / file).is_file() else None)
    return Origin(str(folder), name, _digest(folder), None, has_modules)


def _digest(folder: Path) -> str:
    """Over path and content of every file that could change a vector; read in full, 1 s for a gigabyte or two."""
    digest = hashlib.sha256()
    for path in _files(folder):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        digest.update(f"{content} {path.relative_to(folder).as_posix()}\n".encode())
    return digest.hexdigest()[:_DIGITS]


def _files(folder: Path) -> Iterator[Path]:
    """Sorted; without what is hidden (.git, .cache) and what is written for people."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and path.suffix.lower() != ".md" and not any(part.startswith(".") for part in parts):
            yield path


def _on_hub(name: str, revision: str | None) -> Origin:
    from search.encoders import hub

    commit = hub.commit_of(name, revision)
    has_modules = hub.file_of(name, MODULES, commit) is not None
    if has_modules:
        refuse_own_code(name, lambda file: hub.file_of(name, file, commit))
    return Origin(name, name, commit, commit, has_modules)
