"""`python -m bench [NAME…]`: measure, compare with what is promised, keep the figures, print them.

Exit code 1 when a limit is broken or a score falls below its floor.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bench import doubling, encoding, querying, reading, searching, starting
from bench.floors import FLOORS, FLOORS_OF_MODEL, Floors, FloorsRefused, digest_of
from bench.measure import Figure, Json
from bench.record import keep, show_figures, show_scores
from bench.workplace import PEER, Workplace

QUALITY, VECTORS, NAMES = "quality", "vectors", "names"
SPEED: Mapping[str, Callable[[Workplace], list[Figure]]] = {
    "help": starting.help_page,
    "reading": reading.measured,
    "doubling": doubling.measured,
    "rereading": starting.rereading,
    "first-answer": starting.first_answer,
    "ready": starting.ready,
    "sparql": querying.measured,
    "searching": searching.measured,
    "encoding": encoding.measured,
}
KNOWN = (QUALITY, VECTORS, NAMES, *SPEED)


def main(arguments: Sequence[str]) -> int:
    asked = _arguments(arguments)
    names = asked.names or KNOWN
    if NAMES in names and asked.corpora:
        _names(asked.corpora)
    with tempfile.TemporaryDirectory() as folder:
        place = Workplace(Path(folder), peer=asked.peer, parallel=asked.parallel)
        try:
            held = QUALITY not in names or _quality(place, asked)
            held = (VECTORS not in names or _vectors(place, asked)) and held
        except FloorsRefused as refused:
            print(refused, file=sys.stderr)
            return 2
        held = _speed(place, [name for name in SPEED if name in names]) and held
    if asked.write_docs:
        from bench.document import write_quality

        write_quality()
    return 0 if held else 1


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure speed and quality.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"what to measure (default: all): {', '.join(KNOWN)}")
    parser.add_argument("--peer", type=Path, default=PEER, metavar="FOLDER", help="all-MiniLM-L6-v2 (%(default)s)")
    parser.add_argument("--parallel", type=Path, metavar="FOLDER", help="also measure translations (docs/quality.md)")
    parser.add_argument("--corpora", type=Path, metavar="FOLDER", help="also measure names on annotated corpora")
    parser.add_argument("--raise-floors", action="store_true", help="pin scores that are better than their floors")
    parser.add_argument("--lower-floors", action="store_true", help="pin the scores as they are, also worse ones")
    parser.add_argument("--write-docs", action="store_true", help="write the newest figures into docs/quality.md")
    parser.add_argument("--predictions", type=Path, metavar="FILE", help="also write what was scored")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - set(KNOWN):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(KNOWN)}")
    return asked


def _speed(place: Workplace, names: Sequence[str]) -> bool:
    figures: list[Figure] = []
    for name in names:
        found = SPEED[name](place)
        keep(name, {"figures": [figure.to_json() for figure in found]})
        figures += found
    if figures:
        show_figures(figures)
    return all(figure.holds for figure in figures)


def _quality(place: Workplace, asked: argparse.Namespace) -> bool:
    """Whether every score is at its floor or above, after the floors were changed as asked."""
    import json

    from bench.scoring import measured

    quality, predicted = measured(place)
    if asked.predictions:
        asked.predictions.write_text(json.dumps(predicted, ensure_ascii=False, indent=1), encoding="utf-8")
    floors = _floors(FLOORS, digest_of(), quality.scores, asked)
    return _held(QUALITY, "Quality on the judged pages and questions", quality.scores, floors, quality.to_json())


def _names(corpora: Path) -> None:
    """Names in annotated corpora; they have no floors, since nobody else has the corpora."""
    from bench.names import measured_with_and_without

    report = measured_with_and_without(corpora)
    keep(NAMES, report)
    scores = {
        f"{lang}.{kind}": score["f1"] for lang, kinds in report["reached"].items() for kind, score in kinds.items()
    }
    show_scores("Names in annotated corpora, F1", scores, {})


def _vectors(place: Workplace, asked: argparse.Namespace) -> bool:
    """The same of the model by itself."""
    from bench.vectors import OPTIONAL, judged_digest, measured

    scores, report = measured(place)
    floors = _floors(FLOORS_OF_MODEL, judged_digest(), scores, asked, optional=OPTIONAL)
    return _held(VECTORS, "The model by itself", scores, floors.measured_in(scores, OPTIONAL), report)


def _held(name: str, title: str, scores: Mapping[str, float], floors: Floors, report: Json) -> bool:
    keep(name, report)
    show_scores(title, scores, floors.scores)
    return not floors.broken_by(scores)


def _floors(
    path: Path, digest: str, scores: Mapping[str, float], asked: argparse.Namespace, optional: str | None = None
) -> Floors:
    """Floors whose names begin with `optional` stay when they are pinned anew without having been measured."""
    if asked.lower_floors or not path.exists():
        before = Floors.read(path).scores if optional and path.exists() else {}
        floors = Floors(digest, {**{n: low for n, low in before.items() if n.startswith(optional or "")}, **scores})
        floors.write(path)
        return floors
    floors = Floors.read(path)
    floors.check_data(digest)
    if asked.raise_floors:
        floors = floors.raised(scores)
        floors.write(path)
    return floors


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
