"""`drom identity`: which things are one; what rules left open is asked, what they got wrong is put right."""

from typing import Annotated

import typer

from service.commands.deciding import By, Later, Thing, Why, publish

app = typer.Typer(help="Say which things are one and which are not.", no_args_is_help=True)


@app.command()
def review(
    limit: Annotated[int, typer.Option("--limit", min=1, help="pairs to ask for")] = 20,
    by: By = None,
    later: Later = False,
    only_list: Annotated[bool, typer.Option("--list", help="show them and ask nothing")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print them as JSON and ask nothing")] = False,
) -> None:
    """Show pairs that no rule could decide, with the evidence side by side, and ask: same, not the same, or unsure?

    The likeliest come first. Each answer is written to the ledger at once; when the last is given, or at `q`, a release
    is published that shows them. What stays unsure is not asked again.

    Example: drom identity review --by "the editors" --limit 10
    """
    from service.commands.output import print_json
    from service.reviewing import ask, open_pairs
    from service.settings import load_settings

    settings = load_settings()
    if as_json:
        print_json([pair.to_json() for pair in open_pairs(settings, limit)])
    elif ask(settings, open_pairs(settings, limit), by=by, only_list=only_list):
        publish(settings, later=later)


@app.command()
def merge(
    things: Annotated[list[str], typer.Argument(metavar="IRI IRI…", help="two things or more of one type")],
    why: Why,
    by: By = None,
    later: Later = False,
) -> None:
    """Judge things to be one: they are described together under the oldest identifier, to which the others lead.

    Writes the ledger of judgements, then a release. What a person merged no rule parts.

    Example: drom identity merge project/4a3d80q9x1c2v project/nw4rsm66k0p7d --why "one contract" --by "the editors"
    """
    from service.settings import load_settings
    from service.wiring import author, desk

    settings = load_settings()
    with desk(settings) as opened:
        canonical = opened.merge(things, author(settings, by, why))
    typer.echo(f"one thing, described as {canonical}")
    publish(settings, later=later)


@app.command()
def split(thing: Thing, why: Why, by: By = None, later: Later = False) -> None:
    """Part a thing from what it was merged with: both are described again, each under its own identifier.

    Name the identifier that does not belong there (the page of the thing lists what was merged into it). Writes the
    ledger of judgements, then a release. What a person parted no rule joins.

    Example: drom identity split organisation/nw4rsm66k0p7d --why "two towns" --by "the editors"
    """
    from service.settings import load_settings
    from service.wiring import author, desk

    settings = load_settings()
    with desk(settings) as opened:
        others = opened.split(thing, author(settings, by, why))
    typer.echo("parted from " + ", ".join(others))
    publish(settings, later=later)


@app.command()
def undo(
    thing: Thing,
    other: Annotated[
        str | None, typer.Argument(metavar="[IRI]", help="the other one (default: the last judged)")
    ] = None,
    why: Annotated[str, typer.Option("--why", help="the reason")] = "a mistake",
    by: By = None,
    later: Later = False,
) -> None:
    """Take back the last judgement on a thing, or on two: what stood before it stands again.

    Nothing is removed from the ledger; the taking back is written too. What is taken back of a rule no rule says again.

    Example: drom identity undo organisation/nw4rsm66k0p7d --by "the editors"
    """
    from service.settings import load_settings
    from service.wiring import author, desk

    settings = load_settings()
    with desk(settings) as opened:
        taken = opened.undo_judgements(thing, other, author(settings, by, why))
    for line in taken:
        verdict = line.judgement.verdict if line.judgement else ""
        typer.echo(f"taken back: {verdict}, {line.pair[0]} and {line.pair[1]}, by {line.by}")
    publish(settings, later=later)
