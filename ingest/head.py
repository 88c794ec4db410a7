"""What a page says of itself for machines: meta elements, links and JSON-LD."""

import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from graph.records import PartialDate
from ingest.markup import Element, text_of

_JSON_CHARACTERS = 300_000
_JSON_NODES = 2000
_ADDRESS_CHARACTERS = 2000
_TITLES = ("og:title", "dcterms.title", "dc.title", "citation_title", "twitter:title", "headline")
# When the page was published, most telling first. Dates of change and of capture are none of these.
_DATES = (
    *("article:published_time", "og:article:published_time", "datepublished", "dcterms.issued", "dc.date.issued"),
    *("dcterms.date", "dc.date", "dcterms.created", "dc.date.created", "citation_publication_date", "citation_date"),
    *(
        "article:published",
        "article.published",
        "og:published_time",
        "og:pubdate",
        "dcterms.available",
        "date.issued",
        "issued",
    ),
    *(
        "rnews:datepublished",
        "bt:pubdate",
        "datecreated",
        "date.created",
        "creation_date",
        "release_date",
        "article_date_original",
    ),
    *("publish-date", "publish_date", "publication_date", "pubdate", "date", "parsely-pub-date", "sailthru.date"),
)
_SITES = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher", "dcterms.publisher")
_ARTICLES = ("Article", "Posting", "Report", "Page", "Event", "CreativeWork", "Project", "Document", "Dataset")
_PUBLISHERS = ("Organization", "WebSite", "NGO", "CityHall", "City", "Government")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Texts as the page has them; nothing is believed yet. Addresses are absolute."""

    page_title: str | None = None  # of <title>
    headlines: tuple[str, ...] = ()
    site_names: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()  # of publication, most telling first
    made: tuple[str, ...] = ()  # dates that say less: of other things described, of making, of copyright
    lang: str | None = None
    canonical: str | None = None
    alternates: tuple[tuple[str, str], ...] = field(default=())  # (language, address)
    licence: str | None = None
    derived_from: str | None = None
    source_title: str | None = None
    source_read: PartialDate | None = None


def head_of(tree: Element, address: str) -> Head:
    """Everything the page declares. `address` resolves relative links when it is one of the web."""
    meta = _meta(tree)
    nodes = list(_json_ld(tree))
    data = [node for node in nodes if _is_of_type(node, _ARTICLES)]
    base = address if address.startswith("http") else ""
    links = [(rel, link) for link in tree.iter("link") for rel in (link.get("rel") or "").split()]
    return Head(
        page_title=next((text_of(title)[:500] for title in tree.iter("title") if text_of(title)), None),
        headlines=tuple(filter(None, [*(meta.get(key) for key in _TITLES), *_from(data, "headline")])),
        site_names=tuple(
            filter(
                None,
                [
                    *(meta.get(key) for key in _SITES),
                    *_from([node for node in nodes if _is_of_type(node, _PUBLISHERS)], "name"),
                ],
            )
        ),
        dates=tuple(filter(None, [*_from(data, "datePublished"), *(meta.get(key) for key in _DATES)])),
        made=tuple(_made(nodes, data)),
        lang=_declared_language(tree, meta, data),
        canonical=_web(_href(links, "canonical"), base) or _web(meta.get("og:url"), base),
        alternates=tuple(_alternates(tree, base)),
        licence=_web(
            _href(links, "license") or meta.get("dcterms.license") or next(_from(data, "license"), None), base
        ),
        derived_from=_web(_href(links, "prov:wasDerivedFrom"), base),
        source_title=meta.get("drom.source-title"),
        source_read=_partial_date(meta.get("drom.source-read")),
    )


def _meta(tree: Element) -> Mapping[str, str]:
    """Content of meta elements by name, property or itemprop, lower case; the first one counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or "").split())[:1000]
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(key) or "").lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _json_ld(tree: Element) -> Iterator[Mapping[str, object]]:
    """The things that JSON-LD describes; damaged blocks are passed over."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > _JSON_CHARACTERS:
            continue
        try:
            block: object = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _nodes(block)


def _nodes(block: object) -> Iterator[Mapping[str, object]]:
    """The nodes of lists and @graph, and what a page is about or published by; not deeper."""
    waiting, seen = deque([block]), 0
    while waiting and seen < _JSON_NODES:
        node, seen = waiting.popleft(), seen + 1
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, Mapping):
            yield node
            waiting.extend(
                node[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage", "publisher", "isPartOf")
                if key in node
            )


def _made(nodes: list[Mapping[str, object]], articles: list[Mapping[str, object]]) -> Iterator[str]:
    """When anything described but comments was published or made, or the article claimed, most telling first."""
    described = [node for node in nodes if not _is_of_type(node, ("Comment", "Review"))]
    for key in ("datePublished", "dateCreated", "uploadDate"):
        yield from _from(described, key)
    yield from _from(articles, "copyrightYear")


def _is_of_type(node: Mapping[str, object], endings: tuple[str, ...]) -> bool:
    types = node.get("@type")
    return any(str(each).endswith(endings) for each in (types if isinstance(types, list) else [types]))


def _from(data: list[Mapping[str, object]], key: str) -> Iterator[str]:
    """Texts and numbers; the value of an object with one."""
    for node in data:
        value = node.get(key)
        value = value.get("@value") if isinstance(value, Mapping) else value
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            yield " ".join(str(value).split())[:1000]


def _declared_language(tree: Element, meta: Mapping[str, str], data: list[Mapping[str, object]]) -> str | None:
    """JSON-LD speaks of the article, the root element often of the template, so the former goes first."""
    root = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang")
    said = (
        next(_from(data, "inLanguage"), None),
        root,
        meta.get("og:locale"),
        meta.get("content-language"),
        meta.get("dc.language"),
    )
    return next((value.strip() for value in said if value and value.strip()), None)


def _alternates(tree: Element, base: str) -> Iterator[tuple[str, str]]:
    for link in tree.iter("link"):
        lang, address = link.get("hreflang"), _web(link.get("href"), base)
        if "alternate" in (link.get("rel") or "").split() and lang and lang != "x-default" and address:
            yield lang, address


def _href(links: list[tuple[str, Element]], rel: str) -> str | None:
    return next((link.get("href") for name, link in links if name.lower() == rel.lower() and link.get("href")), None)


def _web(address: str | None, base: str) -> str | None:
    """The absolute http(s) address, or None for anything else."""
    if not address or len(address) > _ADDRESS_CHARACTERS or any(ord(char) <= 0x20 for char in address.strip()):
        return None
    try:
        absolute = urljoin(base, address.strip())
        parts = urlsplit(absolute)
    except ValueError:
        return None
    return absolute if parts.scheme in ("http", "https") and parts.hostname else None


def _partial_date(text: str | None) -> PartialDate | None:
    try:
        return PartialDate(text) if text else None
    except ValueError:
        return None
