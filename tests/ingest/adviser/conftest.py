"""A stand-in for a language model: a server on this machine that speaks the protocol, and lies as told."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ingest.adviser.endpoint import Endpoint, EndpointOptions

KEY = "sk-very-secret-0815"
Reply = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class StandIn:
    """`replies` are given in turn, the last one for ever; `asked` holds what came: headers and body."""

    url: str = ""
    replies: list[Reply] = field(default_factory=list)
    asked: list[tuple[dict[str, str], dict]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def sends(self, status: int, body: bytes = b"", **headers: str) -> None:
        def reply(handler):
            handler.send_response(status)
            for name, value in {"Content_Length": str(len(body)), **headers}.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(body)

        self.replies.append(reply)

    def says(self, content: object, reason: str = "stop", **message: object) -> None:
        """The content as the model's message; what is no text is written as JSON."""
        written = content if isinstance(content, str | None) else json.dumps(content)
        choice = {"index": 0, "message": {"role": "assistant", "content": written, **message}, "finish_reason": reason}
        self.sends(200, json.dumps({"object": "chat.completion", "choices": [choice]}).encode())

    def endpoint(self, **options) -> Endpoint:
        chosen = {"url": self.url, "model": "stand-in:1b", "key": KEY, "timeout_s": 5.0, **options}
        return Endpoint(EndpointOptions(**chosen), wait=self.waits.append)


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    told = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.asked.append(({**self.headers, "path": self.path}, body))
            reply = told.replies[min(len(told.asked), len(told.replies)) - 1]
            with suppress(BrokenPipeError, ConnectionResetError):
                reply(self)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
