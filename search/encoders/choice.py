"""From the word in the settings to an encoder: the shipped model, a folder, or a name on a model hub."""

import json
from importlib.resources import files
from pathlib import Path

from search.encoder import Encoder
from search.errors import EncodingFailed

SHIPPED = "drom-static-384"
_IN_CHECKOUT = Path(__file__).parents[2] / "models"


def encoder_for(model: str | None = None) -> Encoder:
    """No name opens the shipped model. Static models run without torch. Raises EncodingFailed."""
    if not model or model == SHIPPED:
        from search.encoders.static import StaticEncoder

        return StaticEncoder(shipped_folder(), model=SHIPPED)
    folder = Path(model).expanduser()
    if folder.is_dir():
        return _opened(folder)
    from search.encoders.sentence import SentenceEncoder

    return SentenceEncoder(model)


def shipped_folder() -> Path:
    """Where the shipped model lies: inside the installed package, or in the checkout."""
    installed = Path(str(files("search"))) / "model"
    for folder in (installed, _IN_CHECKOUT / SHIPPED):
        if (folder / "modules.json").is_file():
            return folder
    raise EncodingFailed(SHIPPED, f"it lies neither in {installed} nor in {_IN_CHECKOUT}; run `make model`")


def _opened(folder: Path) -> Encoder:
    if _is_static(folder):
        from search.encoders.static import StaticEncoder

        return StaticEncoder(folder)
    from search.encoders.sentence import SentenceEncoder

    return SentenceEncoder(str(folder))


def _is_static(folder: Path) -> bool:
    try:
        modules = json.loads((folder / "modules.json").read_text("utf-8"))
        return any(str(module["type"]).endswith(".StaticEmbedding") for module in modules)
    except (OSError, ValueError, KeyError, TypeError):
        return False
