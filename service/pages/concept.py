"""The page of a concept: what it means, what is broader and narrower, and what it is called in every language."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from itertools import islice

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from graph.identifiers import parse_iri
from graph.mapping import PREDICATES
from graph.records import Iri, LangText, Property, ThingType
from ontology.languages import fallback_chain
from ontology.scheme import Concept
from service.dependencies import CurrentServing
from service.negotiation import DATA_SUFFIXES, HTML, SUFFIX_OF, THING_FORMS, chosen, split_suffix
from service.pages.address import SEARCH_PATH
from service.pages.hits import Tag
from service.pages.interface import Interface, View
from service.pages.naming import FILTER_SCHEMES, Names
from service.pages.offers import offers
from service.pages.portrait import Said
from service.pages.rendering import html_page
from service.serving import Serving

router = APIRouter(include_in_schema=False)
STATING = (Property.THEME, Property.APPROACH, Property.TARGET_GROUP, Property.CLASSIFICATION)
# Types that are shown with what they belong to, or only as a source.
UNNAMED = frozenset({ThingType.DOCUMENT, ThingType.OBSERVATION, ThingType.FUNDING})
# Things named on the page; the search has all.
MOST_THINGS = 20
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
        things=tuple(_stating(concept, serving, view)),
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


def _stating(concept: Concept, serving: Serving, view: Interface) -> Iterator[Said]:
    """Some of the things that a source says this very concept of, by name."""
    names = Names(serving, view.ui)
    quads = (q for prop in STATING for q in serving.store.quads(predicate=PREDICATES[prop], object=Iri(concept.iri)))
    stating = (quad.subject for quad in quads if _is_shown(quad.subject, serving))
    found = {iri: names.of(iri) for iri in islice(dict.fromkeys(stating), MOST_THINGS)}
    for iri, name in sorted(found.items(), key=lambda item: item[1].text):
        yield Said(name.text, name.lang, view.page_of(iri, serving.base), ())


def _is_shown(iri: str, serving: Serving) -> bool:
    parsed = parse_iri(iri, serving.base)
    return parsed is not None and parsed[0] not in UNNAMED


def tag_of(concept: Concept, serving: Serving, view: Interface) -> Tag:
    label = serving.scheme.label(concept, view.ui)
    return Tag(label.text, view.page_of(concept.iri, serving.base))


def _search_link(concept: Concept, view: Interface) -> str | None:
    name = SCHEME_FILTERS.get(concept.scheme)
    return view.link(SEARCH_PATH, **{name: concept.notation}) if name else None
