"""Where in a document a finding stands: its sentence, and the undertaking that the page is about."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from graph.lemmas import fold, language_base
from graph.places import Gazetteer, PlaceEntry
from graph.records import ThingType
from ingest.document import Document
from ingest.finding import Finding, NameFinding, PlaceFinding, PracticeFinding, Span

# A full stop, question or exclamation mark before space and a capital or quotation mark, or a line end. Abbreviations
# split too often rather than too seldom, which costs a link between a figure and its practice, never a wrong one.
_BOUNDARY = re.compile(r"[.!?…]+[\s ]+(?=[^\W\d_a-zа-яёіїєґ]|[„“\"«»])|\n+")


def sentences(text: str) -> list[int]:
    """Start of each sentence, ascending, beginning with 0."""
    return [0, *(match.end() for match in _BOUNDARY.finditer(text))]


def is_one_sentence(text: str, one: Span, other: Span) -> bool:
    """Whether no sentence ends between two findings."""
    first, second = sorted((one, other), key=lambda span: span.start)
    return not _BOUNDARY.search(text, first.end, max(first.end, second.start))


def nearest(found: Span, practices: Iterable[PracticeFinding], bounds: Sequence[int]) -> PracticeFinding | None:
    """The practice whose words share a sentence with `found`; None when no sentence is shared."""
    here = bisect_right(bounds, found.start)
    sharing = [p for p in practices if bisect_right(bounds, p.start) <= here <= bisect_right(bounds, p.end - 1)]
    return min(sharing, key=lambda p: (abs(p.start - found.start), p.start), default=None)


def main_undertaking(document: Document, findings: Iterable[Finding]) -> NameFinding | None:
    """The project that the page is about: the one in its title, else the only one, else the most named one.

    A programme counts when there is no project. A page of several announcements has no main undertaking unless it
    names just one.
    """
    named = [f for f in findings if isinstance(f, NameFinding)]
    for kind in (ThingType.PROJECT, ThingType.PROGRAMME):
        candidates = [f for f in named if f.type is kind]
        if candidates:
            return _chief(document, candidates)
    return None


def _chief(document: Document, candidates: list[NameFinding]) -> NameFinding | None:
    title = fold(document.title or "")
    in_title = [f for f in candidates if fold(f.name) in title]
    if in_title:
        return in_title[0]
    times = Counter(f.known_as or fold(f.name) for f in candidates)
    if len(times) > 1 and document.kind == "several":
        return None
    (name, most), *others = times.most_common()
    if others and others[0][1] == most:
        return None
    return next(f for f in candidates if (f.known_as or fold(f.name)) == name)


# Confidences of hints summed, from which hints alone tell a country: one adjective may be a language course.
_HINTED = 0.6


@dataclass(frozen=True, slots=True)
class CountrySpokenOf:
    """The country that a page speaks of, the first words that name it, and whether the page names no other."""

    country: PlaceEntry
    words: PlaceFinding
    is_only: bool


def country_of(document: Document, places: Sequence[PlaceFinding], gazetteer: Gazetteer) -> CountrySpokenOf | None:
    """The country that a page speaks of, every mention weighed by its confidence.

    The one with more than half of the weight; else one where the page's language is spoken, when it has a third (a
    Bulgarian page about a project with Ghent and Ostrava). A page that names no other country speaks of that of its
    site, where its language is spoken there. None when nothing tells.
    """
    words: dict[str, PlaceFinding] = {}
    weights: Counter[str] = Counter()
    for place in places:
        if entry := gazetteer.place(place.geonames_id):
            words.setdefault(entry.country, place)
            weights[entry.country] += round(100 * place.confidence)
    total = max(weights.total(), round(100 * _HINTED))
    spoken_in = {iso for iso in weights if language_base(document.lang) in gazetteer.languages(iso)}
    for iso, weight in sorted(weights.items(), key=lambda each: (-each[1], each[0])):
        if 2 * weight > total or (iso in spoken_in and 3 * weight >= total):
            country = gazetteer.country(iso)
            return CountrySpokenOf(country, words[iso], len(weights) == 1) if country else None
    return _country_of_site(document, set(weights), gazetteer)


def _country_of_site(document: Document, named: set[str], gazetteer: Gazetteer) -> CountrySpokenOf | None:
    """What a national domain and its language tell; the words are the title, since the text itself has none."""
    host = urlsplit(document.derived_from or document.source or "").hostname or ""
    country = gazetteer.country(host.rpartition(".")[2])
    if country is None or not named <= {country.country}:
        return None
    if language_base(document.lang) not in gazetteer.languages(country.country):
        return None
    title = document.text.partition("\n")[0]
    words = PlaceFinding(
        start=0, end=len(title), method="context", confidence=_HINTED / 2, geonames_id=country.geonames_id
    )
    return CountrySpokenOf(country, words, is_only=True)
