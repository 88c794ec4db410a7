"""Which cue of a sentence speaks of which chain of names: the one it stands closest to; each cue speaks of one."""

from collections.abc import Mapping, Sequence

from graph.records import ThingType
from ingest.extract.chains import Chain, is_joined, is_listed
from ingest.extract.page import Page
from ingest.extract.phrases import Match
from ingest.extract.rules import Cue, CueKind
from ingest.finding import Span

_REACH = 14  # words between a cue and the chain it speaks of
_BEHIND = 2  # words that a cue behind the chain counts as farther away than one in front
_OBLIQUE = {CueKind.AGENT: 3, CueKind.ALONGSIDE: 8}  # the same where a preposition stands before the chain
_PAST = 2  # the same for each chain between: "by the Bridge Association with the City of Duisburg carried out"
_BY = 5  # words that a cue counts as nearer when *by* or *from* stands before the chain
_FROM = 4  # words between a sum and the one it is from
_CONTINUED = 10  # words between two chains of one list
_STOPS_AS_WORDS = {", ": 2, ": ": 3, "; ": 8}
_OF_PROGRAMMES = (CueKind.FUNDER, CueKind.GIVES, CueKind.WITHIN)


def claims_in(
    page: Page, chains: Sequence[Chain], cues: Sequence[Match[Cue]], sums: Sequence[Span]
) -> Mapping[int, tuple[Match[Cue], int]]:
    """By number of the chain the cue that speaks of it and its distance; each cue is given away once, nearest first."""
    options = sorted(
        (distance, index, number)
        for index, chain in enumerate(chains)
        for number, cue in enumerate(cues)
        if (distance := _distance(page, chains, index, cue)) is not None and _may_say(cue, chain)
    )
    claims: dict[int, tuple[Match[Cue], int]] = {}
    spent: set[int] = set()
    for distance, index, number in options:
        if index not in claims and cues[number].first not in spent and distance <= _REACH:
            claims[index] = cues[number], distance
            spent.add(cues[number].first)
    for index, chain in enumerate(chains):
        if index not in claims and (by := _paying(page, chain, sums)):
            claims[index] = by
    for index in range(1, len(chains)):
        before = claims.get(index - 1)
        if index not in claims and before is not None:
            inherited = _inherited(page, chains[index - 1], chains[index], before, cues)
            if inherited:
                claims[index] = inherited
    return claims


def _paying(page: Page, chain: Chain, sums: Sequence[Span]) -> tuple[Match[Cue], int] | None:
    """ "EUR 27,500 from the Active Citizens Fund": the sum and *from* say it."""
    for money in sums:
        first, last = page.wording.word_from(money.start), page.wording.word_from(money.end)
        if chain.opener is CueKind.AGENT and 0 < chain.first - last <= _FROM:
            return Match(first, last, Cue(CueKind.FUNDER)), chain.first - last
    return None


def _may_say(cue: Match[Cue], chain: Chain) -> bool:
    if chain.names[0].type is ThingType.PROGRAMME:
        return cue.meaning.kind in _OF_PROGRAMMES
    return cue.meaning.kind is not CueKind.WITHIN


def _distance(page: Page, chains: Sequence[Chain], index: int, cue: Match[Cue]) -> int | None:
    """Words between a chain and a cue, stops counted in; None where another chain stands between in front or the cue
    looks the other way.
    """
    chain = chains[index]
    if cue.last <= chain.first:
        is_blocked = index > 0 and chains[index - 1].first >= cue.first
        if is_blocked or cue.meaning.side == "before" or cue.meaning.kind is CueKind.RECEIVES:
            return None
        by = _BY if chain.opener is CueKind.AGENT else 0
        return max(0, chain.first - cue.last + stops_between(page, cue.last, chain.first) - by)
    if cue.meaning.side == "behind":
        return None
    others = sum(chain.last <= other.first and other.last <= cue.first for other in chains)
    oblique = _OBLIQUE.get(chain.opener, 0) if chain.opener else 0
    return cue.first - chain.last + stops_between(page, chain.last, cue.first) + _BEHIND + others * _PAST + oblique


def stops_between(page: Page, first: int, last: int) -> int:
    """What the stops in front of the words `first` to `last` (inclusive) count, in words."""
    if first > last or first == 0:
        return 0
    start, end = page.wording.words[first - 1].end, page.wording.words[last].start + 1
    return sum(count * page.text.count(stop, start, end) for stop, count in _STOPS_AS_WORDS.items())


def _inherited(
    page: Page, before: Chain, chain: Chain, claim: tuple[Match[Cue], int], cues: Sequence[Match[Cue]]
) -> tuple[Match[Cue], int] | None:
    """What a chain without a cue of its own takes over: *with* beside one who leads makes partners, *from* beside one
    who pays payers.
    """
    cue, distance = claim
    kind = cue.meaning.kind
    if chain.opener is CueKind.ALONGSIDE and kind in (CueKind.COORDINATOR, CueKind.RECEIVES):
        return Match(cue.first, cue.last, Cue(CueKind.ALONGSIDE)), distance
    if chain.names[0].type is not before.names[0].type and is_joined(page, before.names[-1], chain.names[0], ()):
        return claim if kind in _OF_PROGRAMMES else None
    is_near = chain.first - before.last <= _CONTINUED
    if not is_near or any(before.last <= other.first < chain.first for other in cues):
        return None
    if kind is CueKind.FUNDER and chain.opener is CueKind.AGENT:
        return cue, distance
    if (
        kind in (CueKind.PARTNER, CueKind.ALONGSIDE)
        and chain.opener == before.opener
        and is_listed(page, before, chain)
    ):
        return cue, distance
    return None
