"""What came of practices, and when undertakings began and ended: the `attrs` of the gold, which `score.py` leaves out.

Of the things that were found only: whether they were is a score of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from bench import score as scorer
from bench.measure import Json

_DATED = ("project", "event")
_EDGES = ("start", "end")


def scores(gold: Mapping[str, Json], pages: Mapping[str, Json]) -> Json:
    """`outcome`: the share of practices with the gold's outcome. `years`: the F1 of the years in which projects and
    events began and ended; a year that the page does not name counts against it.
    """
    pairs = [pair for name, page in gold.items() for pair in _pairs(page, pages.get(name, {}))]
    outcomes = [
        (wanted["outcome"], found.get("outcome", "unknown"))
        for kind, wanted, found in pairs
        if kind == "practice" and "outcome" in wanted
    ]
    dated = [(_years(wanted), _years(found)) for kind, wanted, found in pairs if kind in _DATED]
    hit = sum(len(wanted & found) for wanted, found in dated)
    expected, predicted = (sum(len(pair[side]) for pair in dated) for side in (0, 1))
    right = sum(wanted == found for wanted, found in outcomes)
    return {
        "outcome": {"accuracy": round(right / len(outcomes), 4) if outcomes else 0.0, "gold": len(outcomes)},
        "years": scorer.prf(hit, predicted, expected),
    }


def _pairs(page: Json, predicted: Json) -> Iterator[tuple[str, Json, Json]]:
    """Type, the gold's attributes and ours of each thing that was found."""
    things = cast(Sequence[Json], page["entities"])
    found = scorer.align(things, cast(Sequence[Json], predicted.get("entities", [])))
    for thing in things:
        if thing["id"] in found:
            yield str(thing["type"]), cast(Json, thing["attrs"]), cast(Json, found[thing["id"]].get("attrs", {}))


def _years(attrs: Json) -> set[tuple[str, str]]:
    return {(edge, str(attrs[edge])[:4]) for edge in _EDGES if attrs.get(edge)}
