"""What every page about something offers beside what it shows: the same as data, and a way to report a mistake."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from service.negotiation import DATA_SUFFIXES
from service.pages.interface import Interface
from service.serving import Serving

FORMAT_NAMES = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"}


@dataclass(frozen=True, slots=True)
class DataLink:
    """The same thing in a machine format."""

    name: str
    media_type: str
    link: str


def data_links(iri: str, base: str) -> tuple[DataLink, ...]:
    """The addresses of a thing's or a concept's data, one per format."""
    path = iri.removeprefix(base)
    stem = path.removeprefix("/id") if path.startswith("/id/") else path
    return tuple(
        DataLink(name, DATA_SUFFIXES[suffix], quote(f"/data{stem}.{suffix}")) for suffix, name in FORMAT_NAMES.items()
    )


def report_link(iri: str, serving: Serving, view: Interface) -> str | None:
    """A `mailto:` with the thing in the subject; None where the operator gave no address."""
    if not serving.settings.contact:
        return None
    subject = str(view.words.text("thing.report_subject", iri=iri).unescape())
    return f"mailto:{quote(serving.settings.contact, safe='@')}?{urlencode({'subject': subject}, quote_via=quote)}"
