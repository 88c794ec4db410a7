"""Connections that go only where the guard has looked, end at a deadline, and carry only so many bytes.

httpx is given these in place of its own sockets: host name, TLS and certificates stay those of the URL, only the TCP
connection is made to the very address that was checked.
"""

import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass

import httpcore
import httpx

from ingest.guard import addresses_of


class BudgetSpent(Exception):
    """The time or the bytes of this fetch are used up; the message says which."""


@dataclass(slots=True)
class Budget:
    """What one fetch may still use, all redirects together."""

    deadline: float  # time.monotonic()
    wire_bytes: int

    def seconds(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise BudgetSpent("it took too long")
        return left

    def spend(self, count: int) -> None:
        self.wire_bytes -= count
        if self.wire_bytes < 0:
            raise BudgetSpent("it is too large")


class GuardedBackend(httpcore.NetworkBackend):
    def __init__(self, url: str, budget: Budget, *, allow_private: bool) -> None:
        self._url = url
        self._budget = budget
        self._allow_private = allow_private
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first checked address that answers."""
        addresses = addresses_of(
            host, port, url=self._url, timeout_s=self._budget.seconds(), allow_private=self._allow_private
        )
        for number, address in enumerate(dict.fromkeys(addresses), start=1):
            try:
                limit = min(timeout or self._budget.seconds(), self._budget.seconds())
                return _Stream(self._sockets.connect_tcp(address, port, limit), self._budget)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(set(addresses)):
                    raise
        raise httpcore.ConnectError("no address")


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, budget: Budget) -> None:
        self._inner = inner
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = self._budget.seconds()
        received = self._inner.read(max_bytes, min(timeout or left, left))
        self._budget.spend(len(received))
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        left = self._budget.seconds()
        self._inner.write(buffer, min(timeout or left, left))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._budget.seconds()
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, min(timeout or left, left)), self._budget)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


class GuardedTransport(httpx.HTTPTransport):
    """httpx's own transport over guarded connections."""

    def __init__(self, backend: GuardedBackend) -> None:
        super().__init__(trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=backend, max_keepalive_connections=0
        )
