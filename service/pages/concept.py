"""The page of a concept: what it means, what is broader and narrower, and what it is called in every language."""

from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from graph.records import LangText
from ontology.languages import fallback_chain
from ontology.scheme import Concept
from service.dependencies import CurrentServing
from service.negotiation import DATA_SUFFIXES, HTML, SUFFIX_OF, THING_FORMS, chosen, split_suffix
from service.pages.address import SEARCH_PATH
from service.pages.hits import Tag
from service.pages.interface import Interface, View
from service.pages.naming import FILTER_SCHEMES
from service.pages.offers import offers
from service.pages.rendering import html_page
from service.serving import Serving

router = APIRouter(include_in_schema=False)
SCHEME_FILTERS = {scheme: name for name, scheme in FILTER_SCHEMES.items()}


@dataclass(frozen=True, slots=True)
class LabelRow:
    """What a concept is called in one language, and what else."""

    lang: str
    label: str
    others: tuple[str, ...]


@router.get("/concept/{scheme}/{notation}")
def concept_page(scheme: str, notation: str, request: Request, serving: CurrentServing, view: View) -> Response:
    """The identifier of a concept is its page; a client that prefers data is sent there. Raises ConceptUnknown."""
    notation, suffix = split_suffix(notation)
    concept = serving.scheme.concept(scheme, notation)
    media_type = DATA_SUFFIXES[suffix] if suffix else chosen(request.headers.get("accept"), THING_FORMS)
    if media_type != HTML:
        path = f"/data/concept/{scheme}/{notation}.{SUFFIX_OF[media_type]}"
        return RedirectResponse(path, HTTPStatus.SEE_OTHER, headers={"Vary": "Accept"})
    above = serving.scheme.broader_or_self(concept)[1:]
    below = (c for c in serving.scheme.narrower_or_self(concept) if c.broader == concept.notation)
    response = html_page(
        view,
        "concept.html",
        release=serving.release.number,
        concept=concept,
        label=LangText(*serving.scheme.label(concept, view.ui)),
        definition=definition(concept, view.ui),
        broader=tuple(tag_of(c, serving, view) for c in reversed(above)),
        narrower=tuple(tag_of(c, serving, view) for c in below),
        rows=tuple(LabelRow(lang, label, concept.alt.get(lang, ())) for lang, label in sorted(concept.labels.items())),
        search_link=_search_link(concept, view),
        offers=offers(concept.iri, serving, view),
    )
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def definition(concept: Concept, ui: str) -> LangText | None:
    """The definition for a reader of `ui`, if there is one that they may read."""
    for lang in fallback_chain(ui):
        if lang in concept.definition:
            return LangText(concept.definition[lang], lang)
    return None


def tag_of(concept: Concept, serving: Serving, view: Interface) -> Tag:
    label = serving.scheme.label(concept, view.ui)
    return Tag(label.text, view.page_of(concept.iri, serving.base))


def _search_link(concept: Concept, view: Interface) -> str | None:
    name = SCHEME_FILTERS.get(concept.scheme)
    return view.link(SEARCH_PATH, **{name: concept.notation}) if name else None
