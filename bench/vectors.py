"""The model by itself: held-out labels, judged questions by vectors alone, and translations where a folder is given."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from bench.floors import JUDGED, digest_of
from bench.measure import ROOT, Json
from bench.workplace import Workplace
from graph.release import Releases
from ontology.scheme import ConceptScheme
from search import yardstick
from search.encoders.choice import encoder_for
from search.evaluation import read_judged
from search.measuring import TEN
from search.parallel import read_parallel
from service.measuring import passages_of_release

LABELS = ROOT / "bench" / "labels-held-out.tsv"
QUESTIONS = JUDGED / "queries.json"
OPTIONAL = "parallel."  # how the names of scores begin that are measured only where a folder of translations is given


def measured(place: Workplace) -> tuple[Mapping[str, float], Json]:
    """The scores that have floors, and all that was measured."""
    release = Releases(place.judged_data()).current()
    if release is None:
        raise RuntimeError("the judged pages have no release")
    scheme, judged = ConceptScheme.open(), read_judged(QUESTIONS)
    on = yardstick.Yardstick(
        scheme,
        parallel=read_parallel(place.parallel) if place.parallel else {},
        questions=judged,
        pages=yardstick.pages_judged(passages_of_release(release), judged, QUESTIONS),
        labels=yardstick.read_labels(LABELS, scheme),
    )
    found = yardstick.measured(encoder_for(), on, lambda *_: None)
    return _scores(found, place.parallel), dict(found.to_json())


def judged_digest() -> str:
    """SHA-256 of the judged pages and questions and of the held-out labels."""
    labels = hashlib.sha256(LABELS.read_bytes()).hexdigest()
    return hashlib.sha256(f"{digest_of()}\n{labels}\n".encode()).hexdigest()


def _scores(found: yardstick.Measured, parallel: Path | None) -> Mapping[str, float]:
    assert found.labels is not None and found.ndcg10 is not None
    scores = {
        "labels.recall1": found.labels.recall(found.labels.langs) or 0.0,
        "labels.recall1_of_ten_languages": found.labels.recall(TEN) or 0.0,
        "questions.ndcg10": found.ndcg10,
    }
    if parallel and found.translated and found.lowest:
        name = f"{OPTIONAL}{digest_of(parallel)[:8]}"  # other sentences have other floors
        scores[f"{name}.to_english"], scores[f"{name}.from_english"] = found.translated
        scores[f"{name}.lowest_language"] = found.lowest[1]
    return {name: round(score, 4) for name, score in scores.items()}
