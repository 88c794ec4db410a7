"""`drom serve`: answer over HTTP."""

from typing import Annotated

import typer


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
    host, port = host or settings.host, port or settings.port
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::1", "::") else host
    app = create_app(settings)
    app.state.ready_message = f"drom is ready at http://{shown}:{port}"
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, timeout_graceful_shutdown=10)
