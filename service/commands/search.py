"""`drom search`: ask the current release."""

from typing import Annotated

import typer


def search(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="in any supported language")],
    type: Annotated[list[str] | None, typer.Option("--type", "-t", help="practice, project, organisation …")] = None,
    theme: Annotated[list[str] | None, typer.Option(help="notation of a theme, e.g. school-mediation")] = None,
    place: Annotated[list[str] | None, typer.Option(help="ISO 3166 code, EU, geonames:ID or IRI")] = None,
    lang: Annotated[list[str] | None, typer.Option(help="language of the source, e.g. bg")] = None,
    ui: Annotated[str, typer.Option(help="language of the labels")] = "en",
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=100, help="how many results")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="print what the API answers")] = False,
) -> None:
    """Ask the current release and print what was found, where it says so and why. Reads only.

    Example: drom search "education mediation projects in Bulgaria" --limit 5
    """
    from search.question import Question
    from service.commands.output import print_json, print_results
    from service.settings import load_settings
    from service.wiring import current_release, engine

    asked = Question(
        text=question,
        types=tuple(type or ()),
        themes=tuple(theme or ()),
        places=tuple(place or ()),
        langs=tuple(lang or ()),
        ui=ui,
        limit=limit,
    )
    settings = load_settings()
    page = engine(current_release(settings), settings).answer(asked)
    if as_json:
        print_json(page.to_json())
    else:
        print_results(page)
