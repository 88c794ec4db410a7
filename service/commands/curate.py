"""`drom curate`: decide on single statements; what people decide outranks what is read, now and later."""

from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.deciding import By, Later, Thing, Why, publish

if TYPE_CHECKING:
    from graph.curation import Act

app = typer.Typer(help="Correct single statements; sources that disagree stay visible.", no_args_is_help=True)
Property = Annotated[
    str, typer.Argument(metavar="PROPERTY", help="label, start, theme, partner …; a wrong one lists all")
]
Value = Annotated[
    str, typer.Argument(metavar="VALUE", help="text, number, date, notation of a concept, identifier, geonames:ID")
]
Lang = Annotated[str | None, typer.Option("--lang", help="language of a text: bg, sr-Latn")]


@app.command("set")
def set_value(
    thing: Thing,
    property: Property,
    value: Value,
    why: Why,
    lang: Lang = None,
    by: By = None,
    later: Later = False,
) -> None:
    """State something of a thing. Of what a thing has one of (a label, a date, the outcome) it takes the place.

    Writes the ledger of curation, then a release. The page says who decided it, when and why, and what sources say
    instead.

    Example: drom curate set project/wnc28fg8a1b2c start 2022-05 --why "the contract says so" --by "the editors"
    """
    from graph.curation import Act

    _decide(Act.SET, thing, property, value, why=why, lang=lang, by=by, later=later)


@app.command()
def retract(
    thing: Thing, property: Property, value: Value, why: Why, lang: Lang = None, by: By = None, later: Later = False
) -> None:
    """Take back a statement that is wrong: neither search nor graph uses it; the page shows it as taken back.

    Example: drom curate retract project/wnc28fg8a1b2c theme housing --why "only mentioned" --by "the editors"
    """
    from graph.curation import Act

    _decide(Act.RETRACT, thing, property, value, why=why, lang=lang, by=by, later=later)


@app.command()
def hide(
    thing: Thing, property: Property, value: Value, why: Why, lang: Lang = None, by: By = None, later: Later = False
) -> None:
    """Hide a statement that must not be shown: it and its quotation leave the graph; the page says that one was hidden.

    The words stay in the text of the page that was read.

    Example: drom curate hide organisation/4a3d80q9x1c2v alt_label "Old name" --why "on request" --by "the editors"
    """
    from graph.curation import Act

    _decide(Act.HIDE, thing, property, value, why=why, lang=lang, by=by, later=later)


@app.command()
def undo(
    thing: Thing,
    property: Property,
    value: Value,
    why: Annotated[str, typer.Option("--why", help="the reason")] = "a mistake",
    lang: Lang = None,
    by: By = None,
    later: Later = False,
) -> None:
    """Take back the last decision on a statement: what stood before it stands again. The ledger keeps both.

    Example: drom curate undo project/wnc28fg8a1b2c start 2022-05 --by "the editors"
    """
    from service.settings import load_settings
    from service.wiring import author, desk

    settings = load_settings()
    with desk(settings) as opened:
        taken = opened.undo_decision(thing, property, value, lang=lang, author=author(settings, by, why))
    typer.echo(f"taken back: {taken.act} {taken.prop}, decided by {taken.by} on {taken.at:%Y-%m-%d}")
    publish(settings, later=later)


@app.command("list")
def list_decisions(
    thing: Annotated[str | None, typer.Argument(metavar="[IRI]", help="of one thing (default: of all)")] = None,
) -> None:
    """List the decisions in force, oldest first. Reads only.

    Example: drom curate list
    """
    from graph.valuetext import written
    from service.settings import load_settings
    from service.wiring import desk

    with desk(load_settings()) as opened:
        for decision in opened.decisions(thing):
            said = f"{decision.act:<7}  {decision.thing}  {decision.prop}  {written(decision.value)}"
            typer.echo(f"{decision.at:%Y-%m-%d}  {said}  by {decision.by}: {decision.why}")


def _decide(
    act: "Act", thing: str, prop: str, value: str, *, why: str, lang: str | None, by: str | None, later: bool
) -> None:
    from graph.valuetext import written
    from service.settings import load_settings
    from service.wiring import author, desk

    settings = load_settings()
    with desk(settings) as opened:
        made = opened.decide(act, thing, prop, value, lang=lang, author=author(settings, by, why))
    typer.echo(f"{made.act} {made.prop} {written(made.value)} of {made.thing}")
    publish(settings, later=later)
