"""Events: a word for a meeting, fair or festival in a sentence that says on which day or in which month it was."""

from collections.abc import Iterator, Mapping

from graph.periods import PeriodMention
from graph.records import ThingType
from ingest.extract.names import capital_run, quotation_after
from ingest.extract.page import Page
from ingest.extract.phrases import Match
from ingest.extract.rules import TitleHead
from ingest.extract.wording import Quotation
from ingest.finding import NameFinding

_METHOD = "rules:events"
_NAMED, _PLAIN = 0.75, 0.55  # confidence with a title and without
_REACH = 3  # words between the head and its title
_SHORTEST = 2  # words of a name without one


def find_events(page: Page, periods: tuple[PeriodMention, ...]) -> Iterator[NameFinding]:
    """At most one event a sentence: without a date of its own a meeting is talk, not an event."""
    dated = _dated_sentences(page, periods)
    told: set[int] = set()
    for head in page.matches(TitleHead).values():
        sentence = page.wording.sentence_at(head.first)
        period = dated.get(sentence.start)
        if head.meaning.type is not ThingType.EVENT or period is None or sentence.start in told:
            continue
        event = _event(page, head, period)
        if event is not None:
            told.add(sentence.start)
            yield event


def _dated_sentences(page: Page, periods: tuple[PeriodMention, ...]) -> Mapping[int, PeriodMention]:
    """By first word of a sentence, the first date in it that names a month at least."""
    dated: dict[int, PeriodMention] = {}
    for period in periods:
        edge = period.begins or period.ends
        if edge is not None and len(edge.text) > len("2015"):
            dated.setdefault(page.wording.sentence_at(page.wording.word_from(period.start)).start, period)
    return dated


def _event(page: Page, head: Match[TitleHead], period: PeriodMention) -> NameFinding | None:
    """The event with its title, or with what else tells it from others; a bare "seminar" is none."""
    quotation: Quotation | None = quotation_after(page, head.last - 1, _REACH)
    last = head.last if quotation else _end_of_name(page, head)
    if quotation is None and last - head.first < _SHORTEST:
        return None
    start, end = page.characters(head.first, last)
    end = quotation.end if quotation else end
    return NameFinding(
        start=start,
        end=end,
        method=_METHOD,
        confidence=_NAMED if quotation else _PLAIN,
        type=ThingType.EVENT,
        name=quotation.inner if quotation else " ".join(page.text[start:end].split()),
        starts=period.begins,
        ends=period.ends,
    )


def _end_of_name(page: Page, head: Match[TitleHead]) -> int:
    """Where the name ends: behind capitals, or behind what the event is for ("days of enrolment")."""
    if not page.wording.is_joined(head.last - 1):
        return head.last
    purpose = head.last + 1
    is_for = head.last in page.parts("link") and page.wording.is_joined(head.last) and purpose < len(page.wording.words)
    if is_for and page.wording.words[purpose].text.islower() and purpose not in page.parts("opening"):
        return purpose + 1
    return max(head.last, capital_run(page, head.last))
