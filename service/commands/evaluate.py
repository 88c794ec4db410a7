"""`drom evaluate`: score the search on judged questions."""

from pathlib import Path
from typing import Annotated

import typer


def evaluate(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", exists=True, dir_okay=False, help="judged questions (JSON; docs/quality.md has the format)"
        ),
    ],
    predictions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="also write what was answered, in the scorer's format")
    ] = None,
) -> None:
    """Score the current release on judged questions: nDCG@10 and recall@10, overall and by question language.

    Reads FILE and the current release; writes only what --predictions names.

    Example: drom evaluate bench/dev/queries.json
    """
    from service.commands.output import print_scores
    from service.settings import load_settings
    from service.wiring import evaluation

    print_scores(evaluation(load_settings(), file, predictions))
