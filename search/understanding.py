"""What a question means: types, concepts, places, period, exclusions, and the words that remain. Deterministic.

Known names come from `graph` (labels, gazetteer, dates), the ways of asking from `wording.py`; no language model.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from graph.labels import LabelMatcher
from graph.periods import find_periods
from graph.places import Gazetteer
from graph.registers import key_of
from ontology.scheme import ConceptScheme
from search.names import Names
from search.placing import Placing
from search.plan import ConceptAsked, Exclusion, OrganisationAsked, PeriodAsked, PlaceAsked, QueryPlan, Span, TypeAsked
from search.reading import Reading
from search.wording import Words, wording

SLOTS: Final[Mapping[str, str]] = {"themes": "theme", "approaches": "approach", "target-groups": "target_group"}
_YEARS = range(1950, 2100)  # what a number of four digits alone means

_Mention: TypeAlias = TypeAsked | ConceptAsked | PlaceAsked


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A thing of the release as a question may name it."""

    iri: str
    type: str
    label: str


ThingAt: TypeAlias = Callable[[int], NamedThing]


class Understanding:
    """Reads questions; remembers nothing of them."""

    def __init__(self, scheme: ConceptScheme, matcher: LabelMatcher, gazetteer: Gazetteer, base: str) -> None:
        self._scheme = scheme
        self._matcher = matcher
        self._placing = Placing(gazetteer, base)

    def plan(self, reading: Reading, names: Names | None = None, thing_at: ThingAt | None = None) -> QueryPlan:
        """The plan of a question, without SPARQL; `names` and `thing_at` know the things of a release."""
        failed = _failed(reading)
        period = _period(reading)
        named = _named(reading, names, thing_at) if names and thing_at else []
        mentions: list[_Mention] = [*self._placing.places(reading), *self._concepts(reading)]
        mentions += _types(reading, wording().types)
        excluded = _excluded(reading, mentions)
        kept = [mention for mention in mentions if mention not in excluded]
        organisations = tuple(OrganisationAsked(t.iri, t.label, span) for t, span in named if t.type == "organisation")
        places = [each for each in kept if isinstance(each, PlaceAsked)]
        concepts = [each for each in kept if isinstance(each, ConceptAsked)]
        types = [each for each in kept if isinstance(each, TypeAsked)] or _types(reading, wording().asking)[:1]
        return QueryPlan(
            query=reading.text,
            language=reading.lang,
            types=tuple(each for i, each in enumerate(types) if each.value not in [t.value for t in types[:i]]),
            themes=tuple(each for each in concepts if each.scheme == "themes"),
            approaches=tuple(each for each in concepts if each.scheme == "approaches"),
            target_groups=tuple(each for each in concepts if each.scheme == "target-groups"),
            organisations=organisations,
            places=self._placing.innermost(places),
            period=period,
            excluded=(*failed, *(_exclusion(mention) for mention in excluded)),
            named=tuple(dict.fromkeys(thing.iri for thing, _ in named)),
            remaining_text=reading.remaining(),
            content_words=reading.remaining(
                [*(e.span for e in concepts), *(e.span for e in places), *(e.span for e in organisations)]
            ),
        )

    def _concepts(self, reading: Reading) -> list[ConceptAsked]:
        """Each scheme by itself: *school mediators* may name a theme, an approach and a group with the same words."""
        found: dict[str, ConceptAsked] = {}
        free = [m for m in self._matcher.find(reading.text, reading.lang) if reading.is_free((m.start, m.end))]
        for mention in sorted(free, key=lambda m: (m.start - m.end, -m.score, m.concept.iri)):
            concept = mention.concept
            key = f"{concept.scheme}/{concept.notation}"
            if concept.scheme in SLOTS and key not in wording().people_concepts and key not in found:
                label, span = self._scheme.label(concept, reading.ui).text, (mention.start, mention.end)
                found[key] = ConceptAsked(concept.scheme, concept.notation, concept.iri, label, span, mention.score)
        for each in found.values():
            reading.taken.update(reading.covered(each.span))
        return sorted(found.values(), key=lambda each: (each.span, each.key))


def _failed(reading: Reading) -> list[Exclusion]:
    for wanted in wording().failed:
        for first in range(len(reading.folded) - len(wanted) + 1):
            if tuple(reading.folded[first : first + len(wanted)]) == wanted:
                span = reading.span(first, first + len(wanted))
                reading.take(span)
                return [Exclusion("outcome", "worked", "worked", span)]
    return []


def _period(reading: Reading) -> PeriodAsked | None:
    for mention in find_periods(reading.text, reading.lang):
        if reading.take((mention.start, mention.end)):
            begins, ends = mention.begins, mention.ends
            span = (mention.start, mention.end)
            return PeriodAsked(begins.text if begins else None, ends.text if ends else None, span)
    for token in reading.tokens:
        span = (token.start, token.end)
        is_year = len(token.text) == 4 and token.text.isascii() and token.text.isdigit() and int(token.text) in _YEARS
        if is_year and reading.take(span):
            return PeriodAsked(token.text, token.text, span)
    return None


def _named(reading: Reading, names: Names, thing_at: ThingAt) -> list[tuple[NamedThing, Span]]:
    """Things called by their whole name. An organisation explains its words; those of others stay to be searched."""
    found = []
    for mention in names.find(reading.tokens):
        if mention.last - mention.first == 1 and reading.folded[mention.first] in wording().people:
            continue
        thing, span = thing_at(mention.row), reading.span(mention.first, mention.last)
        if thing.type == "place":
            continue  # the gazetteer knows places better: what lies in them, and their other names
        if thing.type == "organisation":
            reading.taken.update(reading.covered(span))
        found.append((thing, span))
    return found


def _types(reading: Reading, listing: Mapping[str, Words]) -> list[TypeAsked]:
    found = []
    for i, word in enumerate(reading.folded):
        value = next((value for value, words in listing.items() if word in words), None)
        if value and i not in reading.taken:
            reading.taken.add(i)
            found.append(TypeAsked(value, reading.span(i, i + 1)))
    return found


def _excluded(reading: Reading, mentions: Sequence[_Mention]) -> list[_Mention]:
    """What stands just behind a word that excludes, and what *and* or *or* ties to it."""
    found: list[_Mention] = []
    starts = sorted(mentions, key=lambda mention: mention.span)
    for cue in reading.excluding():
        reach, edge = wording().reach, cue
        for mention in starts:
            words = reading.covered(mention.span)
            between = reading.folded[edge + 1 : words[0]]
            if words[0] <= edge or len(between) > reach or (edge != cue and not _joins(between)):
                continue
            found.append(mention)
            edge = words[-1]
    return found


def _joins(between: Sequence[str]) -> bool:
    return all(word in wording().joining for word in between)


def _exclusion(mention: _Mention) -> Exclusion:
    match mention:
        case TypeAsked(value, span):
            return Exclusion("type", value, value, span)
        case PlaceAsked():
            value = mention.country if mention.kind == "country" else key_of(mention.geonames)
            return Exclusion("place", value, mention.iri, mention.span)
        case ConceptAsked():
            return Exclusion(SLOTS[mention.scheme], mention.notation, mention.key, mention.span)
