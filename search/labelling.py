"""What things, concepts, places and types are called in the language of a reader."""

from functools import lru_cache

from graph.places import Gazetteer
from graph.records import LangText
from ontology.errors import ConceptUnknown
from ontology.scheme import ConceptScheme
from search.cards import Card, CardPlace
from search.index import Index
from search.results import NamedConcept, OrganisationRole, PlacePoint
from search.wording import wording

_CACHED_LABELS = 20_000


class Labelling:
    """Labels of one release; what was looked up once is kept."""

    def __init__(self, index: Index, scheme: ConceptScheme, gazetteer: Gazetteer) -> None:
        self._index = index
        self._scheme = scheme
        self._gazetteer = gazetteer
        self.thing = lru_cache(_CACHED_LABELS)(self._thing)
        self._place_label = lru_cache(_CACHED_LABELS)(self._gazetteer_label)

    def concept(self, key: str, ui: str) -> NamedConcept | None:
        """`key` is `scheme/notation`; None for a concept that this version no longer has."""
        scheme, _, notation = key.partition("/")
        try:
            concept = self._scheme.concept(scheme, notation)
        except ConceptUnknown:
            return None
        return NamedConcept(scheme, notation, concept.iri, self._scheme.label(concept, ui).text)

    def concepts(self, card: Card, scheme: str, ui: str) -> tuple[NamedConcept, ...]:
        found = (self.concept(key, ui) for key in card.concepts if key.startswith(scheme + "/"))
        return tuple(concept for concept in found if concept)

    def place(self, place: CardPlace, ui: str) -> PlacePoint:
        label = self._place_label(place.geonames, ui) if place.geonames else None
        return PlacePoint(
            place.iri, place.geonames, label or place.name, place.country, place.latitude, place.longitude
        )

    def organisations(self, card: Card, ui: str) -> tuple[OrganisationRole, ...]:
        return tuple(
            OrganisationRole(body.iri, self.thing(body.iri, ui) or body.name, body.role) for body in card.bodies
        )

    def of_card(self, card: Card, ui: str) -> tuple[LangText, str | None]:
        """The label in the language of the source, and in the reader's where there is one in another language."""
        own, translated = card.label(*card.languages, ui), card.label(ui)
        is_other = translated.lang.split("-")[0] == ui.split("-")[0] and translated.text != own.text
        return own, translated.text if is_other else None

    def type(self, value: str, ui: str) -> str:
        return wording().type_label(value, ui)

    def _thing(self, iri: str, ui: str) -> str | None:
        """The label of a thing of this release, a place's from the gazetteer."""
        row = self._index.columns.iris.position(iri)
        if row is None:
            return None
        card = self._index.card(row)
        if self._index.type_of(row) == "place" and card.places:
            return self.place(card.places[0], ui).label
        return card.label(ui, *card.languages).text

    def _gazetteer_label(self, geonames: int, ui: str) -> str | None:
        place = self._gazetteer.place(geonames)
        return self._gazetteer.label(place, ui) if place else None
