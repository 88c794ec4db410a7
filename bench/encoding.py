"""The model beside all-MiniLM-L6-v2 under sentence-transformers: sentences, a question, the first vector of a process.

Each side runs in a process of its own, in turn; torch gets one thread, with which it needs the least processor time.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.measure import ROOT, Figure, repeated, spent
from bench.starting import sentence_transformers_once
from bench.workplace import QUESTION, Workplace

if TYPE_CHECKING:
    from search.encoder import Encoder, Role, Vectors

RUNS = 3
QUESTIONS = ROOT / "bench" / "dev" / "queries.json"
BESIDE = "all-MiniLM-L6-v2, sentence-transformers"
_TIMES = 50  # as many sentences as the peer in the same processor time, at least
_DROM = "drom"
_FIRST = "import sys; from search.encoders.choice import encoder_for; encoder_for().encode([sys.argv[1]])"


def measured(place: Workplace) -> list[Figure]:
    """Processor time of all threads; without the peer only what is promised by itself."""
    has_peer = place.peer.is_dir()
    runs = [(_side(_DROM), _side(str(place.peer)) if has_peer else None) for _ in range(RUNS)]
    ours = [median(column) for column in zip(*(mine for mine, _ in runs), strict=True)]
    theirs = [median(column) for column in zip(*(other for _, other in runs if other), strict=True)]
    peer = dict(zip(("sentence", "question"), theirs, strict=False))
    beside = BESIDE if has_peer else None
    per_second = 1000 / peer["sentence"] if peer else None
    return [
        Figure(name="a sentence of 22 words encoded", measured=ours[0], unit="CPU ms", runs=RUNS, beside=beside,
               limit=peer["sentence"] / _TIMES if peer else None, peer=peer.get("sentence")),
        Figure(name="… sentences per CPU second", measured=1000 / ours[0], unit="", runs=RUNS, beside=beside,
               peer=per_second),
        Figure(name="one question encoded", measured=ours[1], unit="CPU ms", runs=RUNS, limit=0.5, beside=beside,
               peer=peer.get("question")),
        *_first_vector(place.peer if has_peer else None),
    ]  # fmt: skip


def _first_vector(peer: Path | None) -> list[Figure]:
    ours = repeated(RUNS, lambda: spent([sys.executable, "-c", _FIRST, QUESTION]))
    theirs = sentence_transformers_once(peer) if peer else None
    beside = BESIDE if theirs else None
    return [
        Figure(name="first vector of a fresh process", measured=ours.cpu_s, unit="CPU s", runs=RUNS, limit=0.6,
               beside=beside, peer=theirs.cpu_s if theirs else None),
        Figure(name="… memory", measured=ours.peak_mb, unit="MB", runs=RUNS, limit=160, beside=beside,
               peer=theirs.peak_mb if theirs else None),
    ]  # fmt: skip


def _side(model: str) -> list[float]:
    """Milliseconds for a sentence among many, and for a question alone."""
    found: list[float] = json.loads(spent([sys.executable, "-m", "bench.encoding", model]).output)
    return found


def _main(model: str) -> None:
    from ontology.scheme import ConceptScheme
    from search.measuring import sentences_per_second, timed_sentences

    encoder = _opened(model)
    questions = [query["text"] for query in json.loads(QUESTIONS.read_text(encoding="utf-8"))["queries"]]
    sentence = 1000 / sentences_per_second(encoder, timed_sentences(ConceptScheme.open()))
    print(json.dumps([sentence, _mean_ms(lambda text: encoder.encode([text]), questions)]))


def _mean_ms(encode: Callable[[str], object], questions: Sequence[str]) -> float:
    encode(questions[0])
    rounds, began = 0, time.process_time()
    while time.process_time() - began < 1:
        for question in questions:
            encode(question)
        rounds += 1
    return 1000 * (time.process_time() - began) / (rounds * len(questions))


def _opened(model: str) -> "Encoder":
    if model == _DROM:
        from search.encoders.choice import encoder_for

        return encoder_for()
    return _Bare(model)


class _Bare:
    """sentence-transformers with nothing of drom around it."""

    def __init__(self, folder: str) -> None:
        import torch
        from sentence_transformers import SentenceTransformer

        torch.set_num_threads(1)
        self._model = SentenceTransformer(folder, device="cpu")
        self.name, self.dimension = folder, int(self._model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str], *, role: "Role | None" = None) -> "Vectors":
        vectors: Vectors = self._model.encode(list(texts), show_progress_bar=False)
        return vectors


if __name__ == "__main__":
    _main(sys.argv[1])
