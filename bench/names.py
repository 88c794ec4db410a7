"""Names of organisations and places in texts of other kinds: annotated corpora, each document read as a page.

The corpora are no part of drom (`training/names/corpora.toml`); only where their folder is given is this measured.
Scored as the judged pages are: a document's distinct names, one to one, one may contain the other.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench import score as scorer
from bench.measure import Json
from graph.labels import LabelMatcher
from graph.places import Gazetteer
from graph.records import ThingType
from ingest.extract.extraction import Extractor
from ingest.extract.recogniser import Recogniser
from ingest.finding import STATED, Finding, NameFinding, PlaceFinding
from training.names.corpora import Annotated, Corpus, corpora, development_texts
from training.names.lessons import document_of

KINDS = {"ORG": "organisation", "LOC": "place"}
_MOST = 60_000  # words of a corpus that are read; the larger ones in part


def measured_with_and_without(folder: Path) -> dict[str, dict[str, dict[str, Json]]]:
    """The scores as drom is, and those of its rules alone."""
    gazetteer, matcher = Gazetteer.open(), LabelMatcher.open()
    ruled = measured(folder, Extractor(gazetteer, matcher))
    return {"reached": measured(folder, Extractor(gazetteer, matcher, Recogniser.open())), "ruled": ruled}


def measured(folder: Path, extractor: Extractor) -> dict[str, dict[str, Json]]:
    """Precision, recall and F1 by corpus and kind of thing."""
    return {key: _scores(some_texts(folder, corpus), extractor) for key, corpus in corpora().items()}


def some_texts(folder: Path, corpus: Corpus) -> Iterator[Annotated]:
    """The development texts in an order of no meaning, up to a number of words."""
    texts = sorted(development_texts(folder, corpus), key=lambda a: hashlib.sha256(a.text.encode()).digest())
    words = 0
    for annotated in texts:
        if words > _MOST:
            return
        words += annotated.text.count(" ")
        yield annotated


def _scores(texts: Iterable[Annotated], extractor: Extractor) -> dict[str, Json]:
    counts = {kind: [0, 0, 0] for kind in KINDS.values()}
    for annotated in texts:
        found = extractor.findings(document_of(annotated))
        for tag, kind in KINDS.items():
            gold = _distinct(kind, (annotated.text[n.start : n.end] for n in annotated.names if n.kind == tag))
            predicted = _distinct(kind, (annotated.text[f.start : f.end] for f in found if _is(kind, f)))
            hit = len(scorer.align(gold, predicted))
            counts[kind] = [a + b for a, b in zip(counts[kind], (hit, len(predicted), len(gold)), strict=True)]
    return {kind: scorer.prf(*count) for kind, count in counts.items()}


def _distinct(kind: str, surfaces: Iterable[str]) -> list[Json]:
    by_form = {scorer.norm(surface): surface for surface in surfaces}
    return [{"id": form, "type": kind, "surfaces": [surface]} for form, surface in by_form.items()]


def _is(kind: str, finding: Finding) -> bool:
    if isinstance(finding, PlaceFinding):
        return kind == "place" and finding.confidence >= STATED
    return isinstance(finding, NameFinding) and finding.type is ThingType.ORGANISATION and kind == "organisation"
