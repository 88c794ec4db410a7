"""Quality: what drom makes of the judged pages and questions, scored, and compared with the floors."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import cast
from unittest.mock import patch

from bench import score as scorer
from bench.attributes import scores as attribute_scores
from bench.floors import JUDGED, flat
from bench.measure import Json
from bench.predicting import predictions
from bench.workplace import Workplace
from graph.release import Release, Releases
from search import retrieval
from search.engine import SearchEngine
from search.evaluation import evaluate
from search.question import Question
from search.results import ResultPage

HALF = "dev"
QUESTIONS = JUDGED / "queries.json"
_WITHOUT = ("similarity", "words", "statements")


@dataclass(frozen=True, slots=True)
class Quality:
    """The scorer's report, by language of the page, and what the search reaches with a part taken out."""

    report: Json
    by_language: Mapping[str, Json]
    attributes: Json  # outcomes and years, which the scorer leaves out
    without: Mapping[str, float]  # part → nDCG@10 of pages

    @property
    def scores(self) -> dict[str, float]:
        pages, search = cast(Json, self.report["pages"]), cast(Json, self.report["search"])
        return {**flat(pages, "pages."), **flat(self.attributes, "pages.attributes."), **flat(search, "search.")}

    def to_json(self) -> Json:
        return {
            "report": self.report,
            "attributes": self.attributes,
            "by_language": dict(self.by_language),
            "without": dict(self.without),
        }


def measured(place: Workplace) -> tuple[Quality, Json]:
    """The quality of the program as it is, and the predictions that were scored."""
    release = Releases(place.judged_data()).current()
    if release is None:
        raise RuntimeError("the judged pages have no release")
    engine = _engine(release)
    predicted = predictions(release, engine, QUESTIONS)
    gold = cast(Mapping[str, Json], scorer.load(HALF)[0])
    langs = sorted({str(page["lang"]).split("-")[0] for page in gold.values()})
    attributes = attribute_scores(gold, cast(Mapping[str, Json], predicted["pages"]))
    by_language = {lang: cast(Json, scorer.score(HALF, predicted, lang=lang)["pages"]) for lang in langs}
    return Quality(scorer.score(HALF, predicted), by_language, attributes, _ablation(engine)), predicted


def _engine(release: Release) -> SearchEngine:
    from service.settings import Settings
    from service.wiring import engine

    return engine(release, Settings())


class _Uninterpreted:
    """An engine that takes questions as words only."""

    def __init__(self, engine: SearchEngine) -> None:
        self._engine = engine

    def answer(self, question: Question) -> ResultPage:
        return self._engine.answer(replace(question, interpret=False))


def _ablation(engine: SearchEngine) -> dict[str, float]:
    """nDCG@10 of pages with one part of the search switched off."""
    found = {
        "nothing": _ndcg(engine),
        "understanding of the question": _ndcg(cast(SearchEngine, _Uninterpreted(engine))),
    }
    for part in _WITHOUT:
        with _weightless(part):
            found[f"the ranking by {part}"] = _ndcg(engine)
    return found


@contextmanager
def _weightless(part: str) -> Iterator[None]:
    with patch.dict(cast(dict[str, float], retrieval.WEIGHTS), {part: 0.0}):
        yield


def _ndcg(engine: SearchEngine) -> float:
    return float(cast(float, evaluate(engine, QUESTIONS)["ndcg10"]))
