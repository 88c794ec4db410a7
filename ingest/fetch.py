"""One address of the web, fetched within limits: where it may lead, how long it may take, how large it may be."""

import time
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx

from ingest.capture import Capture
from ingest.connection import Budget, BudgetSpent, GuardedBackend, GuardedTransport
from ingest.errors import FetchFailed, FetchRefused
from ingest.guard import checked_url
from ingest.warc import split_content_type

READABLE = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """Generous for a page, small for an attack; the text of a long report is under 1 MB."""

    total_s: float = 30.0  # from the first look-up to the last byte, redirects included
    body_bytes: int = 10_000_000  # after decompression
    wire_bytes: int = 10_000_000  # received, headers included
    redirects: int = 5


def fetch(
    url: str, limits: FetchLimits | None = None, *, user_agent: str = "drom", allow_private: bool = False
) -> Capture:
    """The page at `url`, decompressed, under the address where it was found at last.

    Raises FetchRefused when an address on the way is not allowed or what it holds is no page, FetchFailed when it
    cannot be had or goes over a limit.
    """
    limits = limits or FetchLimits()
    budget = Budget(deadline=time.monotonic() + limits.total_s, wire_bytes=limits.wire_bytes)
    address = checked_url(url, allow_private=allow_private)
    seen = [address]
    while True:
        answer = _exchange(address, limits, budget, user_agent, allow_private)
        if isinstance(answer, Capture):
            return answer
        address = checked_url(answer, base=address, allow_private=allow_private)
        if address in seen:
            raise FetchFailed(url, "it redirects in a circle", "open the address in a browser")
        seen.append(address)
        if len(seen) > limits.redirects + 1:
            raise FetchFailed(url, f"it redirects more than {limits.redirects} times")


def _exchange(address: str, limits: FetchLimits, budget: Budget, user_agent: str, allow_private: bool) -> Capture | str:
    """One request: the capture, or the target of a redirect as the server wrote it."""
    transport = GuardedTransport(GuardedBackend(address, budget, allow_private=allow_private))
    headers = {"User-Agent": user_agent, "Accept-Encoding": "gzip, deflate", "Accept": ", ".join(sorted(READABLE))}
    try:
        with (
            httpx.Client(transport=transport, trust_env=False, timeout=budget.seconds(), headers=headers) as client,
            client.stream("GET", address) as response,
        ):
            if response.status_code in _REDIRECTS and "location" in response.headers:
                return response.headers["location"]
            return _capture(address, response, limits)
    except BudgetSpent as err:
        raise FetchFailed(address, _over(err, limits), "it cannot be read within the limits") from err
    except httpx.TimeoutException as err:
        raise FetchFailed(address, f"no answer within {limits.total_s:.0f} s") from err
    except (httpx.HTTPError, httpx.InvalidURL) as err:
        raise FetchFailed(address, str(err) or type(err).__name__) from err


def _over(spent: BudgetSpent, limits: FetchLimits) -> str:
    return f"{spent} (limits: {limits.total_s:.0f} s, {limits.body_bytes / 1e6:.0f} MB)"


def _capture(address: str, response: httpx.Response, limits: FetchLimits) -> Capture:
    if response.status_code != httpx.codes.OK:
        raise FetchFailed(address, f"the server answered {response.status_code} {response.reason_phrase}".strip())
    media_type, charset = split_content_type(next(reversed(response.headers.get_list("content-type")), None))
    if media_type and media_type not in READABLE:
        raise FetchRefused(address, f"it is {media_type}, not a page", "give the address of an HTML or text page")
    body = _body(address, response, limits.body_bytes)
    return Capture.of(address, body, datetime.now(UTC), media_type=media_type, charset=charset)


def _body(address: str, response: httpx.Response, limit: int) -> bytes:
    """The bytes as they were before compression, never more than `limit` of them in memory."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip", "deflate", ""):
        raise FetchFailed(address, f"the server sent {encoding[:40]!r}, which was not asked for")
    inflate = None if encoding in ("identity", "") else zlib.decompressobj(zlib.MAX_WBITS | 32)
    body = bytearray()
    for chunk in response.iter_raw():
        try:
            body += inflate.decompress(chunk, limit + 1 - len(body)) if inflate else chunk
        except zlib.error as err:
            raise FetchFailed(address, "the compressed answer is damaged") from err
        if len(body) > limit:
            raise BudgetSpent("it is too large")
    if inflate and not inflate.eof:
        raise FetchFailed(address, "the compressed answer is cut short")
    return bytes(body)
