"""Static models: a sentence-transformers folder with a `StaticEmbedding` module, run without torch.

A text's vector is the mean of its pieces' rows, then scaled to length 1 when the folder has a `Normalize` module (we
scale always, as the protocol wants). The vectors are those of sentence-transformers itself (tested).
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from search.encoder import Role, Vectors, unit_rows
from search.encoders.table import Table
from search.errors import EncodingFailed, ModelDamaged
from search.manifest import FileFacts
from search.modelfiles import facts_of, verified_files
from search.tensors import open_arrays

MODULES, WEIGHTS, PIECES = "modules.json", "model.safetensors", "tokenizer.json"
_STATIC = "StaticEmbedding"
_ALLOWED = {_STATIC, "Normalize"}
# Above this many pieces a text's rows are summed by distinct piece: 100,000 words would fill 100 MB with copied rows.
_LONG_TEXT = 2048


class StaticEncoder:
    """Opens in the time it takes to parse the tokenizer and to hash the files; the table is read row by row."""

    def __init__(self, folder: Path, *, model: str | None = None) -> None:
        """`model` is what it is called; the folder's name otherwise. Raises EncodingFailed.

        Files that a manifest lists are compared with it, the others only looked over: a number changed on the disk
        shows in the digest alone.
        """
        name = model or folder.resolve().name
        listed = verified_files(folder, name)
        home = _static_folder(folder, name)
        self._tokenizer = _tokenizer(home / PIECES, name)
        self._table = _table(home / WEIGHTS, name, self._tokenizer.get_vocab_size())
        self.dimension = self._table.dimension
        read = [(home / file).relative_to(folder.resolve()).as_posix() for file in (WEIGHTS, PIECES)]
        self.name = f"{name}@{_digest([listed.get(file) or facts_of(folder / file) for file in read])}"

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
            return np.asarray(self._table.rows_of(pieces).mean(axis=0), dtype=np.float32)
        distinct, counts = np.unique(pieces, return_counts=True)
        return np.asarray(counts.astype(np.float32) @ self._table.rows_of(distinct) / len(pieces), dtype=np.float32)


def _clean(text: str) -> str:
    """Lone surrogates, which no tokenizer takes, become question marks."""
    return text.encode("utf-8", "replace").decode()


def _static_folder(folder: Path, name: str) -> Path:
    """The folder of the static module, as `modules.json` names it."""
    try:
        modules = json.loads((folder / MODULES).read_text("utf-8"))
        kinds = [str(module["type"]).rpartition(".")[2] for module in modules]
        paths = [str(module["path"]) for module in modules]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelDamaged(name, folder / MODULES, f"it is no list of modules ({error!r})") from error
    if _STATIC not in kinds or not set(kinds) <= _ALLOWED:
        raise EncodingFailed(name, f"{folder} holds {', '.join(kinds) or 'no module'}, not a static embedding alone")
    home = (folder / paths[kinds.index(_STATIC)]).resolve()
    if not home.is_relative_to(folder.resolve()):
        raise ModelDamaged(name, folder / MODULES, "it points outside the folder")
    return home


def _tokenizer(path: Path, name: str) -> Tokenizer:
    try:
        found: Tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # all that tokenizers raises, for a missing file too
        raise ModelDamaged(name, path, f"it is no tokenizer ({error})") from error
    except BaseException as error:  # but for a damaged table of letters its Rust code panics, and that is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise ModelDamaged(name, path, f"it is no tokenizer ({error})") from error
    found.no_padding()
    found.no_truncation()
    return found


def _table(path: Path, name: str, pieces: int) -> Table:
    try:
        table = Table.of(open_arrays(path))
        table.check(pieces)
    except (OSError, ValueError) as error:
        raise ModelDamaged(name, path, str(error)) from error
    return table


def _digest(files: Iterable[FileFacts]) -> str:
    """What tells one model from another: the beginning of the digest over its files, 12 hex digits."""
    return hashlib.sha256(b"".join(bytes.fromhex(file.sha256) for file in files)).hexdigest()[:12]
