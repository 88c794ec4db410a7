"""One conversation with an OpenAI-compatible endpoint: a question out, the text of the answer back, all of it bounded.

The key goes into one header and nowhere else: no message of ours holds it, nor the address that was asked.
"""

import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

import httpcore
import httpx

from ingest.adviser.question import Json, Question
from ingest.connection import Budget, BudgetSpent, GuardedBackend, GuardedTransport
from ingest.errors import AnswerMissing, AnswerRefused, EndpointShut, IngestError
from ingest.guard import checked_url

log = logging.getLogger(__name__)

_PATH = "/chat/completions"
# Of a strange server: its answer, which holds about 4,000 tokens, and what it says about a refusal.
_ANSWER_BYTES, _REFUSAL_BYTES = 400_000, 10_000
_ANSWER_TOKENS = 4_000
_FIRST_WAIT_S, _LONGEST_WAIT_S = 1.0, 30.0  # the wait doubles; `Retry-After` may ask for more, up to the longest
_BUSY = frozenset({408, 409, 425, 429, *range(500, 600)})
_SHUT = frozenset({401, 402, 403, 404, 405, *range(300, 400)})  # every other page would be refused too
_NOT_UNDERSTOOD = frozenset({400, 422})  # perhaps only the options are not known to this server
_FILTERS = (b"content_filter", b"content_policy")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointOptions:
    """Which endpoint and model, and how long one answer may take."""

    url: str  # with the version in its path, as in http://localhost:11434/v1
    model: str
    key: str | None = field(default=None, repr=False)
    timeout_s: float = 60.0  # from the first look-up to the last byte
    attempts: int = 3


class Endpoint:
    """Asks one question at a time. `wait` is what stands between two attempts."""

    def __init__(self, options: EndpointOptions, *, wait: Callable[[float], None] = time.sleep) -> None:
        self.options = options
        self._wait = wait
        self._is_plain = False  # the server knows neither schemas nor temperature

    def answer(self, question: Question) -> str:
        """What the model says, unchecked. Raises AnswerMissing when there is nothing to check."""
        wait_s = _FIRST_WAIT_S
        for attempt in range(1, self.options.attempts + 1):
            try:
                return self._understood(question)
            except _Busy as busy:
                if attempt == self.options.attempts:
                    raise AnswerMissing(f"{busy}, {attempt} times") from None
                log.info("model busy reason=%s attempt=%d", busy, attempt)
                self._wait(min(_LONGEST_WAIT_S, max(wait_s, busy.wait_s)))
                wait_s *= 2
        raise AnswerMissing("it was not asked")

    def _understood(self, question: Question) -> str:
        """One attempt; a server that does not understand the options is asked without them, from then on."""
        if not self._is_plain:
            try:
                return _content(self._exchange(question))
            except _NotUnderstood:
                self._is_plain = True
                log.info("model is asked without schema: the server did not understand it")
        try:
            return _content(self._exchange(question))
        except _NotUnderstood as refused:
            raise AnswerMissing(str(refused)) from None

    def _exchange(self, question: Question) -> bytes:
        budget = Budget(deadline=time.monotonic() + self.options.timeout_s, wire_bytes=_ANSWER_BYTES + _REFUSAL_BYTES)
        try:
            return self._sent(self._body(question), budget)
        except BudgetSpent as spent:
            if "large" in str(spent):
                raise AnswerRefused("its answer is too large") from None
            raise _Busy(f"no whole answer within {self.options.timeout_s:g} s") from None
        except httpx.TimeoutException:
            raise _Busy(f"no whole answer within {self.options.timeout_s:g} s") from None
        except (httpx.HTTPError, httpcore.NetworkError, httpx.InvalidURL) as err:
            raise _Busy(f"the connection failed ({type(err).__name__})") from None
        except AnswerMissing:
            raise
        except IngestError:  # the guard's messages hold the address
            raise EndpointShut("its address leads nowhere") from None

    def _sent(self, body: bytes, budget: Budget) -> bytes:
        url = checked_url(_completions(self.options.url), allow_private=True)
        transport = GuardedTransport(GuardedBackend(url, budget, allow_private=True))
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
        if self.options.key:
            headers["Authorization"] = f"Bearer {self.options.key}"
        with (
            httpx.Client(transport=transport, trust_env=False, timeout=budget.seconds(), headers=headers) as client,
            client.stream("POST", url, content=body) as response,
        ):
            if response.status_code != HTTPStatus.OK:
                raise _refusal(response)
            return _read(response, _ANSWER_BYTES)

    def _body(self, question: Question) -> bytes:
        asked: dict[str, Json] = {"model": self.options.model, "messages": question.messages(), "stream": False}
        if not self._is_plain:
            asked |= {"temperature": 0, "seed": 0, "max_tokens": _ANSWER_TOKENS, "response_format": question.format()}
        return json.dumps(asked).encode()


class _Busy(Exception):
    """Worth another attempt; `wait_s` is what the server asks for."""

    def __init__(self, reason: str, wait_s: float = 0.0) -> None:
        super().__init__(reason)
        self.wait_s = wait_s


class _NotUnderstood(Exception):
    """The server does not take the request as it is."""


def _completions(url: str) -> str:
    return url if url.endswith(_PATH) else url.rstrip("/") + _PATH


def _read(response: httpx.Response, most_bytes: int) -> bytes:
    if response.headers.get("content-encoding", "identity").strip().lower() not in ("identity", ""):
        raise EndpointShut("it compresses its answer, which was not asked for")
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > most_bytes:
            raise BudgetSpent("it is too large")
    return bytes(body)


def _refusal(response: httpx.Response) -> Exception:
    """What a status other than 200 means; what the server writes about it is looked at, never repeated."""
    status, said = response.status_code, f"it answered {response.status_code}"
    if status in _BUSY:
        return _Busy(said, _seconds(response.headers.get("retry-after", "")))
    if status in _SHUT:
        redirects = " and redirects; give the address it redirects to" if status < HTTPStatus.BAD_REQUEST else ""
        return EndpointShut(said + redirects)
    try:
        told = _read(response, _REFUSAL_BYTES)
    except BudgetSpent:
        told = b""
    if any(word in told for word in _FILTERS):
        return AnswerRefused("its content filter refuses the page")
    return _NotUnderstood(said) if status in _NOT_UNDERSTOOD else AnswerMissing(said)


def _seconds(retry_after: str) -> float:
    return float(retry_after) if retry_after.isascii() and retry_after.isdecimal() and len(retry_after) < 7 else 0.0


def _content(body: bytes) -> str:
    """The words of the first choice, as text that can be written down. Raises AnswerMissing."""
    try:
        choice = json.loads(body)["choices"][0]
        content, reason = choice["message"].get("content"), choice.get("finish_reason")
        refusal = choice["message"].get("refusal")
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        raise AnswerMissing("its answer is not of the chat-completions protocol") from None
    if reason == "content_filter" or refusal:
        raise AnswerRefused("it refuses to answer")
    if reason == "length":
        raise AnswerRefused("its answer is cut short")
    if not isinstance(content, str) or not content.strip():
        raise AnswerRefused("its answer is empty")
    return content.encode("utf-8", "replace").decode()
