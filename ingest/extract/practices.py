"""Practices: an approach to a theme, told as something that is done. Few and sure rather than many.

Of each announcement the sentence that best tells how it is done. A practice is marked on its clause; who or what
carries it (a mediator, a study hall) is kept beside.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from graph.lemmas import language_base
from ingest.extract.concepts import ABOUT
from ingest.extract.page import Page
from ingest.extract.phrases import PhraseTable
from ingest.extract.rules import CueKind, rule_files
from ingest.finding import ConceptFinding, PlaceFinding, PracticeFinding, Span

_METHOD = "rules:practices"
# What a sentence gains by each trait: rounded weights of a conditional logistic regression that picks one sentence of
# a page (docs/decisions/0007-what-a-page-is-about.md); with languages left out it picks 23 of 25.
_GAIN = {
    "opens with its carrier": 1.0,
    "names a carrier": 1.0,
    "tells what was done": 1.4,
    "names an approach of the page": 1.4,
    "is a habit": 0.8,
    "speaks of the way of working": 1.0,
    "has a colon": 1.4,
    "is in the lead": 1.0,
    "is late": -1.0,
    "has a figure": -1.1,
}
_CAPITAL, _MOST_CAPITALS = -0.6, 3  # of each word with a capital: who paid, who led
_ENOUGH = 1.5  # gain from which a sentence tells of a practice
_LEAD, _LATE = 0.2, 0.75  # shares of the text
_LONGEST_CLAUSE = 14  # words
_CLAUSE_END = re.compile(r"[,:;!?]|\s[–—-]\s|\n")
_OUTCOMES = (CueKind.FAILED, CueKind.MIXED, CueKind.WORKED)


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence that tells of a practice, and how strongly."""

    sentence: range
    concepts: tuple[ConceptFinding, ...]  # named in the sentence
    is_way: bool  # it speaks of the way of working
    gain: float


def find_practices(
    page: Page, concepts: Sequence[ConceptFinding], places: Sequence[PlaceFinding]
) -> Iterator[PracticeFinding]:
    """At most one practice of each announcement, in the order of the text; none where the page names no theme."""
    if _best(concepts, "themes") is None:
        return
    best: dict[int, _Told] = {}
    for told in _told(page, concepts):
        start, _ = page.characters(told.sentence.start, told.sentence.stop)
        part = sum(part.start <= start for part in page.document.parts)
        if told.gain >= _ENOUGH and (part not in best or told.gain > best[part].gain):
            best[part] = told
    yield from (_finding(page, told, concepts, places) for _, told in sorted(best.items()))


def _told(page: Page, concepts: Sequence[ConceptFinding]) -> Iterator[_Told]:
    """Every sentence but headlines, with what it gains."""
    by_sentence = _by_sentence(page, concepts)
    ways = _ways_of_working(page)
    for sentence in page.wording.sentences:
        start, end = page.characters(sentence.start, sentence.stop)
        if not page.is_in_title(start) and not page.text[start:end].isupper():
            named = tuple(by_sentence.get(sentence.start, ()))
            is_way = not ways["how"].isdisjoint(sentence)
            yield _Told(sentence, named, is_way, _gain(page, sentence, named, ways))


def _gain(page: Page, sentence: range, named: Sequence[ConceptFinding], ways: Mapping[str, frozenset[int]]) -> float:
    start, end = page.characters(sentence.start, sentence.stop)
    carriers = page.cues(CueKind.HEAD_OF_PRACTICE)
    shown = {
        "opens with its carrier": _opening_carrier(page, sentence) is not None,
        "names a carrier": not carriers.keys().isdisjoint(sentence),
        "tells what was done": not page.cues(CueKind.DOING).keys().isdisjoint(sentence),
        "names an approach of the page": any(c.scheme == "approaches" and c.confidence >= ABOUT for c in named),
        "is a habit": not ways["habit"].isdisjoint(sentence),
        "speaks of the way of working": not ways["how"].isdisjoint(sentence),
        "has a colon": ":" in page.text[start:end],
        "is in the lead": start < _LEAD * len(page.text),
        "is late": start > _LATE * len(page.text),
        "has a figure": any(page.wording.words[number].text[0].isdigit() for number in sentence),
    }
    capitals = sum(page.wording.words[number].is_capital for number in sentence[1:])
    return sum(_GAIN[trait] for trait, holds in shown.items() if holds) + _CAPITAL * min(capitals, _MOST_CAPITALS)


def _opening_carrier(page: Page, sentence: range) -> range | None:
    """The words of a carrier that opens the sentence, its article included."""
    carriers = page.cues(CueKind.HEAD_OF_PRACTICE)
    first = sentence.start + (sentence.start in page.parts("opening"))
    found = carriers.get(sentence.start) or carriers.get(first)
    return range(sentence.start, found.last) if found else None


def _ways_of_working(page: Page) -> Mapping[str, frozenset[int]]:
    """By kind, where words stand that tell a way of working."""
    found = [(match.meaning, match.first) for match in _table(page.lang).find(page.wording)]
    return {kind: frozenset(first for other, first in found if other == kind) for kind in ("habit", "how")}


@cache
def _table(lang: str) -> PhraseTable[str]:
    """The phrases of `rules/practices.toml` that a language reads with."""
    tables = tomllib.loads(rule_files()["practices.toml"].decode("utf-8"))
    base = language_base(lang)
    like = tomllib.loads(rule_files()["languages.toml"].decode("utf-8"))["like"].get(base, base)
    rows = ((kind, table.get(own, "")) for kind, table in tables.items() for own in {base, like})
    return PhraseTable.of((phrase.strip(), kind) for kind, row in rows for phrase in row.split(",") if phrase.strip())


def _clause(page: Page, sentence: range, is_way: bool) -> tuple[int, int]:
    """Start and end, in characters, of the clause that says it: the first, or what follows "the idea is simple:"."""
    start, end = page.characters(sentence.start, sentence.stop)
    colon = page.text.find(":", start, end)
    if is_way and colon >= 0:
        first = page.wording.word_from(colon)
        return page.characters(first, sentence.stop) if first < sentence.stop else (start, end)
    broken = _CLAUSE_END.search(page.text, start + 1, end)
    last = page.wording.word_from(broken.start()) if broken else sentence.stop
    last = min(max(last, sentence.start + 1), sentence.start + _LONGEST_CLAUSE, sentence.stop)
    return page.characters(sentence.start, last)


def _carrier(page: Page, told: _Told) -> Span | None:
    """Who or what carries the practice, else the words of its approach; None where the sentence names neither."""
    carriers = page.cues(CueKind.HEAD_OF_PRACTICE)
    opening = _opening_carrier(page, told.sentence)
    named = next((carriers[number] for number in told.sentence if number in carriers), None)
    words = opening or (range(named.first, named.last) if named else None)
    if words is None:
        return _best(told.concepts, "approaches")
    start, end = page.characters(words.start, words.stop)
    return Span(start=start, end=end, method=_METHOD, confidence=0.6)


def _by_sentence(page: Page, concepts: Sequence[ConceptFinding]) -> dict[int, list[ConceptFinding]]:
    found: dict[int, list[ConceptFinding]] = {}
    for concept in concepts:
        sentence = page.wording.sentence_at(page.wording.word_from(concept.start))
        found.setdefault(sentence.start, []).append(concept)
    return found


def _best(concepts: Sequence[ConceptFinding], scheme: str) -> ConceptFinding | None:
    return max((c for c in concepts if c.scheme == scheme), key=lambda c: (c.confidence, -c.start), default=None)


def _finding(
    page: Page, told: _Told, concepts: Sequence[ConceptFinding], places: Sequence[PlaceFinding]
) -> PracticeFinding:
    """The practice with its context: what its own sentence does not name is what the page is about."""
    theme = _best(told.concepts, "themes") or _best(concepts, "themes")
    approach = _best(told.concepts, "approaches") or _best(concepts, "approaches")
    start, end = _clause(page, told.sentence, told.is_way)
    return PracticeFinding(
        start=start,
        end=end,
        method=_METHOD,
        confidence=round(min(0.9, 0.4 + 0.07 * told.gain), 3),
        approach=approach.notation if approach else None,
        theme=theme.notation if theme else None,
        target_groups=tuple(dict.fromkeys(c.notation for c in told.concepts if c.scheme == "target-groups")),
        geonames_ids=_places(page, told.sentence, places),
        outcome=_outcome(page),
        concepts=told.concepts,
        carrier=_carrier(page, told),
    )


def _places(page: Page, sentence: range, places: Sequence[PlaceFinding]) -> tuple[int, ...]:
    """The places of the sentence, else those of the first sentence that names any: the page's headline or lead."""
    spans = [page.characters(sentence.start, sentence.stop)]
    if places:
        spans.append(page.characters_of_sentence(page.wording.word_from(places[0].start)))
    for start, end in spans:
        named = [place.geonames_id for place in places if start <= place.start < end]
        if named:
            return tuple(dict.fromkeys(named))
    return ()


def _outcome(page: Page) -> str:
    """What the page says came of it: a failure told in the headline or twice outweighs what went well."""
    failed, mixed, worked = (list(page.cues(kind)) for kind in _OUTCOMES)
    in_title = [position for position in failed if page.is_in_title(page.wording.words[position].start)]
    if in_title or len(failed) > max(1, len(worked)):
        return "did-not-work"
    if mixed and worked and failed:
        return "mixed"
    return "worked" if worked else "unknown"
