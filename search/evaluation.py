"""Scores an engine on judged questions: what was found against what people judged, overall and by language.

The file holds `{"queries": [{"id", "lang", "text", "interpretation", "pages": {file name: grade 0..2}, …}]}`; pages are
known by the name of the file they were read from.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from statistics import fmean

from search.engine import SearchEngine
from search.errors import SearchError
from search.metrics import ndcg_at, recall_at
from search.plan import QueryPlan
from search.question import LARGEST_PAGE, Question
from search.results import Hit

_DEPTH = 10
_SLOTS = ("types", "themes", "places", "period", "target_groups", "negation")


class JudgementsUnreadable(SearchError):
    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path} holds no judged questions ({problem}); docs/quality.md has the format")


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    id: str
    lang: str
    text: str
    pages: Mapping[str, int]  # file name → grade
    slots: Mapping[str, frozenset[str]]  # what it means, by slot


def evaluate(engine: SearchEngine, judged: Path, predictions: Path | None = None) -> Mapping[str, object]:
    """Mean nDCG@10 and recall@10, by language of the question too, and the F1 of each slot of the interpretation."""
    questions = read_judged(judged)
    answers = {question.id: _answered(engine, question) for question in questions}
    if predictions:
        wire = {"queries": {id_: answer.to_json() for id_, answer in answers.items()}}
        predictions.write_text(json.dumps(wire, ensure_ascii=False, indent=1), encoding="utf-8")
    gains = {q.id: ndcg_at(answers[q.id].pages, q.pages, _DEPTH) for q in questions}
    by_lang: dict[str, list[float]] = defaultdict(list)
    for question in questions:
        by_lang[question.lang].append(gains[question.id])
    return {
        "questions": len(questions),
        "ndcg10": round(fmean(gains.values()), 4),
        "recall10": round(fmean(recall_at(answers[q.id].pages, q.pages, _DEPTH) for q in questions), 4),
        "ndcg10_by_language": {lang: round(fmean(values), 4) for lang, values in sorted(by_lang.items())},
        "interpretation_f1": _f1_by_slot(questions, answers),
    }


@dataclass(frozen=True, slots=True)
class Answered:
    """What an engine found for one question, in the words of the judgements."""

    pages: tuple[str, ...]
    things: tuple[str, ...]  # IRIs
    plan: QueryPlan

    def to_json(self) -> Mapping[str, object]:
        interpretation = {
            "types": [each.value for each in self.plan.types],
            "themes": [each.notation for each in self.plan.themes],
            "places": [{"geonames": each.geonames} for each in self.plan.places],
            "period": {"from": self.plan.period.begins, "to": self.plan.period.ends} if self.plan.period else None,
            "target_groups": [each.notation for each in self.plan.target_groups],
            "negation": [f"{each.slot}:{each.value}" for each in self.plan.excluded],
        }
        return {"pages": list(self.pages), "entities": list(self.things), "interpretation": interpretation}

    def slots(self) -> Mapping[str, frozenset[str]]:
        interpretation = self.to_json()["interpretation"]
        return slots_of(interpretation if isinstance(interpretation, Mapping) else {})


def read_judged(path: Path) -> list[JudgedQuestion]:
    """Raises JudgementsUnreadable."""
    try:
        found = [
            JudgedQuestion(q["id"], q["lang"], q["text"], dict(q["pages"]), slots_of(q.get("interpretation") or {}))
            for q in json.loads(path.read_text("utf-8"))["queries"]
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise JudgementsUnreadable(path, repr(error)) from error
    if not found:
        raise JudgementsUnreadable(path, "the list is empty")
    return found


def slots_of(interpretation: Mapping[str, object]) -> Mapping[str, frozenset[str]]:
    """An interpretation as sets of words that can be compared."""
    return {slot: frozenset(_words(slot, interpretation.get(slot))) for slot in _SLOTS}


def _words(slot: str, value: object) -> Iterable[str]:
    if slot == "period" and isinstance(value, Mapping):
        return [f"{edge}:{value[edge]}" for edge in ("from", "to") if value.get(edge)]
    if isinstance(value, list):
        return [str(each["geonames"]) if isinstance(each, Mapping) else str(each) for each in value]
    return []


def _answered(engine: SearchEngine, question: JudgedQuestion) -> Answered:
    page = engine.answer(Question(text=question.text, ui=question.lang, limit=LARGEST_PAGE))
    pages = dict.fromkeys(name for hit in page.results for name in _files(hit))
    return Answered(tuple(pages), tuple(hit.iri for hit in page.results), page.interpretation)


def _files(hit: Hit) -> list[str]:
    return [PurePosixPath(each.file_name).name for each in hit.evidence if each.file_name]


def _f1_by_slot(questions: list[JudgedQuestion], answers: Mapping[str, Answered]) -> Mapping[str, float]:
    counts = {slot: [0, 0, 0] for slot in _SLOTS}  # right, given, wanted
    for question in questions:
        given = answers[question.id].slots()
        for slot in _SLOTS:
            sizes = len(given[slot] & question.slots[slot]), len(given[slot]), len(question.slots[slot])
            counts[slot] = [count + size for count, size in zip(counts[slot], sizes, strict=True)]
    counts["all"] = [sum(column) for column in zip(*counts.values(), strict=True)]
    return {slot: round(_f1(*each), 4) for slot, each in counts.items()}


def _f1(right: int, given: int, wanted: int) -> float:
    return 2 * right / (given + wanted) if given + wanted else 1.0
