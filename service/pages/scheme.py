"""The page of a concept scheme: what it is for and the concepts at its top."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from graph.quads import Literal
from graph.records import LangText
from ontology.errors import ConceptUnknown
from ontology.terms import SKOS
from service.dependencies import CurrentServing
from service.negotiation import DATA_SUFFIXES, HTML, SUFFIX_OF, THING_FORMS, chosen, split_suffix
from service.pages.concept import tag_of
from service.pages.interface import View
from service.pages.naming import best_text
from service.pages.offers import offers
from service.pages.rendering import html_page
from service.serving import Serving

router = APIRouter(include_in_schema=False)


@router.get("/concept/{scheme}")
def scheme_page(scheme: str, request: Request, serving: CurrentServing, view: View) -> Response:
    """The identifier of a scheme is its page; a client that prefers data is sent there. Raises ConceptUnknown."""
    name, suffix = split_suffix(scheme)
    tops = [c for c in serving.scheme.concepts() if c.scheme == name and c.broader is None]
    if not tops:
        raise ConceptUnknown("", name)
    media_type = DATA_SUFFIXES[suffix] if suffix else chosen(request.headers.get("accept"), THING_FORMS)
    if media_type != HTML:
        path = f"/data/concept/{name}.{SUFFIX_OF[media_type]}"
        return RedirectResponse(path, HTTPStatus.SEE_OTHER, headers={"Vary": "Accept"})
    iri = f"{serving.base}/concept/{name}"
    response = html_page(
        view,
        "scheme.html",
        release=serving.release.number,
        label=_said(serving, iri, SKOS.prefLabel, view.ui) or LangText(name, "en"),
        definition=_said(serving, iri, SKOS.definition, view.ui),
        tops=tuple(tag_of(concept, serving, view) for concept in tops),
        offers=offers(iri, serving, view),
    )
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _said(serving: Serving, iri: str, predicate: str, ui: str) -> LangText | None:
    said = (quad.object for quad in serving.store.quads(subject=iri, predicate=predicate))
    texts = [LangText(term.text, term.lang) for term in said if isinstance(term, Literal)]
    return best_text(texts, ui) if texts else None
