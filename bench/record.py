"""Results kept with their date and machine, and shown as tables."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.measure import Figure, machine

RESULTS = Path(__file__).with_name("results")


def keep(name: str, content: Mapping[str, object]) -> None:
    """Keep a run as `results/<date>-<name>.json`, in place of an earlier one of the same day."""
    facts = machine()
    path = RESULTS / f"{str(facts['at'])[:10]}-{name}.json"
    RESULTS.mkdir(exist_ok=True)
    path.write_text(json.dumps({"machine": facts, **content}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def newest(name: str) -> Mapping[str, object] | None:
    """The last run kept under a name; None before the first."""
    paths = sorted(RESULTS.glob(f"????-??-??-{name}.json"))
    if not paths:
        return None
    found: Mapping[str, object] = json.loads(paths[-1].read_text(encoding="utf-8"))
    return found


def show_figures(figures: Iterable[Figure]) -> None:
    """What was measured, what is promised, what it was measured beside."""
    table = Table("measured", "median", "limit", "beside it", "", "ratio", "", title="Speed")
    for figure in figures:
        table.add_row(*row_of(figure.to_json()), _verdict(figure))
    Console().print(table)


def row_of(figure: Mapping[str, object]) -> Sequence[str]:
    """The cells of one figure, as kept."""
    unit, ratio = figure["unit"], figure["ratio"]
    return (
        str(figure["name"]), f"{_short(figure['measured'])} {unit}", _short(figure["limit"]),
        str(figure["beside"] or ""), _short(figure["peer"]), _ratio(ratio),
    )  # fmt: skip


def show_scores(title: str, scores: Mapping[str, float], floors: Mapping[str, float]) -> None:
    table = Table("score", "reached", "floor", "", title=title)
    for name, reached in sorted(scores.items()):
        low = floors.get(name)
        verdict = (
            "new"
            if low is None
            else "[bold red]below[/]"
            if reached < low - 1e-4
            else "better"
            if reached > low
            else "ok"
        )
        table.add_row(name, f"{reached:.4f}", "" if low is None else f"{low:.4f}", verdict)
    Console().print(table)


def _short(value: object) -> str:
    if not isinstance(value, int | float):
        return ""
    return f"{value:.0f}" if value == 0 or value >= 100 else f"{value:.3g}"


def _ratio(value: object) -> str:
    if not isinstance(value, float):
        return ""
    return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"


def _verdict(figure: Figure) -> str:
    if figure.limit is None:
        return ""
    return "ok" if figure.holds else "[bold red]over[/]"
