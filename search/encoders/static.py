"""Static models: a sentence-transformers folder with a `StaticEmbedding` module, run without torch.

A text's vector is the mean of its pieces' rows, then scaled to length 1 when the folder has a `Normalize` module (we
scale always, as the protocol wants). The vectors are those of sentence-transformers itself (tested).
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from search.encoder import Role, Vectors, unit_rows
from search.errors import EncodingFailed
from search.tensors import Arrays, open_arrays

_STATIC = "StaticEmbedding"
_ALLOWED = {_STATIC, "Normalize"}
# Above this many pieces a text's rows are summed by distinct piece: 100,000 words would fill 100 MB with copied rows.
_LONG_TEXT = 2048


class StaticEncoder:
    """Opens in the time it takes to parse the tokenizer; the table stays on the disk and is read row by row."""

    def __init__(self, folder: Path, *, model: str | None = None) -> None:
        """`model` is what it is called; the folder's name otherwise. Raises EncodingFailed."""
        try:
            home = _static_folder(folder)
            weights = _weights_file(home)
            self._tokenizer: Tokenizer = Tokenizer.from_file(str(home / "tokenizer.json"))
            self._tokenizer.no_padding()
            self._tokenizer.no_truncation()
            self._table, self._scale, self._mapping = _table(open_arrays(weights))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EncodingFailed(str(folder), f"{error}; fetch or build the folder again") from error
        except Exception as error:  # tokenizers raises bare Exception for a file it cannot parse
            raise EncodingFailed(str(folder), f"tokenizer.json: {error}") from error
        if len(self._mapping if self._mapping is not None else self._table) < self._tokenizer.get_vocab_size():
            raise EncodingFailed(str(folder), "its table has fewer rows than its tokenizer has pieces")
        self.dimension = int(self._table.shape[1])
        self.name = f"{model or folder.resolve().name}@{_digest(weights, home / 'tokenizer.json')}"

    def encode(self, texts: Sequence[str], *, role: Role = Role.PASSAGE) -> Vectors:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        if len(texts) == 1:  # encode_batch would start a pool of threads for it
            encodings = [self._tokenizer.encode(_clean(texts[0]), add_special_tokens=False)]
        else:
            encodings = self._tokenizer.encode_batch_fast([_clean(text) for text in texts], add_special_tokens=False)
        for row, encoding in zip(rows, encodings, strict=True):
            if encoding.ids:
                row[:] = self._mean(np.asarray(encoding.ids, dtype=np.int64))
        return unit_rows(rows)

    def _mean(self, pieces: NDArray[np.int64]) -> NDArray[np.float32]:
        if len(pieces) <= _LONG_TEXT:
            return np.asarray(self._rows(pieces).mean(axis=0), dtype=np.float32)
        distinct, counts = np.unique(pieces, return_counts=True)
        return np.asarray(counts.astype(np.float32) @ self._rows(distinct) / len(pieces), dtype=np.float32)

    def _rows(self, pieces: NDArray[np.int64]) -> NDArray[np.float32]:
        where = pieces if self._mapping is None else self._mapping[pieces]
        rows: NDArray[np.float32] = self._table[where].astype(np.float32)
        if self._scale is not None:
            rows *= self._scale[pieces].astype(np.float32)[:, None]
        return rows


def _clean(text: str) -> str:
    """Lone surrogates, which no tokenizer takes, become question marks."""
    return text.encode("utf-8", "replace").decode()


def _static_folder(folder: Path) -> Path:
    """The folder of the static module, as `modules.json` names it."""
    modules = json.loads((folder / "modules.json").read_text("utf-8"))
    kinds = [str(module["type"]).rpartition(".")[2] for module in modules]
    if _STATIC not in kinds or not set(kinds) <= _ALLOWED:
        raise ValueError(f"its modules are {', '.join(kinds)}, not a static embedding")
    home = (folder / str(modules[kinds.index(_STATIC)]["path"])).resolve()
    if not home.is_relative_to(folder.resolve()):
        raise ValueError("modules.json points outside the folder")
    return home


def _weights_file(home: Path) -> Path:
    return home / "model.safetensors"


def _table(
    arrays: Arrays,
) -> tuple[NDArray[np.float32] | NDArray[np.int8], NDArray[np.float16] | None, NDArray[np.int64] | None]:
    """The rows, a factor per piece and the row of each piece; both layouts are read by sentence-transformers."""
    if "embedding.weight" in arrays:
        return arrays["embedding.weight"], None, None
    return arrays["embeddings"], arrays.get("weights"), arrays.get("mapping")


def _digest(*paths: Path) -> str:
    """What tells one model from another: the beginning of the digest over its files, 12 hex digits."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]
