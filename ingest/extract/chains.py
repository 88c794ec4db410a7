"""Names that stand side by side in a sentence, joined by *and* or commas: what is said of one is said of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from graph.records import ThingType
from ingest.extract.page import Page
from ingest.extract.rules import CueKind, OrganisationHead, TitleHead
from ingest.finding import NameFinding, Span

# The cues that give a part to a name.
PARTS = (CueKind.COORDINATOR, CueKind.PARTNER, CueKind.FUNDER, CueKind.GIVES, CueKind.RECEIVES, CueKind.WITHIN)
_OWNED = 4  # words between a programme and those it belongs to
_JOINED = 8  # words between two names of a chain
_LIST = 12  # words looked back for the preposition that opens a list
_OF_HEAD = 3  # words between "a project" and the one it is of
_GENITIVE = 8  # characters between an undertaking and the one it is of
_CLOSE = frozenset(" \u00a0'’„“”\"«»-\n")
_LISTED = _CLOSE | frozenset(",()")
_STOPS = frozenset(".;:()|\n")


@dataclass(frozen=True, slots=True)
class Chain:
    """Names side by side; `first` to `last` (exclusive) count words. `opener` is the preposition in front of them."""

    names: tuple[NameFinding, ...]
    first: int
    last: int
    opener: CueKind | None


def chains_in(page: Page, sentence: range, names: Sequence[NameFinding], places: Sequence[Span]) -> list[Chain]:
    """The chains of organisations and of programmes among the names of a sentence, in order; those that only own a
    programme are none.
    """
    acting = _acting(page, names)
    owners = [name for name in names if name.type is ThingType.ORGANISATION and name not in acting]
    groups: list[list[NameFinding]] = []
    for name in acting:
        if groups and groups[-1][-1].type is name.type and is_joined(page, groups[-1][-1], name, places):
            groups[-1].append(name)
        else:
            groups.append([name])
    return [_chain(page, sentence, group, [*places, *owners]) for group in groups]


def may_lead(page: Page, sentence: range, chain: Chain, undertaking: Span | None = None) -> bool:
    """Whether a chain without a cue may stand for the one who acts: no preposition stands before it, or it stands
    right behind the undertaking, or the word for one, that it is said to be of.
    """
    first = chain.first - 1
    if _is_whose(page, sentence, chain):
        return True
    if undertaking is not None and chain.opener is not CueKind.ALONGSIDE:
        gap = page.text[undertaking.end : chain.names[0].start]
        if 0 < len(gap) <= _GENITIVE and not set(gap) & _STOPS:
            return True
    while first >= sentence.start and first in page.cues(CueKind.ARTICLE) and page.wording.is_joined(first):
        first -= 1
    is_apart = first < sentence.start or not page.wording.is_joined(first)
    return chain.opener is None and (is_apart or page.wording.words[first].folded not in page.joining.all)


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
        return is_joined(page, owned, body, ())
    ands = any(position in page.parts("and") for position in between)
    is_told = "," not in gap or any(position in page.matches(TitleHead) for position in between)
    return is_told and not ands


def _between(page: Page, one: Span, other: Span) -> range:
    return range(page.wording.word_from(one.end), page.wording.word_from(other.start))


def _is_plain(gap: str) -> bool:
    return not set(gap) & set(",.;:()|\n")


def _speaks(page: Page, between: range) -> bool:
    """Whether a word between two names says what part one of them has."""
    kinds = (*(kind for kind in PARTS if kind is not CueKind.WITHIN), CueKind.ALONGSIDE)
    return any(position in page.cues(kind) for kind in kinds for position in between)


def _chain(page: Page, sentence: range, group: Sequence[NameFinding], places: Sequence[Span]) -> Chain:
    first, last = page.wording.word_from(group[0].start), page.wording.word_from(group[-1].end)
    return Chain(tuple(group), first, last, _opener(page, sentence, first, places))


def _opener(page: Page, sentence: range, first: int, passed: Sequence[Span]) -> CueKind | None:
    """The preposition before a chain, articles and words for what it names in between.

    *With* opens a whole list, of which not every name need be known: "with Hope in Vranje and the Women's Initiative".
    `passed` are places, and owners of programmes.
    """
    heads, organisations = page.matches(TitleHead), page.matches(OrganisationHead)
    may_be_by = may_be_with = True
    for position in range(first - 1, max(sentence.start, first - _LIST) - 1, -1):
        gap = set(page.wording.gap(position))
        may_be_by = may_be_by and gap <= _CLOSE
        if not gap <= _LISTED:
            return None
        if may_be_by and _opens(page, CueKind.AGENT, position):
            return CueKind.AGENT
        if may_be_with and _opens(page, CueKind.ALONGSIDE, position):
            return CueKind.ALONGSIDE
        if position in page.cues(CueKind.ARTICLE) or position in heads or position in organisations:
            continue
        if _is_inside(page, position, passed):
            continue
        word = page.wording.words[position]
        is_noun = word.text.islower() and word.folded not in page.joining.all and position == first - 1
        is_before_place = word.folded in page.joining.all and _is_inside(page, position + 1, passed)
        may_be_by = may_be_by and is_noun
        may_be_with = may_be_with and (word.is_capital or position in page.parts("and") or is_before_place)
        if not (may_be_by or may_be_with):
            return None
    return None


def _opens(page: Page, kind: CueKind, position: int) -> bool:
    """Whether a preposition of this kind ends with a word."""
    cues = page.cues(kind)
    match = cues.get(position) or cues.get(position - 1)
    return match is not None and match.last == position + 1 and match.meaning.side == "behind"


def is_joined(page: Page, one: Span, other: Span, places: Sequence[Span]) -> bool:
    """Whether only *and*, commas, articles, words for bodies and seats stand between two names."""
    gap = page.text[one.end : other.start]
    if set(gap) & set(".;:|\n") and gap.strip() != ".":
        return False
    between = _between(page, one, other)
    if len(between) > _JOINED:
        return False
    located = [position for position in between if _is_inside(page, position, places)]
    is_listed = "," in gap or any(position in page.parts("and") for position in between)
    stops = (*PARTS, CueKind.ALONGSIDE)
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


def is_listed(page: Page, before: Chain, chain: Chain) -> bool:
    gap = page.text[before.names[-1].end : chain.names[0].start]
    return "," in gap or any(position in page.parts("and") for position in range(before.last, chain.first))


def _names_body(page: Page, position: int) -> bool:
    return position in page.matches(OrganisationHead) or position in page.parts("and") or position in page.parts("of")


def _is_inside(page: Page, position: int, spans: Sequence[Span]) -> bool:
    word = page.wording.words[position]
    return any(span.start <= word.start and word.end <= span.end for span in spans)


def _is_whose(page: Page, sentence: range, chain: Chain) -> bool:
    """Whether "a project of" stands before the chain."""
    heads = page.matches(TitleHead)
    for position in range(chain.first - 1, max(sentence.start, chain.first - 1 - _OF_HEAD) - 1, -1):
        if not page.wording.is_joined(position):
            return False
        if position in heads and heads[position].meaning.type is ThingType.PROJECT:
            return position < chain.first - 1
        is_of = position in page.cues(CueKind.AGENT) or position in page.parts("of")
        if not (is_of or position in page.cues(CueKind.ARTICLE)) or position in page.cues(CueKind.ALONGSIDE):
            return False
    return False
