"""Where an undertaking takes place: where the sentences that name it say, else the headline, else its bodies."""

from collections.abc import Iterator, Sequence

from graph.places import Gazetteer
from graph.records import ThingType
from ingest.extract.page import Page
from ingest.extract.rules import CueKind
from ingest.extract.stretches import Stretches
from ingest.finding import NameFinding, PlaceFinding

_SEAT = 3  # words between a body and its seat
_STOPS = frozenset(",.;:()|\n")
_APART = frozenset([", ", " (", " – ", " - "])  # between a place and the larger one around it


class Whereabouts:
    """The places of a page, told apart: where something happens, and where a body has its seat."""

    def __init__(
        self, page: Page, names: Sequence[NameFinding], places: Sequence[PlaceFinding], gazetteer: Gazetteer
    ) -> None:
        self._page = page
        self._gazetteer = gazetteer
        inside = Stretches((name.start, name.end) for name in names)
        bodies = [name for name in names if name.type is ThingType.ORGANISATION]
        self._ends = {page.wording.word_from(body.end): body for body in bodies}
        self._starts = {body.start for body in bodies}
        self._seats: set[PlaceFinding] = set()
        self._free: list[PlaceFinding] = []
        before: PlaceFinding | None = None
        for place in places:
            if not inside.holds(place.start, place.end):
                if before is not None and self._is_around(before, place):
                    if before in self._seats:
                        self._seats.add(place)
                    continue
                if self._is_seat(place):
                    self._seats.add(place)
                self._free.append(place)
            before = place

    def in_sentence(self, sentence: range) -> list[PlaceFinding]:
        """The places of a sentence where something happens, each once."""
        start, end = self._page.characters(sentence.start, sentence.stop)
        return self._within(start, end)

    def in_title(self) -> list[PlaceFinding]:
        return self._within(0, len(self._page.document.title or "")) if self._page.is_in_title(0) else []

    def first_named(self) -> list[PlaceFinding]:
        """The places of the first sentence that names any."""
        return self._beside_first(place for place in self._free if place not in self._seats)

    def with_any(self, geonames_ids: frozenset[int]) -> list[PlaceFinding]:
        """The places of the first sentence that names one of these."""
        return self._beside_first(place for place in self._free if place.geonames_id in geonames_ids)

    def beside(self, names: Sequence[NameFinding]) -> Iterator[PlaceFinding]:
        """The places right behind some bodies: "the foundation Open Circle in Plovdiv"."""
        wanted = {(name.start, name.end) for name in names}
        for place in self._free:
            body = self._body_before(place)
            if place not in self._seats and body is not None and (body.start, body.end) in wanted:
                yield place

    def _beside_first(self, places: Iterator[PlaceFinding]) -> list[PlaceFinding]:
        first = next(places, None)
        if first is None:
            return []
        return self.in_sentence(self._page.wording.sentence_at(self._page.wording.word_from(first.start)))

    def _within(self, start: int, end: int) -> list[PlaceFinding]:
        """The places of a stretch without those that only lie around another of them."""
        found = [place for place in self._free if start <= place.start < end and place not in self._seats]
        around = {outer.geonames_id for place in found for outer in self._gazetteer.containers(place.geonames_id)}
        return [place for place in found if place.geonames_id not in around]

    def _is_around(self, inner: PlaceFinding, outer: PlaceFinding) -> bool:
        """Whether a place only says where the one before it lies: "Zenica, Bosnia and Herzegovina"."""
        if self._page.text[inner.end : outer.start] not in _APART:
            return False
        around = self._gazetteer.containers(inner.geonames_id)
        return any(place.geonames_id == outer.geonames_id for place in around)

    def _is_seat(self, place: PlaceFinding) -> bool:
        """Whether a place stands behind a body and *from*, or as an adjective in front of one."""
        following = self._page.wording.word_from(place.end)
        words = self._page.wording.words
        if (
            following < len(words)
            and words[following].start in self._starts
            and self._page.wording.is_joined(following - 1)
        ):
            return self._page.text[place.start].islower()
        return self._body_before(place, CueKind.SEAT) is not None

    def _body_before(self, place: PlaceFinding, kind: CueKind | None = None) -> NameFinding | None:
        """The body that a place stands behind, a few words between; with `kind` only where such a cue joins them."""
        first = self._page.wording.word_from(place.start)
        for position in range(first, max(-1, first - _SEAT - 1), -1):
            body = self._ends.get(position)
            if body is not None and body.end <= place.start:
                is_close = not set(self._page.text[body.end : place.start]) & _STOPS
                cues = self._page.cues(kind) if kind else {}
                is_said = kind is None or any(p in cues and cues[p].last == first for p in range(position, first))
                return body if is_close and is_said else None
        return None
