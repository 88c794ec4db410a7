"""The filters of a question, checked against what there is, as conditions."""

import re
from collections.abc import Iterator

from graph.identifiers import parse_iri, place_iri
from graph.places import Gazetteer
from graph.records import ThingType
from graph.registers import known_number
from ontology.errors import ConceptUnknown
from ontology.scheme import ConceptScheme
from search.columns import Columns
from search.errors import QueryRefused
from search.planning import Condition
from search.question import Question
from search.understanding import SLOTS

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_PLACES = "an ISO 3166 code of a country, EU, geonames:ID (or wof, ekatte, siruta, nuts) or the IRI of a place here"
_LANGUAGES = "language tags such as bg or sr-Latn"


class Filters:
    """Knows which values a release can be asked for."""

    def __init__(self, columns: Columns, scheme: ConceptScheme, gazetteer: Gazetteer, base: str) -> None:
        self._columns = columns
        self._scheme = scheme
        self._gazetteer = gazetteer
        self._base = base

    def conditions(self, question: Question) -> list[Condition]:
        """One condition for each filter that is set. Raises QueryRefused for a value that is unknown."""
        concepts = {
            "themes": question.themes,
            "approaches": question.approaches,
            "target-groups": question.target_groups,
        }
        found = [Condition("type", question.types)]
        found += [
            Condition("concept", tuple(self._concept(scheme, notation) for notation in notations))
            for scheme, notations in concepts.items()
        ]
        found.append(Condition("place", tuple(iri for value in question.places for iri in self._places(value))))
        found.append(Condition("organisation", tuple(self._organisation(iri) for iri in question.organisations)))
        found.append(Condition("lang", tuple(_lang(tag) for tag in question.langs)))
        if question.begins or question.ends:
            edges = tuple(edge.text if edge else "" for edge in (question.begins, question.ends))
            found.append(Condition("period", edges))
        if question.bbox:
            found.append(Condition("box", ("inside",), box=question.bbox))
        return [condition for condition in found if condition.values]

    def _concept(self, scheme: str, notation: str) -> str:
        try:
            self._scheme.concept(scheme, notation)
        except ConceptUnknown:
            known = sorted(c.notation for c in self._scheme.concepts() if c.scheme == scheme)
            raise QueryRefused(SLOTS[scheme], notation, known) from None
        return f"{scheme}/{notation}"

    def _places(self, value: str) -> Iterator[str]:
        if country := self._gazetteer.country(value) if len(value) == 2 else None:
            yield place_iri(self._base, country.geonames_id)
        elif members := self._gazetteer.members(value.upper()):
            for iso in members:
                yield from self._places(iso)
        else:
            yield self._place(value)

    def _place(self, value: str) -> str:
        if (number := known_number(value)) is not None:
            if self._gazetteer.place(number):
                return place_iri(self._base, number)
        elif (parsed := parse_iri(value, self._base)) and parsed[0] == ThingType.PLACE and self._is_there(value):
            return value
        raise QueryRefused("place", value, _PLACES)

    def _organisation(self, iri: str) -> str:
        parsed = parse_iri(iri, self._base)
        if parsed and parsed[0] == ThingType.ORGANISATION and self._is_there(iri):
            return iri
        raise QueryRefused("organisation", iri, "the IRI of an organisation of this release")

    def _is_there(self, iri: str) -> bool:
        return self._columns.iris.position(iri) is not None


def _lang(tag: str) -> str:
    if not _TAG.fullmatch(tag):
        raise QueryRefused("lang", tag, _LANGUAGES)
    return tag
