"""Countries named through their people or language: "български", "Romanian", "latviešu"; used for questions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from graph.lemmas import soft_fold, stem
from graph.placecontext import Page
from graph.placefinding import PlaceMention
from graph.placetable import PlaceEntry, PlaceTable


class PeopleFinder:
    """Recognises adjectives of countries, in every inflected form of the text's language."""

    def __init__(self, table: PlaceTable) -> None:
        self._table = table
        self._people = cache(self._people_of)

    def find(self, page: Page) -> Iterator[PlaceMention]:
        """Mentions in order; a word that is stopped for places is none of a people either."""
        people = self._people(page.base_lang)
        for place, word in enumerate(page.words):
            stemmed = stem(word.text, page.base_lang)
            if stemmed in people and page.folded[place] not in page.rules.stop:
                written, country = people[stemmed]
                if _marks_agree(word.text, written, len(stemmed)):
                    yield PlaceMention(country, word.start, word.end, 0.8, people=True)

    def _people_of(self, lang: str) -> dict[str, tuple[str, PlaceEntry]]:
        return {stem(word, lang): (word, place) for word, place in self._table.peoples(lang)}


def _marks_agree(written: str, known: str, letters: int) -> bool:
    """`români` is not `romani`: a word with marks must have the same ones; one typed without any is taken."""
    written = soft_fold(written)
    return written.isascii() or written[:letters] == soft_fold(known)[:letters]
