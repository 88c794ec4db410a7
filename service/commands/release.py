"""`drom release`: build, list, show, roll back, verify."""

from typing import Annotated

import typer

app = typer.Typer(help="Build releases, look at them, go back to an earlier one.", no_args_is_help=True)
RECOMMENDED = ("warning:", "info:")  # severities of the shapes that make nothing wrong
Number = Annotated[int | None, typer.Argument(metavar="[N]", help="number of a release (default: the current one)")]


@app.command()
def build(
    fresh: Annotated[bool, typer.Option("--fresh", help="read every page again, even unchanged ones")] = False,
) -> None:
    """Build a release from the archive and the ledger: merged graph, texts and search index.

    Writes a new release beside the current one and switches when it is complete and verified. A running service keeps
    answering from the old one until then. Nothing is deleted but releases beyond DROM_KEEP_RELEASES.

    Example: drom release build
    """
    from service.commands.output import finish_run, progress
    from service.settings import load_settings
    from service.wiring import workshop

    with progress() as seen, workshop(load_settings(), seen=seen) as shop:
        release, report = shop.build(fresh=fresh)
    finish_run(release, report)


@app.command("list")
def list_releases() -> None:
    """List the releases of the data folder, newest last; the current one is marked.

    Example: drom release list
    """
    from service.settings import load_settings
    from service.wiring import releases

    folder = releases(load_settings())
    current = folder.current_number()
    for manifest in folder.list():
        mark = "*" if manifest.number == current else " "
        counts = ", ".join(f"{count} {kind}" for kind, count in sorted(manifest.counts.items()))
        typer.echo(f"{mark} {manifest.number:>4}  {manifest.built:%Y-%m-%d %H:%M}  {counts}")


@app.command()
def show(number: Number = None) -> None:
    """Show the manifest of a release: model, counts, digests.

    Example: drom release show 7
    """
    from service.settings import load_settings
    from service.wiring import current_release, releases

    settings = load_settings()
    release = current_release(settings) if number is None else releases(settings).open(number)
    typer.echo(release.manifest.to_json().decode(), nl=False)


@app.command()
def rollback(number: Number = None) -> None:
    """Serve an earlier release again (default: the one before the current one). Deletes nothing.

    Example: drom release rollback 6
    """
    from service.settings import load_settings
    from service.wiring import releases

    typer.echo(f"release {releases(load_settings()).rollback(number).number} is the current one")


@app.command()
def verify(
    number: Number = None,
    full: Annotated[bool, typer.Option("--full", help="also validate everything by SHACL")] = False,
) -> None:
    """Check a release against its manifest: digests, counts, model. Reads only; exit code 1 when something is wrong.

    What the shapes only recommend is printed too, but is nothing wrong.

    Example: drom release verify 7 --full
    """
    from service.settings import load_settings
    from service.wiring import problems_of

    problems = problems_of(load_settings(), number, full=full)
    for problem in problems:
        typer.echo(problem)
    wrong = [problem for problem in problems if not problem.startswith(RECOMMENDED)]
    typer.echo(f"{len(wrong)} problems" if wrong else "the release is as its manifest says")
    raise typer.Exit(1 if wrong else 0)
