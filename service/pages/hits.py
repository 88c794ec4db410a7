"""One search result as the page shows it."""

from dataclasses import dataclass

from markupsafe import Markup

from graph.records import LangText
from search.results import EvidenceSnippet, Hit
from service.pages.address import SEARCH_PATH
from service.pages.interface import Interface
from service.pages.links import host_of, web_address
from service.pages.marking import Piece, pieces
from service.pages.reasons import sentence

# A result stays readable with this many places, themes and bodies; its own page has all.
MOST_TAGS = 4


@dataclass(frozen=True, slots=True)
class Tag:
    """A small link beside a result; `role` is what a body does in it. What has no page of ours has no link."""

    label: str
    link: str | None
    role: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where quoted words are from: a page on the web, or a digest by drom of one."""

    lang: str
    href: str | None
    host: str | None
    title: str | None
    digest: bool
    page: str | None  # path of our page about the document


@dataclass(frozen=True, slots=True)
class SnippetView:
    """A stretch of the source with the found words marked."""

    lang: str
    pieces: tuple[Piece, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class HitView:
    """A result; `original` is the wording of the source where the label is in another language."""

    type: str
    link: str | None
    label: LangText
    original: LangText | None
    date: str | None
    places: tuple[Tag, ...]
    themes: tuple[Tag, ...]
    bodies: tuple[Tag, ...]
    snippet: SnippetView | None
    why: tuple[Markup, ...]


def hit_view(hit: Hit, view: Interface, base: str) -> HitView:
    source_label = LangText(hit.label, hit.label_lang)
    translated = LangText(hit.label_translated, view.ui) if hit.label_translated else None
    return HitView(
        type=hit.type,
        link=view.page_of(hit.iri, base),
        label=translated or source_label,
        original=source_label if translated and translated.text != source_label.text else None,
        date=hit.date,
        places=tuple(Tag(place.label, view.page_of(place.iri, base)) for place in hit.places[:MOST_TAGS]),
        themes=tuple(
            Tag(theme.label, view.link(SEARCH_PATH, theme=theme.notation)) for theme in hit.themes[:MOST_TAGS]
        ),
        bodies=tuple(
            Tag(body.label, view.page_of(body.iri, base), body.role) for body in hit.organisations[:MOST_TAGS]
        ),
        snippet=_snippet(hit.evidence[0], view, base) if hit.evidence else None,
        why=tuple(sentence(reason, view) for reason in hit.why),
    )


def _snippet(found: EvidenceSnippet, view: Interface, base: str) -> SnippetView:
    source = Source(
        lang=found.lang,
        href=web_address(found.url),
        host=host_of(found.url),
        title=found.title or found.file_name,
        digest=found.digest,
        page=view.page_of(found.document, base),
    )
    return SnippetView(found.lang, pieces(found.text, found.highlights), source)
