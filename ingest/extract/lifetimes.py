"""When a project began and ended: the period of a sentence that speaks of it, or a date beside *began* or *ended*."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.periods import PeriodMention
from graph.records import ThingType
from ingest.extract.dates import find_dates
from ingest.extract.page import Page
from ingest.extract.rules import CueKind, TitleHead
from ingest.finding import DateFinding, NameFinding

_REACH = 5  # words between *began* and its date
_BEHIND = 2  # words that a cue behind its date counts as farther away than one in front
_EDGES = {CueKind.BEGINS: "start", CueKind.ENDS: "end"}


def with_lifetimes(page: Page, periods: Sequence[PeriodMention], names: Sequence[NameFinding]) -> Iterator[DateFinding]:
    """The dates of the text; those that say when a project of the page began or ended are marked.

    The years behind the name of a programme are the programme's ("EEA Grants 2014–2021"): no edge of a project.
    """
    told = _telling(page, names)
    programmes = {page.wording.word_from(n.end) for n in names if n.type is ThingType.PROGRAMME}
    for period in periods:
        first = page.wording.word_from(period.start)
        is_told = page.wording.sentence_at(first).start in told
        for found in find_dates((period,)):
            if first in programmes and found.role != "on":
                yield replace(found, role="on")
            elif found.role != "on":
                yield replace(found, is_of_project=is_told)
            else:
                edge = _edge(page, period) if is_told else None
                yield replace(found, role=edge, is_of_project=True) if edge else found


def _telling(page: Page, names: Sequence[NameFinding]) -> frozenset[int]:
    """Where the sentences begin that name a project, or say "the project"."""
    words = [page.wording.word_from(name.start) for name in names if name.type is ThingType.PROJECT]
    if words:
        heads = page.matches(TitleHead).items()
        words += [first for first, head in heads if head.meaning.type is not ThingType.EVENT]
    return frozenset(page.wording.sentence_at(word).start for word in words)


def _edge(page: Page, period: PeriodMention) -> str | None:
    """The edge that the nearest cue of the sentence makes of a single date."""
    first, last = page.wording.word_from(period.start), page.wording.word_from(period.end)
    sentence = page.wording.sentence_at(first)
    options = []
    for kind, edge in _EDGES.items():
        cues = page.cues(kind)
        for position in range(max(sentence.start, first - _REACH - 2), min(sentence.stop, last + _REACH)):
            cue = cues.get(position)
            if cue is not None and cue.last <= first:
                options.append((first - cue.last, edge))
            elif cue is not None and cue.first >= last:
                options.append((cue.first - last + _BEHIND, edge))
    distance, edge = min(options, default=(_REACH + 1, ""))
    return edge if distance <= _REACH else None
