"""Which part a body or programme has in an undertaking: what the cue words of a sentence say of the names in it.

Names joined by *and* or commas are one chain and share a part. Each cue speaks of one chain, the one it stands
closest to; where several lead, the first does and the others take part.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from graph.records import Property, ThingType
from ingest.extract.page import Page
from ingest.extract.phrases import Match
from ingest.extract.rules import Cue, CueKind, OrganisationHead, TitleHead, paying_programmes
from ingest.finding import NameFinding, Span

_REACH = 14  # words between a cue and the chain it speaks of
_BEHIND = 2  # words that a cue behind the chain counts as farther away than one in front
_OBLIQUE = {CueKind.AGENT: 3, CueKind.ALONGSIDE: 8}  # the same where a preposition stands before the chain
_PAST = 2  # the same for each chain between: "by the Bridge Association with the City of Duisburg carried out"
_BY = 5  # words that a cue counts as nearer when *by* or *from* stands before the chain
_OWNED = 4  # words between a programme and those it belongs to
_JOINED = 8  # words between two names of a chain
_CONTINUED = 10  # words between two chains of one list
_LIST = 12  # words looked back for the preposition that opens a list
_CLOSE = frozenset(" \u00a0'’„“”\"«»-\n")
_LISTED = _CLOSE | frozenset(",()")
_GENITIVE = 8  # characters between an undertaking and the one it is of
_STOPS = frozenset(".;:()|\n")
_STOPS_AS_WORDS = {",": 2, ":": 3, ";": 8}
_LABEL = 4  # words of a label in front of its colon
_PARTS = (CueKind.COORDINATOR, CueKind.PARTNER, CueKind.FUNDER, CueKind.GIVES, CueKind.RECEIVES, CueKind.WITHIN)
_OF_PROGRAMMES = (CueKind.FUNDER, CueKind.GIVES, CueKind.WITHIN)
_PROPERTIES = {
    CueKind.COORDINATOR: Property.COORDINATOR,
    CueKind.RECEIVES: Property.COORDINATOR,
    CueKind.PARTNER: Property.PARTNER,
    CueKind.ALONGSIDE: Property.PARTNER,
    CueKind.FUNDER: Property.FUNDER,
    CueKind.WITHIN: Property.PART_OF,
}


@dataclass(frozen=True, slots=True)
class Chain:
    """Names side by side; `first` to `last` (exclusive) count words. `opener` is the preposition in front of them."""

    names: tuple[NameFinding, ...]
    first: int
    last: int
    opener: CueKind | None


@dataclass(frozen=True, slots=True)
class Role:
    """The part of one name; `cue` says it, `distance` words away."""

    name: NameFinding
    property: Property
    cue: Match[Cue]
    distance: int
    is_giving: bool  # told as what somebody gives


@dataclass(frozen=True, slots=True)
class Parts:
    """What a sentence says: the roles, the chains of bodies, and those of them of which it says none."""

    roles: tuple[Role, ...]
    chains: tuple[Chain, ...]
    silent: tuple[Chain, ...]


def parts_in(
    page: Page, sentence: range, names: Sequence[NameFinding], places: Sequence[Span], sums: Sequence[Span]
) -> Parts:
    """The parts that a sentence gives to the organisations and programmes in it."""
    chains = _chains(page, sentence, _acting(page, names), places)
    label = label_of(page, sentence)
    named = [(page.wording.word_from(name.start), page.wording.word_from(name.end)) for name in names]
    cues = [cue for cue in _cues(page, sentence) if not any(first <= cue.first < last for first, last in named)]
    claims = {i: (label, 0) for i in range(len(chains))} if label else _claims(page, chains, cues)
    told = [list(_roles_of(page, chains, c, claims[i], sums)) if i in claims else [] for i, c in enumerate(chains)]
    bodies = [(chain, said) for chain, said in zip(chains, told, strict=True) if _is_body(chain)]
    return Parts(
        tuple(role for said in told for role in said),
        tuple(chain for chain, _ in bodies),
        tuple(chain for chain, said in bodies if not said),
    )


def _is_body(chain: Chain) -> bool:
    return chain.names[0].type is ThingType.ORGANISATION


def label_of(page: Page, sentence: range) -> Match[Cue] | None:
    """The cue of a line "Partners: …" or "Partner | …": what it says holds for all names of the line."""
    for position in range(sentence.start, min(sentence.start + _LABEL, sentence.stop)):
        gap = page.wording.gap(position).strip()
        if gap[:1] in (":", "|"):
            found = [cue for cue in _cues(page, range(sentence.start, position + 1)) if cue.last <= position + 1]
            known = [cue for cue in found if cue.meaning.kind in (*_PROPERTIES,)]
            return known[0] if known else None
        if gap and gap not in ("-", "(", ")", "/"):
            return None
    return None


def label_alone(page: Page, sentence: range) -> Match[Cue] | None:
    """The cue that a short line consists of, which speaks of the lines below it."""
    if len(sentence) > _LABEL:
        return None
    kinds = (CueKind.COORDINATOR, CueKind.PARTNER, CueKind.FUNDER)
    return next((cue for cue in _cues(page, sentence) if cue.meaning.kind in kinds), None)


def said_of(name: NameFinding, cue: Match[Cue], distance: int = 0) -> Role | None:
    """The part that a label gives to a name."""
    part = _PROPERTIES.get(cue.meaning.kind)
    return Role(name, part, cue, distance, is_giving=False) if part else None


def _cues(page: Page, sentence: range) -> list[Match[Cue]]:
    found = [page.cues(kind) for kind in _PARTS]
    return [matches[position] for position in sentence for matches in found if position in matches]


def _acting(page: Page, names: Sequence[NameFinding]) -> list[NameFinding]:
    """The organisations and programmes without those that only own a programme: "the European Union programme CERV"."""
    bodies = [n for n in names if n.type in (ThingType.ORGANISATION, ThingType.PROGRAMME)]
    acting: list[NameFinding] = []
    owned_by: NameFinding | None = None  # the last name of "the programme of A and B"
    for name, following in zip_longest(bodies, bodies[1:]):
        if name.type is ThingType.PROGRAMME:
            owned_by = name
        elif following and following.type is ThingType.PROGRAMME and _leads_to(page, name, following):
            continue
        elif owned_by is not None and _belongs_to(page, owned_by, name):
            owned_by = name
            continue
        else:
            owned_by = None
        acting.append(name)
    return acting


def _leads_to(page: Page, body: Span, programme: Span) -> bool:
    """Whether a body stands before a programme as its owner, *programme* or *under the* at most between."""
    between = _between(page, body, programme)
    if len(between) > _OWNED or not _is_plain(page.text[body.end : programme.start]):
        return False
    heads, within = page.matches(TitleHead), page.cues(CueKind.WITHIN)
    is_said = any(position in heads or position in within for position in between)
    return (is_said or not between) and not _speaks(page, between)


def _belongs_to(page: Page, owned: Span, body: Span) -> bool:
    """Whether a body stands behind a programme, or another owner of it, as its owner."""
    between, gap = _between(page, owned, body), page.text[owned.end : body.start]
    if len(between) > _OWNED or not _is_plain(gap.replace(",", "")) or _speaks(page, between):
        return False
    is_another = isinstance(owned, NameFinding) and owned.type is ThingType.ORGANISATION
    if is_another:
        return _is_joined(page, owned, body, ())
    ands = any(position in page.parts("and") for position in between)
    is_told = "," not in gap or any(position in page.matches(TitleHead) for position in between)
    return is_told and not ands


def _between(page: Page, one: Span, other: Span) -> range:
    return range(page.wording.word_from(one.end), page.wording.word_from(other.start))


def _is_plain(gap: str) -> bool:
    return not set(gap) & set(",.;:()|\n")


def _speaks(page: Page, between: range) -> bool:
    """Whether a word between two names says what part one of them has."""
    kinds = (*(kind for kind in _PARTS if kind is not CueKind.WITHIN), CueKind.ALONGSIDE)
    return any(position in page.cues(kind) for kind in kinds for position in between)


def _chains(page: Page, sentence: range, names: Sequence[NameFinding], places: Sequence[Span]) -> list[Chain]:
    groups: list[list[NameFinding]] = []
    for name in names:
        if groups and _is_joined(page, groups[-1][-1], name, places) and groups[-1][-1].type is name.type:
            groups[-1].append(name)
        else:
            groups.append([name])
    return [_chain(page, sentence, group, places) for group in groups]


def _chain(page: Page, sentence: range, group: Sequence[NameFinding], places: Sequence[Span]) -> Chain:
    first, last = page.wording.word_from(group[0].start), page.wording.word_from(group[-1].end)
    return Chain(tuple(group), first, last, _opener(page, sentence, first, places))


def _opener(page: Page, sentence: range, first: int, places: Sequence[Span]) -> CueKind | None:
    """The preposition before a chain, articles and words for what it names in between.

    *With* opens a whole list, of which not every name need be known: "with Hope in Vranje and the Women's Initiative".
    """
    heads, organisations = page.matches(TitleHead), page.matches(OrganisationHead)
    may_be_by = True
    for position in range(first - 1, max(sentence.start, first - _LIST) - 1, -1):
        gap = page.wording.gap(position)
        may_be_by = may_be_by and set(gap) <= _CLOSE
        if not set(gap) <= _LISTED:
            return None
        for kind in (CueKind.AGENT, CueKind.ALONGSIDE):
            if _opens(page, kind, position) and (may_be_by or kind is CueKind.ALONGSIDE):
                return kind
        if position in page.cues(CueKind.ARTICLE) or position in heads or position in organisations:
            continue
        word = page.wording.words[position]
        is_noun = word.text.islower() and word.folded not in page.joining.all
        may_be_by = may_be_by and is_noun and position == first - 1
        is_of_list = word.is_capital or position in page.parts("and") or _is_inside(page, position, places)
        if not (is_of_list or may_be_by):
            return None
    return None


def _opens(page: Page, kind: CueKind, position: int) -> bool:
    """Whether a preposition of this kind ends with a word."""
    cues = page.cues(kind)
    match = cues.get(position) or cues.get(position - 1)
    return match is not None and match.last == position + 1 and match.meaning.side == "behind"


def _is_joined(page: Page, one: Span, other: Span, places: Sequence[Span]) -> bool:
    """Whether only *and*, commas, articles, words for bodies and seats stand between two names."""
    gap = page.text[one.end : other.start]
    if set(gap) & set(".;:|\n") and gap.strip() != ".":
        return False
    between = _between(page, one, other)
    if len(between) > _JOINED:
        return False
    located = [position for position in between if _is_inside(page, position, places)]
    is_listed = "," in gap or any(position in page.parts("and") for position in between)
    stops = (*_PARTS, CueKind.ALONGSIDE)
    seats = page.cues(CueKind.SEAT) if located else {}
    return is_listed and all(
        position in located
        or position in seats
        or (
            (page.wording.words[position].folded in page.joining.all or _names_body(page, position))
            and not any(position in page.cues(kind) for kind in stops)
            and position not in page.cues(CueKind.AGENT)
        )
        for position in between
    )


def _names_body(page: Page, position: int) -> bool:
    return position in page.matches(OrganisationHead) or position in page.parts("and") or position in page.parts("of")


def _is_inside(page: Page, position: int, spans: Sequence[Span]) -> bool:
    word = page.wording.words[position]
    return any(span.start <= word.start and word.end <= span.end for span in spans)


def _claims(page: Page, chains: Sequence[Chain], cues: Sequence[Match[Cue]]) -> Mapping[int, tuple[Match[Cue], int]]:
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
    for index in range(1, len(chains)):
        before = claims.get(index - 1)
        if index not in claims and before is not None:
            inherited = _inherited(page, chains[index - 1], chains[index], before, cues)
            if inherited:
                claims[index] = inherited
    return claims


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
        return max(0, chain.first - cue.last + _stops(page, cue.last, chain.first) - by)
    if cue.meaning.side == "behind":
        return None
    others = sum(chain.last <= other.first and other.last <= cue.first for other in chains)
    oblique = _OBLIQUE.get(chain.opener, 0) if chain.opener else 0
    return cue.first - chain.last + _stops(page, chain.last, cue.first) + _BEHIND + others * _PAST + oblique


def _stops(page: Page, first: int, last: int) -> int:
    """What the stops between two words count, in words."""
    if first >= last:
        return 0
    start, end = page.wording.words[first].start, page.wording.words[last].start
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
    if chain.names[0].type is not before.names[0].type and _is_joined(page, before.names[-1], chain.names[0], ()):
        return claim if kind in _OF_PROGRAMMES else None
    is_near = chain.first - before.last <= _CONTINUED
    if not is_near or any(before.last <= other.first < chain.first for other in cues):
        return None
    if kind is CueKind.FUNDER and chain.opener is CueKind.AGENT:
        return cue, distance
    if (
        kind in (CueKind.PARTNER, CueKind.ALONGSIDE)
        and chain.opener == before.opener
        and _is_listed(page, before, chain)
    ):
        return cue, distance
    return None


def _is_listed(page: Page, before: Chain, chain: Chain) -> bool:
    gap = page.text[before.names[-1].end : chain.names[0].start]
    return "," in gap or any(position in page.parts("and") for position in range(before.last, chain.first))


def _roles_of(
    page: Page, chains: Sequence[Chain], chain: Chain, claim: tuple[Match[Cue], int], sums: Sequence[Span]
) -> Iterator[Role]:
    cue, distance = claim
    is_giving = cue.meaning.kind is CueKind.GIVES
    part = _PROPERTIES.get(cue.meaning.kind)
    if is_giving:
        part = Property.FUNDER if _is_paid(page, chains, chain, sums) else Property.PARTNER
    elif cue.meaning.kind is CueKind.RECEIVES and not sums:
        part = None
    for number, name in enumerate(chain.names):
        own = _of_programme(name, part) if name.type is ThingType.PROGRAMME else part
        if own is Property.COORDINATOR and number > 0:
            own = Property.PARTNER
        if own is not None:
            yield Role(name, own, cue, distance, is_giving)


def _of_programme(programme: NameFinding, part: Property | None) -> Property:
    """A programme pays or is a frame; of a well-known one it is known which."""
    if programme.known_as:
        return Property.FUNDER if programme.known_as in paying_programmes() else Property.PART_OF
    return Property.FUNDER if part is not Property.PART_OF else Property.PART_OF


def may_lead(page: Page, sentence: range, chain: Chain, undertaking: Span | None = None) -> bool:
    """Whether a chain without a cue may stand for the one who acts: no preposition stands before it, or it stands
    right behind the undertaking it is said to be of.
    """
    first = chain.first - 1
    if undertaking is not None and chain.opener is not CueKind.ALONGSIDE:
        gap = page.text[undertaking.end : chain.names[0].start]
        if 0 < len(gap) <= _GENITIVE and not set(gap) & _STOPS:
            return True
    while first >= sentence.start and first in page.cues(CueKind.ARTICLE) and page.wording.is_joined(first):
        first -= 1
    is_apart = first < sentence.start or not page.wording.is_joined(first)
    return chain.opener is None and (is_apart or page.wording.words[first].folded not in page.joining.all)


def _is_paid(page: Page, chains: Sequence[Chain], chain: Chain, sums: Sequence[Span]) -> bool:
    """Whether the chain is the one that a sum of the sentence stands nearest to."""
    for money in sums:
        first, last = page.wording.word_from(money.start), page.wording.word_from(money.end)
        nearest = min(
            chains,
            key=lambda other: max(
                other.first - last + _stops(page, last, other.first),
                first - other.last + _stops(page, other.last, first),
                0,
            ),
        )
        if nearest is chain:
            return True
    return False
