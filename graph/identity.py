"""What is judged to be the same thing: the append-only ledger of judgements, and the clusters that follow from it.

Undoing a judgement takes it out of the clusters: both things are back under their old IRIs. No line is ever removed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from graph.errors import LedgerDamaged
from graph.ledger import Entry, Ledger

RULE_PREFIX = "drom:rule-"  # who judges is a rule when the name begins with this, else a person

_UNDONE = "undone"


class Verdict(StrEnum):
    """What may be said of two things."""

    SAME = "same"
    NOT_SAME = "not-same"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Somebody's verdict on a pair of things; the order of the two does not matter."""

    left: str  # IRI
    right: str  # IRI
    verdict: Verdict
    by: str  # a rule (`drom:rule-…`) or whoever decided
    why: str
    score: float  # 0..1, how sure it is that both are the same

    def __post_init__(self) -> None:
        if self.left == self.right:
            raise ValueError(f"{self.left} is judged against itself")
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"score {self.score} is not in 0..1")

    @property
    def pair(self) -> tuple[str, str]:
        return min(self.left, self.right), max(self.left, self.right)

    @property
    def is_by_rule(self) -> bool:
        return self.by.startswith(RULE_PREFIX)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One line of the ledger; `judgement` None means that `by` takes back what stood on the pair."""

    pair: tuple[str, str]
    by: str
    at: datetime  # aware, UTC
    why: str
    judgement: Judgement | None


class JudgementLedger:
    """The judgements of one data folder, in `DATA/ledger/judgements.jsonl`. Raises LedgerDamaged.

    On each pair the last word of a person stands; where no person spoke, the last word of a rule.
    """

    def __init__(self, path: Path) -> None:
        self._ledger = Ledger(path)
        self._lines: list[Recorded] = []
        self._last: dict[tuple[tuple[str, str], bool], Recorded] = {}  # (pair, by a rule?) → its last line
        for number, entry in enumerate(self._ledger.entries(), start=1):
            self._remember(self._read(entry, number))

    def append(self, judgement: Judgement, *, at: datetime) -> bool:
        """Record a judgement; False when the same was the last word of the same judge on this pair."""
        last = self._last.get((judgement.pair, judgement.is_by_rule))
        if last is not None and last.by == judgement.by and _equal(last.judgement, judgement):
            return False
        self._write(Recorded(judgement.pair, judgement.by, _utc(at), judgement.why, judgement))
        return True

    def undo(self, left: str, right: str, *, by: str, at: datetime, why: str) -> bool:
        """Take back what stands on a pair; False when nothing does. What a person took back no rule brings back."""
        pair = (min(left, right), max(left, right))
        if self.standing_on(pair) is None:
            return False
        self._write(Recorded(pair, by, _utc(at), why, None))
        return True

    def history(self) -> Iterator[Recorded]:
        """Every line, oldest first."""
        yield from self._lines

    def standing_on(self, pair: tuple[str, str]) -> Judgement | None:
        """The judgement in force on a pair of IRIs in ascending order."""
        last = self._last.get((pair, False)) or self._last.get((pair, True))
        return last.judgement if last else None

    def standing(self) -> list[Judgement]:
        """The judgement in force on each pair: a person's first, then the surest, then by IRI."""
        found = [standing for pair in {pair for pair, _ in self._last} if (standing := self.standing_on(pair))]
        return sorted(found, key=lambda judgement: (judgement.is_by_rule, -judgement.score, judgement.pair))

    def clusters(self, age: Callable[[str], int]) -> dict[str, str]:
        """Each merged IRI → the canonical one: the earliest drawn of its cluster (`Identifiers.age`).

        Joins follow the order of `standing`; one that would bring together two things judged not the same is left out.
        """
        return _clusters(self.standing(), age)

    def __len__(self) -> int:
        """Lines in the ledger."""
        return len(self._lines)

    def flush(self) -> None:
        """Return when every judgement appended so far is on the disk."""
        self._ledger.flush()

    def close(self) -> None:
        self._ledger.close()

    def _write(self, line: Recorded) -> None:
        judged = line.judgement
        self._ledger.append(
            {
                "left": line.pair[0],
                "right": line.pair[1],
                "verdict": str(judged.verdict) if judged else _UNDONE,
                "by": line.by,
                "at": line.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "why": line.why,
                "score": judged.score if judged else None,
            }
        )
        self._remember(line)

    def _remember(self, line: Recorded) -> None:
        self._lines.append(line)
        self._last[line.pair, line.by.startswith(RULE_PREFIX)] = line

    def _read(self, entry: Entry, number: int) -> Recorded:
        try:
            left, right, by, why = (str(entry[name]) for name in ("left", "right", "by", "why"))
            at = datetime.fromisoformat(str(entry["at"]))
            judgement = None
            if entry["verdict"] != _UNDONE:
                verdict, score = Verdict(str(entry["verdict"])), float(entry["score"] or 0.0)
                judgement = Judgement(left=left, right=right, verdict=verdict, by=by, why=why, score=score)
        except (KeyError, ValueError) as err:
            raise LedgerDamaged(self._ledger.path, number, f"not a judgement ({err})") from err
        return Recorded((min(left, right), max(left, right)), by, at, why, judgement)


def _equal(known: Judgement | None, new: Judgement) -> bool:
    return known is not None and (known.verdict, known.why, known.score) == (new.verdict, new.why, new.score)


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a judgement needs a time with its zone")
    return moment.astimezone(UTC).replace(microsecond=0)


def _clusters(judgements: Iterable[Judgement], age: Callable[[str], int]) -> dict[str, str]:
    kept = list(judgements)
    apart = {judgement.pair for judgement in kept if judgement.verdict is Verdict.NOT_SAME}
    members: dict[str, set[str]] = {}
    for judgement in kept:
        if judgement.verdict is not Verdict.SAME:
            continue
        left = members.get(judgement.left, {judgement.left})
        right = members.get(judgement.right, {judgement.right})
        if left is right or any((min(a, b), max(a, b)) in apart for a in left for b in right):
            continue
        joined = left | right
        members.update(dict.fromkeys(joined, joined))
    canonical = {iri: min(cluster, key=lambda member: (age(member), member)) for iri, cluster in members.items()}
    return {iri: canonical[iri] for iri in sorted(canonical) if canonical[iri] != iri}
