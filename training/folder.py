"""A static model as sentence-transformers reads it, and `models/manifest.toml`, which lists the files of all models."""

import hashlib
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save
from tokenizers import Tokenizer

MODELS = Path(__file__).parents[1] / "models"
TRAINED = MODELS / "drom-static-320"
_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]
_CONFIG = {"model_type": "SentenceTransformer", "prompts": {}, "similarity_fn_name": "cosine"}


def quantised(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Rows of whole numbers from -127 to 127, and the factor that gives each its length back."""
    factors = (np.abs(table).max(axis=1) / 127).astype(np.float16)
    divisor = np.where(factors > 0, factors.astype(np.float32), 1.0)
    rows = np.clip(np.rint(table / divisor[:, None]), -127, 127).astype(np.int8)
    return rows, factors


def write_model(folder: Path, tokenizer: Tokenizer, table: NDArray[np.float32]) -> None:
    """8-bit rows, the factor of each, the tokenizer and what names them; then the manifest beside the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, factors = quantised(table)
    (folder / "model.safetensors").write_bytes(save({"embeddings": rows, "weights": factors}))
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    _write_json(folder / "modules.json", _MODULES)
    _write_json(folder / "config_sentence_transformers.json", _CONFIG)
    write_manifest(folder.parent)


def write_manifest(models: Path) -> None:
    """`manifest.toml`: size and SHA-256 of every file of every model in `models`, cards excepted."""
    lines = ["# Written by training/folder.py; a test compares it with the files."]
    for folder in sorted(path for path in models.iterdir() if path.is_dir()):
        lines.append(f"[{folder.name}]")
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "README.md"):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            name = path.relative_to(folder).as_posix()
            lines.append(f'"{name}" = {{ size = {path.stat().st_size}, sha256 = "{digest}" }}')
    (models / "manifest.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
