"""What models are measured on, and what came of it: the core of `drom model evaluate` and `compare`."""

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from statistics import fmean
from typing import TYPE_CHECKING

from ontology.scheme import ConceptScheme
from search.encoder import Encoder
from search.errors import Unmeasurable
from search.measuring import (
    TEN,
    Found,
    LabelHits,
    Labels,
    Progress,
    label_hits,
    mean,
    question_gains,
    sentences_per_second,
    timed_sentences,
    translations,
)
from search.parallel import Pairs

if TYPE_CHECKING:
    from search.evaluation import JudgedQuestion

_COLUMNS = ("notation", "lang", "label")


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What is empty is not measured."""

    scheme: ConceptScheme
    parallel: Mapping[str, Pairs] = field(default_factory=dict)
    questions: Sequence["JudgedQuestion"] = ()
    pages: Mapping[str, Sequence[str]] = field(default_factory=dict)  # passages by the name of the page
    labels: Labels = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one model; None where there was nothing to measure on."""

    model: str
    dimension: int
    sentences_per_second: float  # of processor time
    translations: Mapping[str, Found]  # by language
    gains: Mapping[str, Sequence[float]]  # nDCG@10 of each question, by language
    labels: LabelHits | None

    @property
    def translated(self) -> Found | None:
        """The mean over the languages."""
        return mean(list(self.translations.values())) if self.translations else None

    @property
    def lowest(self) -> tuple[str, float] | None:
        """The language that finds the fewest translations in one of the directions, and the share."""
        worst = [(min(found), code) for code, found in self.translations.items()]
        return (min(worst)[1], min(worst)[0]) if worst else None

    @property
    def ndcg10(self) -> float | None:
        return fmean(gain for gains in self.gains.values() for gain in gains) if self.gains else None

    def to_json(self) -> Mapping[str, object]:
        return {
            "model": self.model,
            "dimension": self.dimension,
            "sentences_per_cpu_second": round(self.sentences_per_second),
            "parallel": self._parallel(),
            "questions": self._questions(),
            "labels": self._labels(),
        }

    def _parallel(self) -> Mapping[str, object] | None:
        if self.translated is None or self.lowest is None:
            return None
        return {
            "mean": _shares(self.translated),
            "lowest": {"language": self.lowest[0], "share": round(self.lowest[1], 4)},
            "languages": {code: _shares(found) for code, found in self.translations.items()},
        }

    def _questions(self) -> Mapping[str, object] | None:
        if self.ndcg10 is None:
            return None
        by_language = {lang: round(fmean(gains), 4) for lang, gains in sorted(self.gains.items())}
        return {"ndcg10": round(self.ndcg10, 4), "ndcg10_by_language": by_language}

    def _labels(self) -> Mapping[str, object] | None:
        if self.labels is None:
            return None
        langs = self.labels.langs
        by_language = {lang: _rounded(self.labels.recall(langs, (lang,))) for lang in langs}
        return {
            "recall1": _rounded(self.labels.recall(langs)),
            "recall1_of_ten_languages": _rounded(self.labels.recall(TEN)),
            "languages": len(langs),
            "recall1_by_language": by_language,
        }


def measured(encoder: Encoder, on: Yardstick, seen: Progress) -> Measured:
    """Encodes every text of the yardstick once."""
    found = translations(encoder, on.parallel, seen)
    gains = question_gains(encoder, on.questions, on.pages, seen) if on.questions else {}
    by_language: dict[str, list[float]] = defaultdict(list)
    for question in on.questions:
        if question.id in gains:
            by_language[question.lang].append(gains[question.id])
    return Measured(
        model=encoder.name,
        dimension=encoder.dimension,
        sentences_per_second=sentences_per_second(encoder, timed_sentences(on.scheme)),
        translations=found,
        gains=by_language,
        labels=label_hits(encoder, on.scheme, on.labels, seen) if on.labels else None,
    )


def read_labels(path: Path, scheme: ConceptScheme) -> Labels:
    """A table of notation, language and label, tabs between them, the first line saying so. Raises Unmeasurable."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    notations = {concept.notation for concept in scheme.concepts()}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                notation, lang, label = (str(row[name] or "").strip() for name in _COLUMNS)
                if not lang or not label:
                    raise Unmeasurable(path, f"a line of {notation or 'no concept'} has no label or no language")
                if notation not in notations:
                    raise Unmeasurable(path, f"{notation!r} is no concept of drom")
                found[lang].append((notation, label))
    except (OSError, ValueError, KeyError, csv.Error) as error:
        raise Unmeasurable(path, f"it is no table of {', '.join(_COLUMNS)} ({error!r})") from error
    if not found:
        raise Unmeasurable(path, "it is empty")
    return found


def pages_judged(
    texts: Mapping[str, Sequence[str]], questions: Sequence["JudgedQuestion"], source: Path | str
) -> Mapping[str, Sequence[str]]:
    """The passages by the names that the judgements use: `d01.txt` is the text of `d01.html`. Raises Unmeasurable."""
    judged = {page for question in questions for page, grade in question.pages.items() if grade > 0}
    by_stem = {PurePosixPath(name).stem: name for name in judged}
    named = {name if name in judged else by_stem.get(PurePosixPath(name).stem, name): texts[name] for name in texts}
    if missing := sorted(judged - named.keys()):
        raise Unmeasurable(source, f"{len(missing)} of the {len(judged)} judged pages are missing: {_few(missing)}")
    return named


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")


def _shares(found: Found) -> Mapping[str, float]:
    return {name: round(share, 4) for name, share in found._asdict().items()}


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
