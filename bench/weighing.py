"""How the weights of `ingest/extract/rules/aboutness.toml` were found: `python -m bench.weighing [--write]`.

Logistic regression over the traits of every concept that a judged page names, all schemes together, each with a bias
of its own. Every language is left out once; what is printed are scores on the languages left out. `--write` replaces
the file with weights from all pages. How common a concept is, is counted on the sample and the judged pages.
"""

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.measure import ROOT
from bench.workplace import JUDGED_PAGES, SAMPLE
from graph.records import ThingType
from ingest.capture import Capture
from ingest.document import Document
from ingest.errors import PageRejected
from ingest.extract.aboutness import Traits
from ingest.extract.concepts import NamedConcept, Sign, traits_of
from ingest.extract.extraction import Extractor
from ingest.extract.page import Page
from ingest.extract.stretches import Stretches
from ingest.finding import ConceptFinding, NameFinding
from ingest.reading import read
from ingest.source import captures_from
from ontology.scheme import ConceptScheme

OUTPUT = ROOT / "ingest" / "extract" / "rules" / "aboutness.toml"
SLOTS = {"themes": "themes", "approaches": "approaches", "target_groups": "target-groups"}
RIDGE = 2.0  # sweep in docs/decisions/0007: 0.5 to 8 differ by less than one concept in a hundred
# Probability from which a page is about a concept: the best F1 lies between 0.4 and 0.5, of groups between 0.3 and 0.4.
THRESHOLDS = {"themes": 0.45, "approaches": 0.45, "target-groups": 0.35}
BODIES = (ThingType.ORGANISATION, ThingType.PROGRAMME)
RAREST = 3  # percent of pages taken for those that name a concept which is not common
COMMON = 5  # percent of pages; what fewer name is rare


@dataclass(frozen=True, slots=True)
class Candidate:
    """A concept that a judged page names: what the page shows of it, and whether the judges say it is about it."""

    page: str
    lang: str
    scheme: str
    notation: str
    traits: Traits
    is_right: bool

    def row(self, bias: Sequence[str]) -> list[float]:
        return [float(self.scheme == scheme) for scheme in bias] + [float(v) for v in self.traits.values().values()]


def documents(pages: Path) -> Iterator[tuple[str, Document]]:
    """The readable pages of a folder by file name."""
    for capture in captures_from(pages):
        if isinstance(capture, Capture):
            try:
                yield Path(capture.file_name or "").name, read(capture)
            except PageRejected:
                continue


def shown(extractor: Extractor, document: Document) -> Mapping[tuple[str, str], Traits]:
    """The traits of every concept that a page names, as extraction itself weighs them."""
    findings = extractor.findings(document)
    bodies = Stretches((f.start, f.end) for f in findings if isinstance(f, NameFinding) and f.type in BODIES)
    named = (f for f in findings if isinstance(f, ConceptFinding))
    signs = [Sign(f.start, f.end, NamedConcept(f.scheme, f.notation), f.method) for f in named]
    return traits_of(Page(document), signs, bodies)


def shares(traits: Sequence[Mapping[tuple[str, str], Traits]]) -> dict[str, dict[str, int]]:
    """Percent of the pages that name a concept, by scheme and notation; the common ones only."""
    pages = [shown for shown in traits if shown]
    named = Counter(key for page in pages for key in page)
    found: dict[str, dict[str, int]] = {}
    for (scheme, notation), times in sorted(named.items()):
        percent = round(100 * times / len(pages))
        if scheme in SLOTS.values() and percent >= COMMON:
            found.setdefault(scheme, {})[notation] = percent
    return found


def fitted(rows: NDArray[np.float64], right: NDArray[np.float64], biases: int) -> NDArray[np.float64]:
    """Weights of a logistic regression with a ridge on all but the first columns, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    ridge = np.where(np.arange(rows.shape[1]) < biases, 0.01, RIDGE)
    for _ in range(30):
        sure = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (right - sure) - ridge * weights
        weights += np.linalg.solve((rows * (sure * (1 - sure))[:, None]).T @ rows + np.diag(ridge), slope)
    return weights


def left_out(candidates: Sequence[Candidate], bias: Sequence[str]) -> NDArray[np.float64]:
    """For each candidate the probability that weights from all other languages give it."""
    rows = np.array([c.row(bias) for c in candidates])
    right = np.array([float(c.is_right) for c in candidates])
    langs = np.array([c.lang for c in candidates])
    sure = np.zeros(len(candidates))
    for lang in set(langs):
        weights = fitted(rows[langs != lang], right[langs != lang], len(bias))
        sure[langs == lang] = 1 / (1 + np.exp(-rows[langs == lang] @ weights))
    return sure


def f1_of(candidates: Sequence[Candidate], sure: NDArray[np.float64], wanted: Mapping[str, int]) -> dict[str, float]:
    """F1 by scheme of what is surer than its threshold; `wanted` counts what the judges want of each scheme."""
    found: dict[str, float] = {}
    for scheme, gold in wanted.items():
        own = ((c, p) for c, p in zip(candidates, sure, strict=True) if c.scheme == scheme)
        taken = [c.is_right for c, p in own if p >= THRESHOLDS[scheme]]
        found[scheme] = round(2 * sum(taken) / (len(taken) + gold), 3)
    return found


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.weighing", description="Weigh what tells what pages say.")
    parser.add_argument("--write", action="store_true", help=f"replace {OUTPUT.name}")
    extractor, judged = Extractor.open(), dict(documents(JUDGED_PAGES))
    traits = {name: shown(extractor, document) for name, document in judged.items()}
    sample = [shown(extractor, document) for _, document in documents(SAMPLE)]
    common = shares([*traits.values(), *sample])
    gold = [json.loads(path.read_text("utf-8")) for path in sorted((JUDGED_PAGES.parent / "gold").glob("*.json"))]
    candidates = [*_candidates(gold, traits, common)]
    bias = [*SLOTS.values()]
    wanted = {scheme: sum(len(page[slot]) for page in gold) for slot, scheme in SLOTS.items()}
    print("languages left out:", f1_of(candidates, left_out(candidates, bias), wanted))
    for trait in candidates[0].traits.values():
        fewer = [replace(c, traits=_without(c.traits, trait)) for c in candidates]
        print(f"  without {trait}:", f1_of(fewer, left_out(fewer, bias), wanted))
    rows = np.array([c.row(bias) for c in candidates])
    weights = fitted(rows, np.array([float(c.is_right) for c in candidates]), len(bias))
    text = _table(dict(zip([*bias, *candidates[0].traits.values()], weights, strict=True)), common)
    if parser.parse_args(arguments).write:
        OUTPUT.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


def _without(traits: Traits, trait: str) -> Traits:
    """The traits with one that is the same for all."""
    return replace(traits, **{"common": 0.5} if trait == "rare" else {trait: 1})


def _candidates(
    gold: Sequence[Mapping[str, Any]],
    traits: Mapping[str, Mapping[tuple[str, str], Traits]],
    common: Mapping[str, Mapping[str, int]],
) -> Iterator[Candidate]:
    for page in gold:
        for (scheme, notation), own in traits[page["file"]].items():
            slot = next((slot for slot, kind in SLOTS.items() if kind == scheme), None)
            if slot is not None:
                share = common.get(scheme, {}).get(notation, RAREST) / 100
                weighed = replace(own, common=share)
                yield Candidate(page["file"], page["lang"][:2], scheme, notation, weighed, notation in page[slot])


def _table(weights: Mapping[str, float], common: Mapping[str, Mapping[str, int]]) -> str:
    """The file as it is kept. Thresholds go into the biases, so that a page is about what is surer than 0.5."""
    top = [c.notation for c in ConceptScheme.open().concepts() if c.scheme == "themes" and c.broader is None]
    bias = [f"{name} = {weights[name] - math.log(at / (1 - at)):.2f}" for name, at in THRESHOLDS.items()]
    traits = [f"{name} = {weight:.2f}" for name, weight in weights.items() if name not in SLOTS.values()]
    lines = [
        "# What tells that a page is about a concept; written by `python -m bench.weighing --write`, not by hand.",
        "# A page is about it where bias + weights x traits (ingest/extract/aboutness.py) is above 0.",
        "",
        "# Themes without a broader one.",
        f"top = {json.dumps(sorted(top))}",
        "# Percent of pages that name a concept not listed in [common].",
        f"rarest = {RAREST}",
        "",
        "[bias]",
        *bias,
        "",
        "[weights]",
        *traits,
    ]
    for scheme, row in common.items():
        lines += [
            "",
            f"[common.{scheme}]  # percent of pages",
            *(f"{name} = {percent}" for name, percent in row.items()),
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])
