"""What the commands of `drom identity` and `drom curate` share: who, why, and the release that shows it."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from service.settings import Settings

Thing = Annotated[str, typer.Argument(metavar="IRI", help="identifier, address of the page, or organisation/KEY")]
Why = Annotated[str, typer.Option("--why", help="the reason, in a sentence; it is shown")]
By = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="who decides (default: DROM_CURATOR); it is shown")
]
Later = Annotated[bool, typer.Option("--later", help="only write it down; the next run publishes it")]


def publish(settings: "Settings", *, later: bool) -> None:
    """A release that shows what was decided, unless it waits for the next run."""
    from service.commands.output import finish_run, progress
    from service.wiring import workshop

    if later:
        typer.echo("written down; `drom release build` or the next run publishes it")
        return
    with progress() as seen, workshop(settings, seen=seen) as shop:
        release, report = shop.build()
    finish_run(release, report)
