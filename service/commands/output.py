"""What commands print: results as a table a person can read, reports, scores, progress on stderr."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

if TYPE_CHECKING:
    from graph.release import Release
    from ingest.report import RunReport
    from search.results import EvidenceSnippet, Hit, ResultPage

FOUND_PROBLEMS = 1


def print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_results(page: "ResultPage") -> None:
    """Each hit with its type, places, themes, best passage and reasons; then how many there are."""
    console = Console(highlight=False, soft_wrap=False)
    for number, hit in enumerate(page.results, start=page.offset + 1):
        _print_hit(console, number, hit)
    shown = f"{page.offset + 1}-{page.offset + len(page.results)} of " if page.results else ""
    console.print(f"{shown}{page.total} found in {page.took_ms:.0f} ms (release {page.release})", style="dim")


def _print_hit(console: Console, number: int, hit: "Hit") -> None:
    title = Text(f"{number:>3}. ", style="dim") + Text(hit.label, style="bold")
    if hit.label_translated and hit.label_translated != hit.label:
        title.append(f"  ({hit.label_translated})")
    console.print(title, soft_wrap=True)
    facts = [hit.type, hit.date or "", ", ".join(hit.languages)]
    facts += [", ".join(place.label for place in hit.places), ", ".join(theme.label for theme in hit.themes)]
    _print_beside(console, Text(" · ".join(fact for fact in facts if fact), style="cyan"))
    for snippet in hit.evidence[:1]:
        _print_beside(console, _snippet(snippet))
        said = f"digest by drom of {_host(snippet.url)}" if snippet.digest else _host(snippet.url)
        _print_beside(console, Text(f"[{snippet.lang}] {said}", style="dim"))
    why = "; ".join(f"{r.kind.value}: {r.label}" + (f" ({r.matched})" if r.matched else "") for r in hit.why)
    if why:
        _print_beside(console, Text(f"why: {why}", style="dim"))
    console.print(Text(f"     {hit.iri}", style="dim"), soft_wrap=True)


def _print_beside(console: Console, text: Text) -> None:
    console.print(Padding(text, (0, 0, 0, 5)))


def _snippet(snippet: "EvidenceSnippet") -> Text:
    text = Text(snippet.text, style="italic")
    for start, end in snippet.highlights:
        text.stylize("bold yellow", start, end)
    return Text(" ").join(text.split("\n"))


def _host(url: str | None) -> str:
    """The site of an address; addresses in other scripts are three lines of per cent signs."""
    return urlsplit(url).hostname or url if url else "a file"


def print_scores(scores: Mapping[str, object]) -> None:
    print_json(scores)


def finish_run(release: "Release | None", report: "RunReport") -> None:
    """Say what a run did; exit code 1 when something could not be used."""
    for line in report.lines():
        typer.echo(line)
    typer.echo(f"release {release.number} published" if release else "nothing changed; the current release stays")
    if report.has_problems:
        raise typer.Exit(FOUND_PROBLEMS)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on stderr for each stage; nothing when stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        tasks: dict[str, TaskID] = {}

        def seen(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=None)
            bar.update(tasks[stage], completed=done, total=total or None)

        yield seen
