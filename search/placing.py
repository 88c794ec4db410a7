"""The places that a question asks for, whatever its language was taken for, and whether Rome or the Roma are meant."""

from collections.abc import Iterator, Sequence

from graph.identifiers import place_iri
from graph.lemmas import language_base
from graph.places import Gazetteer, PlaceEntry, PlaceMention
from search.plan import PlaceAsked, Span
from search.reading import Reading
from search.wording import wording

_KNOWN_IN_SMALL_LETTERS = 20_000  # people; below, names are too often ordinary words of some language
# In a language that the question may not be in, only countries and large towns with names not too short are believed.
_KNOWN_ABROAD = 100_000  # people
_TELLING = 6  # letters


class Placing:
    """Reads places; remembers nothing of them."""

    def __init__(self, gazetteer: Gazetteer, base: str) -> None:
        self._gazetteer = gazetteer
        self._base = base

    def places(self, reading: Reading) -> list[PlaceAsked]:
        """The places named, in the language of the question, else in any that questions are asked in; claims words."""
        found = [*self._city(reading), *self._known(reading)]
        return found or self._abroad(reading)

    def innermost(self, places: Sequence[PlaceAsked]) -> tuple[PlaceAsked, ...]:
        """*Stara Zagora in Bulgaria* asks for the town alone."""
        around = {entry.geonames_id for place in places for entry in self._gazetteer.containers(place.geonames)}
        distinct = {place.geonames: place for place in reversed(places) if place.geonames not in around}
        return tuple(sorted(distinct.values(), key=lambda place: place.span))

    def _known(self, reading: Reading) -> Iterator[PlaceAsked]:
        for mention in self._mentions(reading, reading.lang):
            span = (mention.start, mention.end)
            is_people = all(reading.folded[i] in wording().people for i in reading.covered(span))
            if not is_people and _is_written_like_a_place(mention.place, span, reading) and reading.take(span):
                yield self._asked(mention.place, span, reading)

    def _abroad(self, reading: Reading) -> list[PlaceAsked]:
        """What the gazetteer finds in the first of the other languages; short questions are easily taken for another.
        The language that knows the place is then the better guess."""
        for lang in wording().stop:
            found = []
            for mention in self._mentions(reading, lang):
                span = (mention.start, mention.end)
                if _is_known_abroad(mention.place, span, reading) and reading.take(span):
                    found.append(self._asked(mention.place, span, reading))
            if found:
                reading.lang = lang
                return found
        return []

    def _mentions(self, reading: Reading, lang: str) -> list[PlaceMention]:
        return self._gazetteer.find(reading.text, lang, cased=False, peoples=lang == reading.lang)

    def _city(self, reading: Reading) -> Iterator[PlaceAsked]:
        """Rome, where a question writes it so that it is not the people: *Рим*, *a Roma*, *Roma, Italia*."""
        city = wording().city
        place, lang, count = self._gazetteer.place(city.geonames), language_base(reading.lang), len(reading.tokens)
        for i, token in enumerate(reading.tokens):
            before, behind = (reading.tokens[j].text.casefold() if 0 <= j < count else "" for j in (i - 1, i + 1))
            # A short question is easily taken for another language; behind the last word no people can follow.
            announcing = frozenset().union(*city.behind.values()) if not behind else city.behind.get(lang, ())
            is_city = token.text in city.alone and lang not in city.not_alone
            is_city |= token.text in city.names and (before in announcing or behind in city.before)
            span = (token.start, token.end)
            if place and is_city and reading.take(span):
                yield self._asked(place, span, reading)

    def _asked(self, place: PlaceEntry, span: Span, reading: Reading) -> PlaceAsked:
        iri, label = place_iri(self._base, place.geonames_id), self._gazetteer.label(place, reading.ui)
        return PlaceAsked(place.geonames_id, iri, label, place.kind, place.country, span)


def _is_written_like_a_place(place: PlaceEntry, span: Span, reading: Reading) -> bool:
    """A country may be written small. Another place must be large where a question has no capitals at all; written
    small in a question with capitals it is an ordinary word: *banii* is money, not Bănia."""
    if place.kind == "country" or reading.text[span[0]].isupper():
        return True
    has_capitals = any(character.isupper() for character in reading.text[1:])
    return not has_capitals and (place.kind == "region" or place.population >= _KNOWN_IN_SMALL_LETTERS)


def _is_known_abroad(place: PlaceEntry, span: Span, reading: Reading) -> bool:
    if span[1] - span[0] < _TELLING or any(reading.folded[i] in wording().people for i in reading.covered(span)):
        return False
    is_written_large = reading.text[span[0]].isupper()
    return place.kind == "country" or (is_written_large and place.population >= _KNOWN_ABROAD)
