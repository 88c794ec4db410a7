"""How good a ranking is against graded judgements. Pure."""

import math
from collections.abc import Mapping, Sequence


def recall_at(ranked: Sequence[str], grades: Mapping[str, int], count: int, *, grade: int = 1) -> float:
    """The share of what is judged `grade` or better that is among the first `count`; 1.0 when nothing is."""
    wanted = {name for name, given in grades.items() if given >= grade}
    return len(wanted & set(ranked[:count])) / len(wanted) if wanted else 1.0


def ndcg_at(ranked: Sequence[str], grades: Mapping[str, int], count: int) -> float:
    """Normalised discounted cumulative gain of the first `count`, 0..1, gains 2^grade - 1; 1.0 when none is judged."""
    ideal = _gain(sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:count])
    distinct = list(dict.fromkeys(ranked))[:count]
    return _gain([grades.get(name, 0) for name in distinct]) / ideal if ideal else 1.0


def _gain(grades: Sequence[int]) -> float:
    return math.fsum((2.0**grade - 1.0) / math.log2(place + 1) for place, grade in enumerate(grades, start=1))
