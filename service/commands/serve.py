"""`drom serve`: answer over HTTP."""

from typing import Annotated

import typer

FAILED = 3


def serve(
    host: Annotated[str | None, typer.Option(help="address to listen on (default: DROM_HOST or 127.0.0.1)")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="port (default: DROM_PORT or 8000)")] = None,
) -> None:
    """Serve the web page, the API and the SPARQL endpoint until stopped. Reads the data folder, writes nothing.

    Follows new releases as they are published. Prints its address when it is ready.

    Example: drom serve --port 8080
    """
    import uvicorn

    from service.app import create_app
    from service.settings import load_settings

    settings = load_settings()
    listening = (host or settings.host, port or settings.port)
    address = f"http://{_shown(listening[0])}:{listening[1]}"

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
            await super().startup(sockets)  # type: ignore[arg-type]
            if self.started:
                typer.echo(f"drom is ready at {address}")

    config = uvicorn.Config(
        create_app(settings),
        host=listening[0],
        port=listening[1],
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    server = Server(config)
    try:
        server.run()
    except SystemExit:  # uvicorn's way to say that it could not listen; it has logged why
        typer.echo(f"drom: cannot listen at {address}; choose another port with --port", err=True)
        raise typer.Exit(FAILED) from None


def _shown(host: str) -> str:
    """The name under which a browser on this machine reaches the service."""
    return "localhost" if host in ("127.0.0.1", "0.0.0.0", "::1", "::") else host
