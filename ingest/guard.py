"""Which addresses may be fetched: the form of a URL, and the machine that its name leads to."""

import ipaddress
import socket
import threading
from collections.abc import Sequence

import ada_url

from ingest.errors import FetchFailed, FetchRefused

# Where web servers listen; other ports are where databases, mail and administration listen.
WEB_PORTS = frozenset({80, 443, 8000, 8008, 8080, 8443, 8888})
_DEFAULT_PORT = {"http:": 80, "https:": 443}
# What Python's `is_global` lets through: Azure's platform channel, and the IETF's special ranges (RFC 6890), in which
# Oracle's metadata service lies.
_SPECIAL = tuple(map(ipaddress.ip_network, ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "2001::/23")))
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def checked_url(url: str, *, base: str | None = None, allow_private: bool = False) -> str:
    """The URL as browsers read it (WHATWG), without its fragment; `base` resolves a redirect's target.

    Raises FetchRefused for what is no http(s) URL, carries a user name, or names a port that serves no web pages.
    """
    try:
        parsed = ada_url.URL(url, base) if base else ada_url.URL(url)
    except ValueError as err:
        raise FetchRefused(url[:200], "this is no address", "write it as https://host/path") from err
    if parsed.protocol not in _DEFAULT_PORT:
        raise FetchRefused(url[:200], f"the scheme {parsed.protocol} is not http or https")
    if parsed.username or parsed.password:
        raise FetchRefused(f"{parsed.protocol}//{parsed.hostname}", "it carries a user name", "leave the user name out")
    port = int(parsed.port or _DEFAULT_PORT[parsed.protocol])
    if port not in WEB_PORTS and not allow_private:
        raise FetchRefused(url[:200], f"port {port} serves no web pages", "use the standard port")
    parsed.hash = ""
    return str(parsed.href)


def addresses_of(host: str, port: int, *, url: str, timeout_s: float, allow_private: bool = False) -> Sequence[str]:
    """The IP addresses of a host, all of them checked, in the order the resolver prefers.

    One private address among public ones refuses the host: which one a connection takes is for the attacker to choose.
    """
    found = _resolved(host, port, url, timeout_s)
    for address in found:
        if not allow_private and not is_public(ipaddress.ip_address(address)):
            raise FetchRefused(
                url, f"{host} leads to {address}, which is not public", "--allow-private lets it through"
            )
    return found


def is_public(address: IpAddress) -> bool:
    """Whether the address is one machine of the open internet, seen through every form that wraps an IPv4 address."""
    if any(address in network for network in _SPECIAL):
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = _wrapped(address)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _wrapped(address: ipaddress.IPv6Address) -> IpAddress | None:
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if any(address in network for network in _NAT64) or int(address) >> 32 == 0:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _resolved(host: str, port: int, url: str, timeout_s: float) -> Sequence[str]:
    """Look the name up beside us, because the resolver cannot be told how long it may take."""
    answer: list[Sequence[str]] = []
    failure: list[OSError] = []

    def look_up() -> None:
        try:
            infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.append([str(info[4][0]).partition("%")[0] for info in infos])
        except (OSError, UnicodeError) as err:
            failure.append(err if isinstance(err, OSError) else OSError(str(err)))

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(timeout_s)
    if failure or not answer or not answer[0]:
        reason = f"no address is known for {host}" if failure else f"looking up {host} took over {timeout_s:.0f} s"
        raise FetchFailed(url, reason, "check the spelling and the connection")
    return answer[0]
