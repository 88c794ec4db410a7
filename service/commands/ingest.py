"""`drom ingest`: read pages and files, try one, replay the archive."""

from typing import Annotated

import typer

app = typer.Typer(help="Read pages and files into the graph.", no_args_is_help=True)
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="fetch from private and loopback addresses too (tests, intranets)")
]


@app.command()
def read(
    sources: Annotated[list[str], typer.Argument(metavar="PATH|URL…", help="files, folders or http(s) addresses")],
    allow_private: AllowPrivate = False,
) -> None:
    """Read pages and publish what they say as a new release.

    Keeps every byte in the archive first, then reads what is new or changed; unchanged pages are not read again. Exit
    code 1 when a page could not be used: it is named with the reason, and the rest goes on.

    Example: drom ingest read sample https://example.org/practice.html
    """
    from service.commands.output import finish_run, progress
    from service.settings import load_settings
    from service.wiring import workshop

    with progress() as seen, workshop(load_settings(), allow_private=allow_private, seen=seen) as shop:
        release, report = shop.read(sources)
    finish_run(release, report)


@app.command("try")
def try_page(
    source: Annotated[str, typer.Argument(metavar="PATH|URL", help="one file or http(s) address")],
    allow_private: AllowPrivate = False,
) -> None:
    """Show what one page would give: clean text, language, every finding with its quote and confidence. Writes nothing.

    Example: drom ingest try sample/bg/vidin-desegregatsia.html
    """
    from service.commands.trial import print_trial
    from service.settings import load_settings
    from service.wiring import trial

    problems = print_trial(trial(load_settings(), source, allow_private=allow_private))
    raise typer.Exit(1 if problems else 0)


@app.command()
def replay() -> None:
    """Build the graph anew from archive and ledger alone, without the network; the same archive gives the same graph.

    Example: drom ingest replay
    """
    from service.commands.output import finish_run, progress
    from service.settings import load_settings
    from service.wiring import workshop

    with progress() as seen, workshop(load_settings(), seen=seen) as shop:
        release, report = shop.build(fresh=True)
    finish_run(release, report)
