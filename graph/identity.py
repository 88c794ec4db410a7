"""What is judged to be the same thing: the append-only ledger of judgements, and the clusters that follow from it.

Undoing a judgement takes it out of the clusters: both things are back under their old IRIs. No line is ever removed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from graph.errors import LedgerDamaged
from graph.ledger import Entry, Ledger

RULE_PREFIX = "drom:rule-"  # who judges is a rule when the name begins with this, else a person

_UNDONE = "undone"
_Pair: TypeAlias = tuple[str, str]  # of IRIs, in ascending order


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
        self._by_rule: dict[_Pair, Recorded] = {}  # the last line of a rule
        self._by_people: dict[_Pair, list[Recorded]] = {}  # what people said and did not take back, oldest first
        for number, entry in enumerate(self._ledger.entries(), start=1):
            self._remember(self._read(entry, number))

    def append(self, judgement: Judgement, *, at: datetime) -> bool:
        """Record a judgement; False when the same was the last word of the same judge on this pair."""
        last = self._last(judgement)
        if last is not None and last.by == judgement.by and _equal(last.judgement, judgement):
            return False
        self._write(Recorded(judgement.pair, judgement.by, _utc(at), judgement.why, judgement))
        return True

    def settle(self, judgements: Iterable[Judgement], *, at: datetime) -> None:
        """Make these all that rules say: new ones are recorded, those that no rule makes any more are taken back."""
        kept = set()
        for judgement in judgements:
            self.append(judgement, at=at)
            kept.add(judgement.pair)
        for pair, last in sorted(self._by_rule.items()):
            if pair not in kept and last.judgement is not None:
                self._write(Recorded(pair, last.by, _utc(at), "the rule no longer says so", None))

    def undo(self, left: str, right: str, *, by: str, at: datetime, why: str) -> bool:
        """Take back what stands on a pair; False when nothing does.

        When it was a person's, what stood before it stands again. What a person took back of a rule no rule brings
        back.
        """
        pair = _pair(left, right)
        if self.standing_on(pair) is None:
            return False
        self._write(Recorded(pair, by, _utc(at), why, None))
        return True

    def history(self) -> Iterator[Recorded]:
        """Every line, oldest first."""
        yield from self._lines

    def line_on(self, left: str, right: str) -> Recorded | None:
        """The line in force on two things, with who and when; None when none is, or it takes something back."""
        pair = _pair(left, right)
        people = self._by_people.get(pair)
        last = people[-1] if people else self._by_rule.get(pair)
        return last if last is not None and last.judgement is not None else None

    def standing_on(self, pair: tuple[str, str]) -> Judgement | None:
        """The judgement in force on a pair of IRIs in ascending order."""
        found = self.line_on(*pair)
        return found.judgement if found else None

    def standing(self) -> list[Judgement]:
        """The judgement in force on each pair: a person's first, then the surest, then by IRI."""
        pairs = self._by_rule.keys() | self._by_people.keys()
        found = [standing for pair in pairs if (standing := self.standing_on(pair))]
        return sorted(found, key=lambda judgement: (judgement.is_by_rule, -judgement.score, judgement.pair))

    def decided(self) -> list[Recorded]:
        """The lines of people in force on a pair, oldest first."""
        found = {id(lines[-1]) for lines in self._by_people.values() if lines and lines[-1].judgement is not None}
        return [line for line in self._lines if id(line) in found]

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
        if line.by.startswith(RULE_PREFIX):
            self._by_rule[line.pair] = line
            return
        said = self._by_people.setdefault(line.pair, [])
        if line.judgement is None and said:
            said.pop()
        else:
            said.append(line)

    def _last(self, judgement: Judgement) -> Recorded | None:
        if judgement.is_by_rule:
            return self._by_rule.get(judgement.pair)
        said = self._by_people.get(judgement.pair)
        return said[-1] if said else None

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
        return Recorded(_pair(left, right), by, at, why, judgement)


def _equal(known: Judgement | None, new: Judgement) -> bool:
    return known is not None and (known.verdict, known.why, known.score) == (new.verdict, new.why, new.score)


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a judgement needs a time with its zone")
    return moment.astimezone(UTC).replace(microsecond=0)


def _pair(left: str, right: str) -> _Pair:
    return min(left, right), max(left, right)


def cluster_of(clusters: Mapping[str, str], iri: str) -> tuple[str, ...]:
    """Everything that is the same as a thing, itself among it, sorted; `clusters` as `JudgementLedger.clusters`."""
    canonical = clusters.get(iri, iri)
    return tuple(sorted({canonical, *(alias for alias, kept in clusters.items() if kept == canonical)}))


def _clusters(judgements: Iterable[Judgement], age: Callable[[str], int]) -> dict[str, str]:
    kept = list(judgements)
    apart = {judgement.pair: judgement for judgement in kept if judgement.verdict is Verdict.NOT_SAME}
    members: dict[str, set[str]] = {}
    for judgement in kept:
        if judgement.verdict is not Verdict.SAME:
            continue
        left = members.get(judgement.left, {judgement.left})
        right = members.get(judgement.right, {judgement.right})
        if left is right or _kept_apart(judgement, left, right, apart):
            continue
        joined = left | right
        members.update(dict.fromkeys(joined, joined))
    canonical = {iri: min(cluster, key=lambda member: (age(member), member)) for iri, cluster in members.items()}
    return {iri: canonical[iri] for iri in sorted(canonical) if canonical[iri] != iri}


def _kept_apart(joining: Judgement, left: set[str], right: set[str], apart: Mapping[_Pair, Judgement]) -> bool:
    """Whether joining two clusters would join two things judged not the same; a person is stopped only by people."""
    few, many = sorted((left, right), key=len)
    found = (apart.get(_pair(one, other)) for one in few for other in many)
    return any(judged is not None and (joining.is_by_rule or not judged.is_by_rule) for judged in found)
