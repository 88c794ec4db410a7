"""What things, concepts and filter values are called in the language of the interface."""

from collections.abc import Iterable
from functools import lru_cache

from graph.queries import labels
from graph.records import LangText
from graph.registers import known_number
from ontology.errors import ConceptUnknown
from ontology.languages import fallback_chain
from search.question import TYPES
from service.pages.formatting import language_name, partial_date
from service.pages.links import host_of
from service.pages.wording import wording
from service.serving import Serving

# Filter of the address → scheme of the concept that it names.
FILTER_SCHEMES = {"theme": "themes", "approach": "approaches", "target_group": "target-groups"}


class Names:
    """Names in one interface language, from one release; what was looked up once is kept while the request lasts."""

    def __init__(self, serving: Serving, ui: str) -> None:
        self._serving = serving
        self._ui = ui
        self.of = lru_cache(maxsize=None)(self._of)

    def _of(self, iri: str) -> LangText:
        """The name of a thing, concept or document; an IRI that has none is named by its host or its last part."""
        concept = self._serving.scheme.by_iri(iri)
        if concept is not None:
            return LangText(*self._serving.scheme.label(concept, self._ui))
        known = labels(self._serving.store, iri)
        if known:
            return best_text(known, self._ui)
        own = iri.startswith(self._serving.base)
        return LangText((None if own else host_of(iri)) or iri.rpartition("/")[2], "")

    def of_filter(self, name: str, value: str) -> str:
        """What a filter value is called; a value that nobody knows is shown as it is."""
        if name == "type" and value in TYPES:
            return str(wording(self._ui).text(f"types.{value}"))
        if name in FILTER_SCHEMES:
            return self._concept(FILTER_SCHEMES[name], value)
        if name == "place":
            return self._place(value)
        if name == "lang":
            return language_name(value, self._ui)
        if name in ("from", "to"):
            return partial_date(value, self._ui)
        if name == "outcome" and wording(self._ui).has(f"outcome.{value}"):
            return str(wording(self._ui).text(f"outcome.{value}"))
        return self.of(value).text if value.startswith(self._serving.base) else value

    def _concept(self, scheme: str, notation: str) -> str:
        try:
            return self._serving.scheme.label(self._serving.scheme.concept(scheme, notation), self._ui).text
        except ConceptUnknown:
            return notation

    def _place(self, value: str) -> str:
        gazetteer = self._serving.gazetteer
        if (number := known_number(value)) is not None:
            place = gazetteer.place(number)
        else:
            place = gazetteer.country(value) if len(value) == 2 else None
        if place is not None:
            return gazetteer.label(place, self._ui)
        return self.of(value).text if value.startswith(self._serving.base) else value


def best_text(texts: Iterable[LangText], ui: str) -> LangText:
    """The text for a reader of `ui`: along that language's own chain, then English, then the first by language."""
    ordered = sorted(texts, key=lambda text: (text.lang, text.text))
    for lang in fallback_chain(ui):
        for text in ordered:
            if text.lang == lang:
                return text
    return ordered[0]
