"""Writes the newest figures into `docs/quality.md`, between its markers; the words around them people write."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from bench.measure import ROOT, Json
from bench.record import newest, row_of

DOCUMENT = ROOT / "docs" / "quality.md"
SPEED = ("help", "first-answer", "ready", "rereading", "reading", "searching", "encoding", "sparql")
_TEN = "recall1_of_ten_languages"
_SLOTS = (
    ("text", "all that must be there is there", ("main_text", "must_recall")),
    ("text", "none of the furniture is there", ("main_text", "must_not_leak")),
    ("document", "title", ("document", "title")),
    ("document", "date, exact", ("document", "date")),
    ("document", "language", ("document", "lang")),
    ("document", "announcements told apart", ("document", "items")),
    ("things", "places", ("entities", "place", "f1")),
    ("things", "organisations", ("entities", "organisation", "f1")),
    ("things", "projects", ("entities", "project", "f1")),
    ("things", "programmes", ("entities", "programme", "f1")),
    ("things", "events", ("entities", "event", "f1")),
    ("things", "practices", ("entities", "practice", "f1")),
    ("things", "places linked to the right one", ("place_link_accuracy",)),
    ("things", "the same thing on several pages joined (B³)", ("b3_found", "f1")),
    ("concepts", "themes", ("concepts", "themes", "f1")),
    ("concepts", "approaches", ("concepts", "approaches", "f1")),
    ("concepts", "target groups", ("concepts", "target_groups", "f1")),
    ("figures", "indicator values with their unit", ("values", "observations", "f1")),
    ("figures", "sums", ("values", "funding", "f1")),
    ("relations", "who leads, pays, takes part, where, of what", ("relations", "f1")),
    ("relations", "years in which projects and events began and ended", ("attributes", "years", "f1")),
    ("relations", "whether a practice worked, of those found", ("attributes", "outcome", "accuracy")),
)
_ASKED = (
    ("pages found, nDCG@10", ("ndcg10",)),
    ("pages found, recall@10", ("recall10",)),
    ("things found, nDCG@10", ("entity_ndcg10",)),
    ("things found, recall@10", ("entity_recall10",)),
    ("type understood (F1)", ("interpretation", "types", "f1")),
    ("theme understood (F1)", ("interpretation", "themes", "f1")),
    ("place understood (F1)", ("interpretation", "places", "f1")),
    ("period understood (F1)", ("interpretation", "period", "f1")),
    ("group understood (F1)", ("interpretation", "target_groups", "f1")),
    ("exclusion understood (F1)", ("interpretation", "negation", "f1")),
)
_OF_MODEL = (
    ("translations found among all, to English, mean of the languages", ("parallel", "mean", "to_english")),
    ("translations found among all, from English, mean of the languages", ("parallel", "mean", "from_english")),
    ("translations found among all, lowest language and direction", ("parallel", "lowest", "share")),
    ("pages found for questions, nDCG@10", ("questions", "ndcg10")),
    ("held-out labels that find their concept in another of ten languages, recall@1", ("labels", _TEN)),
    ("held-out labels that find their concept in another language, recall@1", ("labels", "recall1")),
)
_PER_LANGUAGE = (
    ("pages", ()),
    ("things", ("entities", "all", "f1")),
    ("concepts", ("concepts", "all", "f1")),
    ("values", ("values", "observations", "f1")),
    ("relations", ("relations", "f1")),
)


def write_quality() -> None:
    """Renew every part for which something was measured."""
    text = DOCUMENT.read_text(encoding="utf-8")
    for name, lines in (
        ("pages", _pages()),
        ("questions", _questions()),
        ("languages", _languages()),
        ("vectors", _vectors()),
        ("names", _names()),
        ("speed", _speed()),
    ):
        if found := "\n".join(lines):
            before, _, rest = text.partition(f"<!-- {name} -->\n")
            text = f"{before}<!-- {name} -->\n{found}\n<!-- /{name} -->{rest.partition(f'<!-- /{name} -->')[2]}"
    DOCUMENT.write_text(text, encoding="utf-8")


def _report(part: str) -> Json:
    quality = newest("quality")
    return cast(Json, cast(Json, quality["report"])[part]) if quality else {}


def _pages() -> Iterator[str]:
    report = {**_report("pages"), "attributes": (newest("quality") or {}).get("attributes", {})}
    if len(report) > 1:
        yield from _header("", "what", "reached")
        for group, what, path in _SLOTS:
            score = _at(report, path)
            yield f"| {group} | {what} | {_score(1 - score if path[-1] == 'must_not_leak' else score)} |"


def _questions() -> Iterator[str]:
    report, quality = _report("search"), newest("quality")
    if report and quality:
        yield from _header("what", "reached")
        yield from (f"| {what} | {_score(_at(report, path))} |" for what, path in _ASKED)
        yield ""
        yield from _header("left out", "pages found, nDCG@10")
        yield from (
            f"| {part} | {_score(score)} |" for part, score in cast(Mapping[str, float], quality["without"]).items()
        )


def _languages() -> Iterator[str]:
    quality = newest("quality")
    if not quality:
        return
    by_page = cast(Mapping[str, Json], quality["by_language"])
    by_question = cast(Mapping[str, float], _report("search")["ndcg10_by_language"])
    asked: dict[str, list[float]] = {}
    for lang, score in by_question.items():
        asked.setdefault(lang.split("-")[0], []).append(score)
    yield from _header("language", "things", "concepts", "values", "relations", "questions, nDCG@10")
    for lang in sorted({*by_page, *asked}):
        scores = [_score(_at(by_page[lang], path)) if lang in by_page else "" for _, path in _PER_LANGUAGE[1:]]
        found = asked.get(lang)
        yield f"| {lang} | {' | '.join(scores)} | {_score(sum(found) / len(found)) if found else ''} |"


def _vectors() -> Iterator[str]:
    """What was not measured, for want of translations, has no row."""
    report = newest("vectors")
    if report:
        yield from _header(f"`{str(report['model']).partition('@')[0]}` by itself", "reached")
        yield from (f"| {what} | {_at(report, path):.3f} |" for what, path in _OF_MODEL if report[path[0]])


def _names() -> Iterator[str]:
    """By language of the corpus: organisations by rules alone and as it is, places."""
    report = newest("names")
    if report:
        yield from _header(
            "language", "organisations", "precision", "recall", "by rules alone", "places", "by rules alone"
        )
        reached, ruled = (cast(Mapping[str, Json], report[part]) for part in ("reached", "ruled"))
        for lang in sorted(reached):
            found = [_score(_at(reached[lang], ("organisation", figure))) for figure in ("f1", "p", "r")]
            found += [_score(_at(ruled[lang], ("organisation", "f1")))]
            found += [_score(_at(side[lang], ("place", "f1"))) for side in (reached, ruled)]
            yield f"| {lang} | {' | '.join(found)} |"


def _speed() -> Iterator[str]:
    runs = [run for name in SPEED if (run := newest(name))]
    if not runs:
        return
    facts = cast(Json, runs[-1]["machine"])
    yield from _header("measured", "median", "limit", "beside it", "", "ratio")
    for run in runs:
        for figure in cast(Sequence[Json], run["figures"]):
            name, median, limit, *beside = row_of(figure)
            yield f"| {' | '.join((name, median, limit if figure['holds'] else f'**{limit}, not kept**', *beside))} |"
    yield ""
    yield (
        f"{str(facts['at'])[:10]}, {facts['processors']} cores ({facts['processor']}), {facts['memory_gb']} GB, "
        f"{facts['system']}, Python {facts['python']}, load {facts['load']}."
    )


def _header(*names: str) -> Iterator[str]:
    yield f"| {' | '.join(names)} |"
    yield f"|{' --- |' * len(names)}"


def _at(report: Mapping[str, object], path: Sequence[str]) -> float:
    value: object = report
    for name in path:
        value = cast(Mapping[str, object], value)[name]
    return float(cast(float, value)) if value is not None else 0.0


def _score(score: float) -> str:
    return f"{score:.2f}"
