"""What a training run leaves beside the model: `learned.toml`, by which a test can tell that the labels kept to measure
with were not learned from, without the texts themselves.
"""

import hashlib
import logging
from pathlib import Path

from ontology.scheme import ConceptScheme
from training.charsmap import plain
from training.concepts import held_out_labels, never_learned, texts_by_concept, write_held_out
from training.corpus import Corpus

log = logging.getLogger(__name__)

LEARNED = Path(__file__).with_name("learned.toml")
HELD_OUT = Path(__file__).parents[1] / "bench" / "labels-held-out.tsv"


class LabelLearned(ValueError):
    """A label that is kept to measure with is among the training texts."""

    def __init__(self, labels: set[str]) -> None:
        super().__init__(f"{len(labels)} held-out labels are training texts, such as {min(labels)!r}")


def write_record(corpus: Corpus, scheme: ConceptScheme, weights: Path, path: Path = LEARNED) -> None:
    """Digests of the weights, of all texts learned from and of the held-out labels. Raises LabelLearned."""
    texts = {plain(text) for text in corpus.learned()}
    texts |= {plain(label.text) for labels in texts_by_concept(scheme) for label in labels}
    if both := texts & never_learned(scheme):
        raise LabelLearned(both)
    write_held_out(scheme, HELD_OUT)
    digest = hashlib.sha256("\n".join(sorted(texts)).encode("utf-8", "replace")).hexdigest()
    lines = [
        "# Written by training/record.py. No text learned from is one of the labels kept to measure with.",
        f'weights = "{file_digest(weights)}"',
        f'texts = "{digest}"',
        f"distinct_texts = {len(texts)}",
        f'held_out = "{file_digest(HELD_OUT)}"',
        f"held_out_labels = {len(held_out_labels(scheme))}",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    log.info("record texts=%d path=%s", len(texts), path)


def file_digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
