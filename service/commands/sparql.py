"""`drom sparql`: ask the current release in SPARQL."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def sparql(
    query: Annotated[str, typer.Argument(metavar="QUERY|FILE", help="a query, a file that holds one, or - for stdin")],
    format: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", help="json, xml, csv, tsv; ttl, nt, rdf, jsonld for graphs (default: tsv or ttl)"
        ),
    ] = None,
) -> None:
    """Ask the current release in SPARQL 1.1 and print the answer. Reads only.

    The prefixes of drom's vocabularies (drom, skos, dcterms, schema, org, oa, prov …) need not be declared.

    Example: drom sparql "SELECT ?label { ?p a drom:Project ; skos:prefLabel ?label } LIMIT 5"
    """
    from graph.exchange import PREFIXES
    from graph.querycheck import check
    from service.api.sparql import FORMAT_WORDS
    from service.settings import load_settings
    from service.wiring import current_release, query_pool

    settings = load_settings()
    checked = check(_text(query))
    media_type = FORMAT_WORDS.get(format or ("ttl" if checked.gives_graph else "tsv"))
    if checked.form == "ASK" and format is None:
        media_type = FORMAT_WORDS["json"]
    if media_type is None:
        typer.echo(f"drom: format {format!r} is not known; use one of {', '.join(FORMAT_WORDS)}", err=True)
        raise typer.Exit(2)
    pool = query_pool(current_release(settings), settings)
    try:
        sys.stdout.buffer.write(pool.run(checked, media_type, prefixes=PREFIXES))
    finally:
        pool.close()


def _text(query: str) -> str:
    if query == "-":
        return sys.stdin.read()
    if "{" not in query and Path(query).is_file():
        return Path(query).read_text(encoding="utf-8")
    return query
