"""What every page about something offers beside what it shows: its permanent identifier, the same as data, and a way to
report a mistake.
"""

from dataclasses import dataclass
from urllib.parse import quote

from service.negotiation import DATA_SUFFIXES
from service.pages.interface import Interface
from service.pages.links import path_of
from service.serving import Serving

FORMAT_NAMES = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"}


@dataclass(frozen=True, slots=True)
class DataLink:
    """The same thing in a machine format."""

    name: str
    media_type: str
    link: str


@dataclass(frozen=True, slots=True)
class Offers:
    """`link` is the path of the identifier, so that it works under any host; `canonical` the address of its page."""

    iri: str
    link: str
    canonical: str
    formats: tuple[DataLink, ...]
    report: str | None  # a `mailto:`, where the operator gave an address


def offers(iri: str, serving: Serving, view: Interface) -> Offers:
    """What the page of a thing, document, concept or scheme offers."""
    base = serving.base
    path = path_of(iri, base)
    return Offers(
        iri=iri,
        link=quote(iri.removeprefix(base)),
        canonical=f"{base}{path}" if path else iri,
        formats=_data_links(iri, base),
        report=view.report(iri, serving.release.number),
    )


def _data_links(iri: str, base: str) -> tuple[DataLink, ...]:
    """The addresses of a thing's or a concept's data, one per format."""
    stem = iri.removeprefix(base).removeprefix("/id")
    return tuple(
        DataLink(name, DATA_SUFFIXES[suffix], quote(f"/data{stem}.{suffix}")) for suffix, name in FORMAT_NAMES.items()
    )
