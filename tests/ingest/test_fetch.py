"""Fetching from a real server on this machine: what comes back, and what is cut off."""

import gzip
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ingest.errors import FetchFailed, FetchRefused
from ingest.fetch import FetchLimits, fetch

Answer = Callable[[BaseHTTPRequestHandler], None]
LIMITS = FetchLimits(total_s=3.0, body_bytes=200_000, wire_bytes=300_000, redirects=3)


@contextmanager
def serving(answers: dict[str, Answer]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            with suppress(BrokenPipeError, ConnectionResetError):
                answers[self.path](self)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def sends(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(handler):
        handler.send_response(status)
        for name, value in {"Content_Type": "text/html", "Content_Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def redirects(target: str) -> Answer:
    return sends(b"", 302, Location=target)


def test_page_comes_with_type_charset_and_last_address():
    page = sends(b"<p>text", Content_Type="Text/HTML; Charset=ISO-8859-2")
    with serving({"/a": redirects("/b?x=1"), "/b?x=1": page}) as site:
        capture = fetch(site + "/a", LIMITS, allow_private=True)

    assert (capture.address, capture.body) == (site + "/b?x=1", b"<p>text")
    assert (capture.media_type, capture.charset) == ("text/html", "iso-8859-2")


def test_server_is_told_who_asks():
    seen = []

    def answer(handler):
        seen.append((handler.headers["User-Agent"], handler.headers["Accept-Encoding"]))
        sends(b"x")(handler)

    with serving({"/": answer}) as site:
        fetch(site, LIMITS, user_agent="drom (https://example.org)", allow_private=True)

    assert seen == [("drom (https://example.org)", "gzip, deflate")]


@pytest.mark.parametrize("encoding, pack", [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_compressed_page_is_unpacked(encoding, pack):
    with serving({"/": sends(pack(b"<p>text"), Content_Encoding=encoding)}) as site:
        assert fetch(site, LIMITS, allow_private=True).body == b"<p>text"


def test_private_machine_is_refused_unless_allowed(monkeypatch):
    monkeypatch.setattr("ingest.guard.WEB_PORTS", range(65536))
    with serving({"/": sends(b"secret")}) as site, pytest.raises(FetchRefused, match="not public"):
        fetch(site, LIMITS)


def test_redirect_to_another_scheme_is_refused():
    with serving({"/": redirects("file:///etc/passwd")}) as site, pytest.raises(FetchRefused, match="scheme"):
        fetch(site, LIMITS, allow_private=True)


def test_redirect_into_the_private_network_is_refused(monkeypatch):
    public = {"public.example": "127.0.0.1"}
    monkeypatch.setattr("ingest.guard.WEB_PORTS", range(65536))
    monkeypatch.setattr("ingest.guard._resolved", lambda host, *_: [public.get(host, host)])
    monkeypatch.setattr("ingest.guard.is_public", lambda address: str(address) == "127.0.0.1")
    with serving({"/": redirects("http://10.0.0.1/admin")}) as site, pytest.raises(FetchRefused, match=r"10\.0\.0\.1"):
        fetch(site.replace("127.0.0.1", "public.example"), LIMITS)


def test_redirects_in_a_circle_are_noticed():
    with serving({"/a": redirects("/b"), "/b": redirects("/a")}) as site, pytest.raises(FetchFailed, match="circle"):
        fetch(site + "/a", LIMITS, allow_private=True)


def test_endless_redirects_end():
    answers = {f"/{n}": redirects(f"/{n + 1}") for n in range(10)}
    with serving(answers) as site, pytest.raises(FetchFailed, match="more than 3"):
        fetch(site + "/0", LIMITS, allow_private=True)


@pytest.mark.parametrize("part", ["head", "body"])
def test_slow_drip_does_not_outlast_the_deadline(part):
    over = threading.Event()

    def drip(handler):
        if part == "body":
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
        while not over.wait(0.05):
            handler.wfile.write(b"x")

    began = time.monotonic()
    limits = FetchLimits(total_s=0.5)
    with serving({"/": drip}) as site:
        with pytest.raises(FetchFailed):
            fetch(site, limits, allow_private=True)
        over.set()

    assert time.monotonic() - began < 2.5


def test_bomb_is_not_unpacked():
    bomb = gzip.compress(b"0" * 50_000_000)
    with serving({"/": sends(bomb, Content_Encoding="gzip")}) as site, pytest.raises(FetchFailed, match="too large"):
        fetch(site, LIMITS, allow_private=True)


def test_page_over_the_limit_is_broken_off():
    sent = []

    def pour(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 50000000\r\n\r\n")
        for _ in range(500):
            handler.wfile.write(b"x" * 100_000)
            sent.append(100_000)

    with serving({"/": pour}) as site, pytest.raises(FetchFailed, match="too large"):
        fetch(site, LIMITS, allow_private=True)

    assert sum(sent) < 50_000_000


@pytest.mark.parametrize(
    "answer, reason",
    [
        (sends(b"x", 404), "404"),
        (sends(b"x", 500), "500"),
        (sends(b"x", Content_Encoding="br"), "not asked for"),
        (sends(b"no gzip", Content_Encoding="gzip"), "damaged"),
        (sends(gzip.compress(b"x" * 999)[:-9], Content_Encoding="gzip"), "cut short"),
        (sends(b"x", Content_Length="99"), "without sending complete"),
        (lambda handler: handler.wfile.write(b"rubbish\r\n\r\n"), "."),
        (lambda handler: None, "."),
    ],
)
def test_answer_that_cannot_be_used_fails_with_its_reason(answer, reason):
    with serving({"/": answer}) as site, pytest.raises(FetchFailed, match=reason):
        fetch(site, LIMITS, allow_private=True)


def test_what_is_no_page_is_refused_before_its_body_comes():
    with serving({"/": sends(b"x", Content_Type="application/pdf")}) as site, pytest.raises(FetchRefused, match="pdf"):
        fetch(site, LIMITS, allow_private=True)


def test_dead_address_fails_with_a_remedy():
    with serving({}) as site:
        pass

    with pytest.raises(FetchFailed) as failed:
        fetch(site, LIMITS, allow_private=True)
    assert failed.value.remedy


def test_unknown_name_fails_with_a_remedy():
    with pytest.raises(FetchFailed, match=r"nowhere\.invalid") as failed:
        fetch("http://nowhere.invalid/", LIMITS)
    assert failed.value.remedy
