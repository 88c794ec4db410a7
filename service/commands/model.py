"""`drom model`: look at sentence models, measure them, compare them."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from service.measuring import Comparison

app = typer.Typer(help="Look at sentence models, measure them, compare them.", no_args_is_help=True)
_NAMED = "`drom-static-320`, a sentence-transformers folder, or a name on a model hub"
Model = Annotated[str | None, typer.Argument(metavar="MODEL", help=f"{_NAMED} (default: DROM_MODEL)")]
Parallel = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER", exists=True, file_okay=False,
        help="translations: `CODE.txt` or `CODE.devtest`, aligned by line with English, or `CODE.tsv`; also `.gz`",
    ),
]  # fmt: skip
Questions = Annotated[
    Path | None, typer.Option(metavar="FILE", exists=True, dir_okay=False, help="judged questions (JSON)")
]
Texts = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER", exists=True, file_okay=False,
        help="the pages that were judged, or their texts as `.txt` (default: those of the current release)",
    ),
]  # fmt: skip
Labels = Annotated[
    Path | None,
    typer.Option(metavar="FILE", exists=True, dir_okay=False, help="table of `notation`, `lang`, `label` (tabs)"),
]
AsJson = Annotated[bool, typer.Option("--json", help="print JSON")]


@app.command()
def show(model: Model = None, as_json: AsJson = False) -> None:
    """Show what a model is: kind, dimension, vocabulary, size, licence, languages, checksums. Reads only.

    Exit code 1 when it cannot be opened or a file is not what its manifest lists.

    Example: drom model show
    """
    from service.commands.output import print_json
    from service.measuring import model_facts
    from service.settings import load_settings

    facts = model_facts(load_settings(), model)
    if as_json:
        print_json(facts.to_json())
    else:
        from service.commands.tables import print_facts

        print_facts(facts)
    raise typer.Exit(1 if facts.problems else 0)


@app.command()
def evaluate(
    model: Model = None,
    parallel: Parallel = None,
    questions: Questions = None,
    texts: Texts = None,
    labels: Labels = None,
    as_json: AsJson = False,
) -> None:
    """Measure a model: whether translations, questions and pages, labels of one concept come together. Reads only.

    docs/quality.md says what the files look like and what the figures mean.

    Example: drom model evaluate --questions bench/dev/queries.json --texts bench/dev/pages
    """
    if not (parallel or questions or labels):
        raise typer.BadParameter("say what to measure on: --parallel, --questions or --labels")
    (found,) = _compared([model], parallel, questions, texts, labels)
    if as_json:
        from service.commands.output import print_json

        print_json(found.to_json())
    else:
        from service.commands.tables import print_evaluation

        print_evaluation(found)


@app.command()
def compare(
    models: Annotated[list[str], typer.Argument(metavar="MODEL", help=f"two or more; each {_NAMED}")],
    parallel: Parallel = None,
    questions: Questions = None,
    texts: Texts = None,
    labels: Labels = None,
    as_json: AsJson = False,
) -> None:
    """Measure several models on the same files and print them side by side, with size and speed. Reads only.

    Example: drom model compare drom-static-320 intfloat/multilingual-e5-small --labels bench/labels-held-out.tsv
    """
    if len(models) < 2:
        raise typer.BadParameter("name two models or more; `drom model evaluate` measures one")
    found = _compared(models, parallel, questions, texts, labels)
    if as_json:
        from service.commands.output import print_json

        print_json([each.to_json() for each in found])
    else:
        from service.commands.tables import print_comparison

        print_comparison(found)


def _compared(
    models: Iterable[str | None], parallel: Path | None, questions: Path | None, texts: Path | None, labels: Path | None
) -> Sequence["Comparison"]:
    from service.commands.output import progress
    from service.measuring import compared, yardstick
    from service.settings import load_settings

    settings = load_settings()
    on = yardstick(settings, parallel=parallel, questions=questions, texts=texts, labels=labels)
    found = []
    for model in models:
        with progress() as seen:
            found.append(compared(settings, model, on, seen))
    return found
