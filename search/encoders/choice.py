"""From the word in the settings to an encoder: the shipped model, a folder, or a name on a model hub."""

import json
from importlib.resources import files
from pathlib import Path

from search.encoder import Encoder
from search.encoders.modulelist import MODULES
from search.encoders.options import DEFAULT_OPTIONS, ModelOptions
from search.encoders.origin import origin_of
from search.errors import EncodingFailed

SHIPPED = "drom-static-320"
_IN_CHECKOUT = Path(__file__).parents[2] / "models"


def encoder_for(model: str | None = None, options: ModelOptions = DEFAULT_OPTIONS, *, built_with: str = "") -> Encoder:
    """No name opens the shipped model. Static models run without torch.

    `built_with` names the model of a release, with its revision: of a model on the hub that commit is opened again,
    unless the options ask for another. Raises EncodingFailed.
    """
    is_shipped = not model or model == SHIPPED
    folder = shipped_folder() if is_shipped else Path(str(model)).expanduser()
    if _is_static(folder):
        from search.encoders.static import StaticEncoder

        if options.revision:
            raise EncodingFailed(model or SHIPPED, "a folder has no revisions; unset DROM_MODEL_REVISION")
        return StaticEncoder(folder, model=SHIPPED if is_shipped else None)
    from search.encoders.sentence import SentenceEncoder

    return SentenceEncoder(origin_of(str(model), revision=options.revision, pinned=built_with), options)


def shipped_folder() -> Path:
    """Where the shipped model lies: inside the installed package, or in the checkout."""
    installed = Path(str(files("search"))) / "model"
    for folder in (installed, _IN_CHECKOUT / SHIPPED):
        if (folder / MODULES).is_file():
            return folder
    raise EncodingFailed(SHIPPED, f"it lies neither in {installed} nor in {_IN_CHECKOUT}; run `make model`")


def _is_static(folder: Path) -> bool:
    try:
        modules = json.loads((folder / MODULES).read_text("utf-8"))
        return any(str(module["type"]).endswith(".StaticEmbedding") for module in modules)
    except (OSError, ValueError, KeyError, TypeError):
        return False
