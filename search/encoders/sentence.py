"""Any sentence-transformers model: a folder or a name on the hub. The heavy import happens when one is opened."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from search.encoder import Role, Vectors, unit_rows
from search.errors import EncodingFailed

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# What a family of models was trained to see before a text; from the model cards of intfloat/multilingual-e5-*.
_PREFIXES: Mapping[str, Mapping[Role, str]] = {"e5": {Role.QUERY: "query: ", Role.PASSAGE: "passage: "}}


class SentenceEncoder:
    """Runs on the graphics card when torch sees one, unless `device` says otherwise."""

    def __init__(
        self, model: str, *, revision: str | None = None, device: str | None = None, batch_size: int = 32
    ) -> None:
        self._model = _load(model, revision, device)
        self._batch_size = batch_size
        self._prefixes = next((p for family, p in _PREFIXES.items() if family in model.lower()), {})
        self.name = f"{model}@{revision}" if revision else model
        dimension = self._model.get_embedding_dimension()
        if not dimension:
            raise EncodingFailed(model, "it does not say how long its vectors are")
        self.dimension = int(dimension)

    def encode(self, texts: Sequence[str], *, role: Role = Role.PASSAGE) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        prefix = self._prefixes.get(role, "")
        try:
            rows = self._model.encode(
                [prefix + text.encode("utf-8", "replace").decode() for text in texts],
                batch_size=self._batch_size,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        except RuntimeError as error:  # what torch raises for memory and device trouble
            raise EncodingFailed(self.name, str(error)) from error
        return unit_rows(np.asarray(rows, dtype=np.float32))


def _load(model: str, revision: str | None, device: str | None) -> "SentenceTransformer":
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise EncodingFailed(
            model, "sentence-transformers is not installed; run `pip install 'drom[models]'`"
        ) from error
    try:
        return SentenceTransformer(model, revision=revision, device=device)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise EncodingFailed(model, str(error)) from error
