"""The command tree of `drom`. A command parses, calls one function, prints; what is heavy is imported when it is
needed.
"""

import logging
import sys
from typing import Annotated

import typer

from service.commands import curate, evaluate, identity, ingest, model, release, search, serve, sparql

log = logging.getLogger(__name__)

# Exit codes of every command: 0 done, 1 found problems, 2 used wrongly, 3 failed.
USED_WRONGLY, FAILED = 2, 3

app = typer.Typer(
    name="drom",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(ingest.app, name="ingest")
app.command("search")(search.search)
app.command("sparql")(sparql.sparql)
app.add_typer(identity.app, name="identity")
app.add_typer(curate.app, name="curate")
app.add_typer(release.app, name="release")
app.command("evaluate")(evaluate.evaluate)
app.add_typer(model.app, name="model")
app.command("serve")(serve.serve)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"drom {version('drom')}")
        raise typer.Exit


@app.callback()
def drom(
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="say on stderr what is being done")] = False,
    _version: Annotated[
        bool, typer.Option("--version", help="print the program's version", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Read what was tried for Roma inclusion, keep it as a graph, and ask it in your own language.

    Settings are environment variables (`DROM_DATA` names the data folder, `DROM_MODEL` the sentence model;
    docs/operations.md has them all) or lines of `drom.toml`.

    Examples:

    - drom ingest read sample

    - drom ingest try sample/lv/romu-mediatori-pieci.html

    - drom search "education mediation projects in Bulgaria"

    - drom sparql "SELECT ?label { ?p a drom:Project ; skos:prefLabel ?label } LIMIT 5"

    - drom identity review --by "the editors"

    - drom curate set organisation/KEY label "Integro" --lang en --why "its own spelling"

    - drom release list

    - drom evaluate bench/dev/queries.json

    - drom model show

    - drom serve
    """
    level = logging.INFO if verbose else logging.WARNING
    logging.basicConfig(level=level, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")


def main() -> None:
    """Run the program; a failure of ours is one line on stderr with what to do next, and exit code 2 or 3."""
    from graph.errors import DecisionRefused, GraphError, OutsideQueryError
    from ingest.errors import IngestError, SourceMissing
    from ontology.errors import OntologyError
    from search.errors import QueryRefused, SearchError, Unmeasurable
    from service.errors import ParameterWrong, ServiceError, SettingsWrong

    try:
        app()
    except (SettingsWrong, ParameterWrong, Unmeasurable, QueryRefused, OutsideQueryError, SourceMissing) as err:
        _fail(err, USED_WRONGLY)
    except DecisionRefused as err:
        _fail(err, USED_WRONGLY)
    except (GraphError, IngestError, OntologyError, SearchError, ServiceError) as err:
        _fail(err, FAILED)
    except BrokenPipeError:  # `drom search … | head`
        sys.stderr.close()
        sys.exit(0)
    except OSError as err:  # a disk that is full, read-only or not ours, wherever it was noticed first
        log.info("the run failed", exc_info=True)
        typer.echo(f"drom: {err}; make room or check permissions, then run again", err=True)
        sys.exit(FAILED)


def _fail(err: Exception, code: int) -> None:
    remedy = getattr(err, "remedy", "")
    typer.echo(f"drom: {err}" + (f"; {remedy}" if remedy else ""), err=True)
    sys.exit(code)
