"""Models as tables a person can read: what they are, what they reach, several side by side."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from search.measuring import TEN
from search.modelfacts import ModelFacts
from service.measuring import Comparison

_UNKNOWN = "–"
_DIGITS = 16  # shown of a checksum; --json has all 64


def print_facts(facts: ModelFacts) -> None:
    """What a model is, then its files, then what is wrong with them."""
    rows = {
        "model": facts.name,
        "kind": facts.kind or _UNKNOWN,
        "numbers in a vector": str(facts.dimension or _UNKNOWN),
        "pieces it knows": f"{facts.vocabulary:,}" if facts.vocabulary else _UNKNOWN,
        "size": _megabytes(facts.size),
        "licence": facts.licence or _UNKNOWN,
        "languages": " ".join(facts.languages) or _UNKNOWN,
    }
    _print(("", ""), rows.items())
    files = ((name, f"{each.size:,}", f"{each.sha256[:_DIGITS]}…") for name, each in facts.files.items())
    _print(("file", "bytes", "SHA-256"), files)
    for problem in facts.problems:
        _console().print(Text(problem, style="red"), soft_wrap=True)
    if facts.files and not facts.problems:
        listed = "the files are those that the manifest lists" if facts.is_listed else "no manifest lists the files"
        _console().print(listed)


def print_evaluation(found: Comparison) -> None:
    """The figures of one model, then those of each language."""
    measured = found.measured
    print_comparison([found])
    translated = ((code, _percent(to), _percent(back)) for code, (to, back) in measured.translations.items())
    _print(("translations, per cent", "to English", "from English"), translated)
    gains = ((lang, str(len(each)), _score(sum(each) / len(each))) for lang, each in sorted(measured.gains.items()))
    _print(("questions in", "how many", "nDCG@10"), gains)
    if labels := measured.labels:
        _print(
            ("labels in", "recall@1"), ((lang, _score(labels.recall(labels.langs, (lang,)))) for lang in labels.langs)
        )


def print_comparison(found: Sequence[Comparison]) -> None:
    """A column for each model, a row for each figure that any of them has."""
    columns = [_figures(each) for each in found]
    rows = ([name, *(figures[name] for figures in columns)] for name in columns[0])
    _print(("", *(each.measured.model for each in found)), (row for row in rows if set(row[1:]) != {_UNKNOWN}))


def _figures(found: Comparison) -> Mapping[str, str]:
    measured = found.measured
    to_english, from_english = measured.translated or (None, None)
    code, share = measured.lowest or ("", None)
    labels = measured.labels
    return {
        "numbers in a vector": str(measured.dimension),
        "size": _megabytes(found.facts.size),
        "sentences per CPU-second": f"{measured.sentences_per_second:,.0f}",
        "translations found, to English, %": _percent(to_english),
        "… from English": _percent(from_english),
        "… lowest language": f"{_percent(share)} {code}".strip(),
        "pages for questions, nDCG@10": _score(measured.ndcg10),
        "names of concepts, recall@1": _score(labels.recall(labels.langs) if labels else None),
        "… of ten languages": _score(labels.recall(TEN) if labels else None),
    }


def _print(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Nothing where there are no rows. Numbers stand at the right."""
    kept = [list(row) for row in rows]
    if not kept:
        return
    table = Table(box=None, show_header=any(header[1:]), pad_edge=False, header_style="bold")
    for number, name in enumerate(header):
        numbers = number > 0 and all(row[number][:1].isdigit() or row[number] == _UNKNOWN for row in kept)
        table.add_column(name, justify="right" if numbers else "left", overflow="fold")
    for row in kept:
        table.add_row(*map(Text, row))
    _console().print(table)
    _console().print()


def _console() -> Console:
    return Console(highlight=False)


def _megabytes(size: int | None) -> str:
    return _UNKNOWN if size is None else f"{size / 1e6:,.1f} MB"


def _percent(share: float | None) -> str:
    return _UNKNOWN if share is None else f"{100 * share:.1f}"


def _score(score: float | None) -> str:
    return _UNKNOWN if score is None else f"{score:.3f}"
