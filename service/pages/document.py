"""The page of a document: what it is, what it speaks of, and the passages that say so."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import Response

from graph.errors import ReleaseDamaged
from graph.identifiers import parse_iri
from graph.mapping import document_graph_from
from graph.queries import document, things_of_document
from graph.records import DocumentGraph, ThingType
from service.dependencies import CurrentServing
from service.errors import ThingUnknown
from service.lookup import canonical_iri
from service.pages.interface import Interface, View
from service.pages.links import host_of, web_address
from service.pages.marking import Piece, passages, pieces
from service.pages.naming import Names
from service.pages.offers import offers
from service.pages.portrait import Said
from service.pages.quotes import source_of
from service.pages.rendering import html_page
from service.serving import Serving

router = APIRouter(include_in_schema=False)
# The licences under which a whole text may be shown again; of other pages only passages are, as quotations.
FREE_LICENCES = ("https://creativecommons.org/licenses/", "https://creativecommons.org/publicdomain/")
CREATIVE_COMMONS = re.compile(r"https://creativecommons\.org/licenses/([a-z-]{2,12})/(\d\.\d)/?")
# Characters around a finding; two or three lines, enough to judge it by.
PASSAGE_AROUND = 140
# Types that are shown with the thing that they belong to.
PARTS = (ThingType.OBSERVATION, ThingType.FUNDING)


@dataclass(frozen=True, slots=True)
class ThingsOfType:
    """What a document speaks of, of one type."""

    type: str
    things: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by its short name where it has one, else by the host that states it."""

    name: str
    href: str


@router.get("/page/document/{key}")
def document_page(key: str, serving: CurrentServing, view: View) -> Response:
    """ThingUnknown and ThingWithdrawn become pages in failures.py."""
    iri = canonical_iri(serving, "document", key)
    record = document(serving.store, iri)
    if record is None:
        raise ThingUnknown(iri)
    content = document_graph_from(serving.store.quads(graph=iri))
    return html_page(
        view,
        "document.html",
        release=serving.release.number,
        record=record,
        source=source_of(record, None),
        kind=_kind(record.kind, view),
        licence=licence_of(record.licence),
        whole=is_free(record.licence),
        things=_things(iri, serving, view),
        passages=_shown(content, serving, whole=is_free(record.licence)),
        offers=offers(iri, serving, view),
    )


def licence_of(address: str | None) -> Licence | None:
    """`CC BY 4.0` with its address; None when nothing, or nothing that can be linked, is known."""
    href = web_address(address)
    if href is None:
        return None
    known = CREATIVE_COMMONS.fullmatch(href.replace("http://", "https://", 1))
    return Licence(f"CC {known[1].upper()} {known[2]}" if known else host_of(href) or href, href)


def _kind(kind: str, view: Interface) -> str | None:
    key = f"document.kinds.{kind}"
    return view.words.text(key) if view.words.has(key) else None


def is_free(licence: str | None) -> bool:
    """Whether the text may be shown whole."""
    return licence is not None and licence.replace("http://", "https://", 1).startswith(FREE_LICENCES)


def _things(document_iri: str, serving: Serving, view: Interface) -> tuple[ThingsOfType, ...]:
    names = Names(serving, view.ui)
    by_type: dict[str, list[Said]] = {}
    for iri in things_of_document(serving.store, document_iri):
        parsed = parse_iri(iri, serving.base)
        if parsed is not None and parsed[0] not in PARTS:
            name = names.of(iri)
            by_type.setdefault(parsed[0], []).append(Said(name.text, name.lang, view.page_of(iri, serving.base), ()))
    return tuple(ThingsOfType(kind, tuple(sorted(said, key=lambda s: s.text))) for kind, said in by_type.items())


def _shown(content: DocumentGraph, serving: Serving, *, whole: bool) -> tuple[tuple[Piece, ...], ...]:
    """The paragraphs of the text, or the passages around what was found; nothing when the release lost the text."""
    try:
        text = serving.release.text(content.document.iri)
    except ReleaseDamaged:
        return ()
    spans = sorted({(e.start, e.end) for t in content.things for s in t.statements for e in s.evidence})
    return tuple(_paragraphs(text, spans)) if whole else passages(text, spans, around=PASSAGE_AROUND)


def _paragraphs(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[Piece, ...]]:
    known, start = tuple(spans), 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            yield pieces(line, ((s - start, e - start) for s, e in known if s < end and e > start))
        start = end + 1
