"""Any model that sentence-transformers can open: a folder or a name on the hub, its own or a plain transformer.

What a model was trained with (words before a text, how pieces become one vector) is taken from the model where it says
so, and else from its family.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from search.encoder import Role, Vectors, unit_rows
from search.encoders.families import Family, family_of
from search.encoders.opening import first_words, opened
from search.encoders.options import ModelOptions
from search.encoders.origin import Origin
from search.errors import EncodingFailed
from search.pin import Pin

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

log = logging.getLogger(__name__)

# Under which names models keep what goes before a text (`prompts` in config_sentence_transformers.json); these are the
# ones that sentence-transformers itself looks for.
_PROMPT_NAMES: Mapping[Role, Sequence[str]] = {
    Role.QUERY: ("query",),
    Role.PASSAGE: ("document", "passage", "corpus"),
}


class SentenceEncoder:
    """Runs on the graphics card when there is one, unless the options say otherwise. Several threads may encode."""

    def __init__(self, origin: Origin, options: ModelOptions) -> None:
        """Raises EncodingFailed."""
        family = family_of(origin.name)
        self._model = opened(origin, options)
        self._batch_size = options.batch_size
        stated = _stated_prefixes(self._model)
        self.prefixes = stated or (family.prefixes if family else {})
        takes_pooling = not origin.has_modules and _take_pooling(self._model, family, origin.name)
        takes_prefixes = not stated and any(self.prefixes.values())
        dimension = self._model.get_embedding_dimension()
        if not dimension:
            raise EncodingFailed(origin.name, "it does not say how long its vectors are")
        self.dimension = int(dimension)
        # What is ours and not the model's changes vectors too, and may change with the version of drom.
        adding = family.name if family and (takes_pooling or takes_prefixes) else ""
        self.name = str(Pin(origin.name, origin.revision, adding))

    def encode(self, texts: Sequence[str], *, role: Role = Role.PASSAGE) -> Vectors:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # A transformer gives a vector even to nothing; the protocol wants one that is like nothing.
        said = [row for row, text in enumerate(texts) if text.strip()]
        if said:
            rows[said] = self._encoded([texts[row].encode("utf-8", "replace").decode() for row in said], role)
        return unit_rows(rows)

    def _encoded(self, texts: list[str], role: Role) -> Vectors:
        encode = self._model.encode_query if role is Role.QUERY else self._model.encode_document
        try:
            rows = encode(
                texts,
                prompt=self.prefixes.get(role, ""),
                batch_size=self._batch_size,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        except RuntimeError as error:  # what torch raises for memory and device trouble
            raise EncodingFailed(
                self.name, f"{first_words(error)}; lower DROM_MODEL_BATCH, or set DROM_MODEL_DEVICE=cpu"
            ) from error
        return np.asarray(rows, dtype=np.float32)


def _stated_prefixes(model: "SentenceTransformer") -> dict[Role, str]:
    """What the model itself says goes before a text; nothing when it says it for neither role.

    Empty prompts say nothing: the library writes them into whatever it saves.
    """
    prompts = {name: prompt for name, prompt in model.prompts.items() if prompt}
    default = prompts.get(model.default_prompt_name or "", "")
    found = {
        role: next((prompts[name] for name in names if name in prompts), default)
        for role, names in _PROMPT_NAMES.items()
    }
    return found if any(found.values()) else {}


def _take_pooling(model: "SentenceTransformer", family: Family | None, name: str) -> bool:
    """Pool a plain transformer as its family was trained; False, with a warning, where its name tells of none."""
    pooling: list[Any] = [module for module in model if hasattr(module, "pooling_mode")]
    if family is None or not pooling:
        log.warning("nothing says how the model pools, taking the library's way model=%s", name)
        return False
    pooling[0].pooling_mode = family.pooling
    return True
