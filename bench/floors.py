"""Floors: scores below which a change may not fall, pinned to the judged data that they were measured on."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")
FLOORS_OF_MODEL = Path(__file__).with_name("floors-model.json")
JUDGED = Path(__file__).with_name("dev")
_SLACK = 1e-4  # scores are kept with four digits


class FloorsRefused(Exception):
    """The floors cannot be compared or changed as asked."""


@dataclass(frozen=True, slots=True)
class Floors:
    """Lowest accepted score of each name, on the data with this digest."""

    judged: str  # SHA-256 of pages, gold, questions and scorer
    scores: Mapping[str, float]

    @classmethod
    def read(cls, path: Path = FLOORS) -> "Floors":
        kept = json.loads(path.read_text(encoding="utf-8"))
        return cls(kept["judged"], kept["floors"])

    def write(self, path: Path = FLOORS) -> None:
        kept = {"judged": self.judged, "floors": dict(sorted(self.scores.items()))}
        path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")

    def broken_by(self, scores: Mapping[str, float]) -> dict[str, float]:
        """The floors that scores lie below, missing scores among them."""
        return {name: low for name, low in self.scores.items() if scores.get(name, 0.0) < low - _SLACK}

    def measured_in(self, scores: Mapping[str, float], optional: str) -> "Floors":
        """Without the floors of what is only measured on demand, and was not; their names begin with `optional`."""
        kept = {n: low for n, low in self.scores.items() if n in scores or not n.startswith(optional)}
        return Floors(self.judged, kept)

    def check_data(self, digest: str) -> None:
        """Raises FloorsRefused when the floors belong to other pages, questions or another scorer."""
        if digest != self.judged:
            raise FloorsRefused("the judged data changed; measure the old code on them and pin with --lower-floors")

    def raised(self, scores: Mapping[str, float]) -> "Floors":
        """Every floor at least where it was; new scores get a floor."""
        return Floors(self.judged, {**scores, **{n: max(low, scores.get(n, 0.0)) for n, low in self.scores.items()}})


def digest_of(judged: Path = JUDGED) -> str:
    """SHA-256 over the names and contents of the judged files and the scorer, in the order of their names."""
    digest = hashlib.sha256()
    scorer = Path(__file__).with_name("score.py")
    for path in [scorer, *sorted(p for p in judged.rglob("*") if p.is_file())]:
        name = path.name if path == scorer else path.relative_to(judged).as_posix()
        digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def flat(report: Mapping[str, object], prefix: str = "") -> dict[str, float]:
    """The scores of a report that are better when higher, by dotted name; leaks are turned round."""
    found: dict[str, float] = {}
    for name, value in report.items():
        if name in ("ndcg10_by_language", "worst", "p", "r", "hit", "predicted", "gold"):
            continue
        if isinstance(value, Mapping):
            found.update(flat(value, f"{prefix}{name}."))
        elif isinstance(value, int | float):
            leak = name == "must_not_leak"
            found[prefix + ("free_of_furniture" if leak else name)] = round(1 - value if leak else float(value), 4)
    return found
