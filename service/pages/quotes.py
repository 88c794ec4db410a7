"""The words behind a statement as a page shows them: the quotation, its language, its origin, how it was read."""

from dataclasses import dataclass

from graph.queries import document
from graph.records import DocumentRecord, Evidence
from service.pages.hits import Source
from service.pages.interface import Interface
from service.pages.links import host_of, web_address
from service.serving import Serving

# What only the page as a whole tells, said of one of its things (see ingest/assemble.py).
CONTEXT_METHOD = "context"
# How a reading of this confidence or more is called; what is below all of them is `unsure`.
SURENESS = (("sure", 0.8), ("fairly", 0.5))
UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with the characters around it."""

    prefix: str
    exact: str
    suffix: str
    source: Source
    method: str  # the part of its name that people are told: `rules` of `rules:money`
    sureness: str
    confidence: float
    inferred: bool

    @property
    def unsure(self) -> bool:
        return self.sureness == UNSURE


class Sources:
    """The documents that the quotations of one page are from; each is looked up once."""

    def __init__(self, serving: Serving, view: Interface) -> None:
        self._serving = serving
        self._view = view
        self._records: dict[str, DocumentRecord | None] = {}

    def record(self, iri: str) -> DocumentRecord | None:
        if iri not in self._records:
            self._records[iri] = document(self._serving.store, iri)
        return self._records[iri]

    def source(self, iri: str) -> Source:
        """Where a document is from; of one that the release does not describe, only the link to its page."""
        record = self.record(iri)
        page = self._view.page_of(iri, self._serving.base)
        if record is None:
            return Source(lang="und", href=None, host=None, title=None, digest=False, page=page)
        return source_of(record, page)

    def quote(self, evidence: Evidence) -> Quote:
        return Quote(
            prefix=evidence.prefix,
            exact=evidence.exact,
            suffix=evidence.suffix,
            source=self.source(evidence.document),
            method=evidence.method.partition(":")[0],
            sureness=sureness(evidence.confidence),
            confidence=evidence.confidence,
            inferred=evidence.method == CONTEXT_METHOD,
        )

    def quotes(self, evidence: tuple[Evidence, ...]) -> tuple[Quote, ...]:
        """The quotations of a statement, surest first; the same words of the same document only once."""
        ordered = sorted(evidence, key=lambda e: (-e.confidence, e.document, e.start))
        distinct = {(e.document, e.exact, e.prefix): e for e in reversed(ordered)}
        return tuple(self.quote(e) for e in ordered if e in distinct.values())

    def seen(self) -> tuple[Source, ...]:
        """Every document asked for so far, in that order."""
        return tuple(self.source(iri) for iri in self._records)


def sureness(confidence: float) -> str:
    """The word for a confidence: `sure`, `fairly` or `unsure`."""
    return next((word for word, least in SURENESS if confidence >= least), UNSURE)


def source_of(record: DocumentRecord, page: str | None) -> Source:
    """A digest is from the address that it summarises, any other document from its own."""
    address = record.derived_from or record.source
    return Source(
        lang=record.lang,
        href=web_address(address),
        host=host_of(address),
        title=record.source_title if record.derived_from else record.title or record.file_name,
        digest=record.derived_from is not None,
        page=page,
    )
