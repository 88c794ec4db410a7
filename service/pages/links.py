"""Where a page may point: http(s) addresses of the web, and our own paths, so that a release opens under any host."""

from urllib.parse import quote, urlencode

import ada_url

from graph.identifiers import parse_iri

WEB_SCHEMES = ("http:", "https:")


def web_address(address: str | None) -> str | None:
    """`address` as an href when it is an http(s) address, else None: what was crawled may say `javascript:`."""
    if not address:
        return None
    try:
        url = ada_url.URL(address.strip())
    except ValueError:
        return None
    return str(url.href) if url.protocol in WEB_SCHEMES and url.hostname else None


def host_of(address: str | None) -> str | None:
    """The host of a web address, without a leading `www.`."""
    href = web_address(address)
    return str(ada_url.URL(href).hostname).removeprefix("www.") if href else None


def path_of(iri: str, base: str) -> str | None:
    """The path of the page that shows a thing or concept of ours; None for IRIs of others."""
    parsed = parse_iri(iri, base)
    if parsed is not None:
        return f"/page/{parsed[0]}/{parsed[1]}"
    concepts = f"{base}/concept/"
    return quote(iri.removeprefix(base)) if iri.startswith(concepts) else None


def with_query(path: str, parameters: tuple[tuple[str, str], ...]) -> str:
    """`path` with the parameters in their order."""
    return f"{path}?{urlencode(parameters)}" if parameters else path
