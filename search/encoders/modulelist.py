"""What `modules.json` asks for: the classes that a model is made of, which must be those of sentence-transformers."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from search.errors import EncodingFailed

MODULES = "modules.json"
_LIBRARY = "sentence_transformers."
# Modules that hold others, and where they say which; the second is how older models have it.
_HOLDERS = {"Router", "Asym"}
_HELD_IN = ("router_config.json", "config.json")

FindFile = Callable[[str], Path | None]  # a file of the model by its path inside it, None when there is none


def refuse_own_code(model: str, find: FindFile) -> None:
    """Raises EncodingFailed for classes of the model's own: sentence-transformers before 6 would run them unasked."""
    try:
        foreign = [name for name in _class_names(find) if not name.startswith(_LIBRARY)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise EncodingFailed(model, f"its {MODULES} is no list of modules; fetch or build the model again") from error
    if foreign:
        raise EncodingFailed(
            model, f"it brings program code of its own ({foreign[0][:80]}), which drom never runs; choose another model"
        )


def _class_names(find: FindFile) -> Iterator[str]:
    for module in json.loads(_text(find(MODULES))):
        name = str(module["type"])
        yield name
        if name.rpartition(".")[2] in _HOLDERS:
            folder = f"{module['path']}/" if module["path"] else ""
            held = next(filter(None, (find(folder + file) for file in _HELD_IN)), None)
            yield from map(str, json.loads(_text(held))["types"].values())


def _text(path: Path | None) -> str:
    if path is None:
        raise FileNotFoundError(MODULES)
    return path.read_text("utf-8")
