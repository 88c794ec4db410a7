"""A page or file as read: clean text, title, language, date and parts, made from a `Capture`."""

from dataclasses import dataclass
from datetime import datetime

from graph.records import DocumentPart, PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The clean text of one capture and what the page says of itself; positions everywhere count characters of
    `text`.
    """

    address: str  # of the capture: an http(s) URL, or `file:folder/name.html`
    source: str | None  # its address on the web: the capture's URL, or the canonical link of a file
    file_name: str | None  # path relative to the folder read, for files
    derived_from: str | None  # the address a digest summarises
    source_title: str | None  # title of the page that a digest summarises
    source_read: PartialDate | None
    fetched: datetime  # aware, UTC
    sha256: str  # of the archived bytes
    kind: str  # article, several, listing
    lang: str  # BCP 47; `und` when nothing tells
    lang_confidence: float  # 0..1
    text: str
    title: str | None = None
    date: PartialDate | None = None
    licence: str | None = None
    parts: tuple[DocumentPart, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()  # (language, address) of the same page elsewhere
