"""What a model folder says of itself: kind, vocabulary, size, card, and whether its files are those of the manifest."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from search.encoder import Encoder
from search.errors import EncodingFailed
from search.manifest import FileFacts
from search.modelfiles import CARD, damages, files_of, listed_files

_LONGEST_CARD = 1_000_000  # characters looked at
_KINDS = {"StaticEmbedding": "static", "Transformer": "transformer"}
_FIELD = re.compile(r"(\w+):[ \t]*(.*)")


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """None is what cannot be told; a model known by its name on a hub only has no folder to look at."""

    name: str  # as indexes are pinned to it, with its digest or revision; without one when it cannot be opened
    kind: str | None  # static, transformer, or the names of its modules
    dimension: int | None
    vocabulary: int | None  # pieces of its tokenizer
    size: int | None  # bytes on the disk, card included
    licence: str | None  # from its card
    languages: tuple[str, ...]  # from its card
    files: Mapping[str, FileFacts]
    is_listed: bool  # in a manifest
    problems: tuple[str, ...]

    def to_json(self) -> Mapping[str, object]:
        files = {name: asdict(each) for name, each in self.files.items()}
        return {**asdict(self), "languages": list(self.languages), "files": files, "problems": list(self.problems)}


def facts_of_model(model: str, folder: Path | None, opened: Callable[[], Encoder]) -> ModelFacts:
    """`model` is what it is called, `opened` opens it; a model that cannot be opened is described as far as it can be.

    Raises EncodingFailed when there is neither.
    """
    encoder, problems = None, []
    try:
        encoder = opened()
    except EncodingFailed as error:
        if folder is None:
            raise
        problems = [str(damage) for damage in damages(folder, model)] or [str(error)]
    name, dimension = (encoder.name, encoder.dimension) if encoder else (model, None)
    if folder is None:
        return ModelFacts(name, None, dimension, None, None, None, (), {}, False, ())
    licence, languages = read_card(folder / CARD)
    return ModelFacts(
        name=name,
        kind=_kind(folder),
        dimension=dimension,
        vocabulary=_vocabulary(folder),
        size=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
        licence=licence,
        languages=languages,
        files=files_of(folder),
        is_listed=bool(listed_files(folder, model)),
        problems=tuple(problems),
    )


def read_card(path: Path) -> tuple[str | None, tuple[str, ...]]:
    """Licence and languages from the head of a model card, in the three ways that YAML is written there:
    `key: value`, `key: [a, b]`, and a line `- a` for each."""
    try:
        text = path.read_text("utf-8", errors="replace")[:_LONGEST_CARD]
    except OSError:
        return None, ()
    fields: dict[str, list[str]] = {}
    head = text.partition("---\n")[2].partition("\n---")[0] if text.startswith("---") else ""
    name = ""
    for line in head.splitlines():
        if field := _FIELD.fullmatch(line):
            name = field[1]
            fields[name] = _values(field[2])
        elif line.lstrip().startswith("- ") and name:
            fields[name] += _values(line.lstrip()[2:])
    return next(iter(fields.get("license", [])), None), tuple(fields.get("language", []))


def _values(text: str) -> list[str]:
    return [value.strip(" \"'") for value in text.strip().strip("[]").split(",") if value.strip(" \"'")]


def _kind(folder: Path) -> str | None:
    try:
        modules = json.loads((folder / "modules.json").read_text("utf-8"))
        names = [str(module["type"]).rpartition(".")[2] for module in modules]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return next((_KINDS[name] for name in names if name in _KINDS), ", ".join(names))


def _vocabulary(folder: Path) -> int | None:
    """From the first tokenizer.json of the folder; other ways of writing a tokenizer are left alone."""
    for path in sorted(folder.rglob("tokenizer.json")):
        try:
            tokenizer = json.loads(path.read_text("utf-8"))
            pieces = tokenizer["model"]["vocab"]
            known = set(pieces) if isinstance(pieces, dict) else {str(piece[0]) for piece in pieces}
            return len(known | {str(token["content"]) for token in tokenizer.get("added_tokens", [])})
        except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
            return None
    return None
