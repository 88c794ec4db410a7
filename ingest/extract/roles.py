"""Which part a body or programme has in an undertaking: what the cue words of a sentence say of the names in it.

Where several lead, the first does and the others take part.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.records import Property, ThingType
from ingest.extract.chains import PARTS, Chain, chains_in
from ingest.extract.claims import claims_in, stops_between
from ingest.extract.page import Page
from ingest.extract.phrases import Match
from ingest.extract.rules import Cue, CueKind, paying_programmes
from ingest.finding import NameFinding, Span

_LABEL = 4  # words of a label in front of its colon
_PROPERTIES = {
    CueKind.COORDINATOR: Property.COORDINATOR,
    CueKind.RECEIVES: Property.COORDINATOR,
    CueKind.PARTNER: Property.PARTNER,
    CueKind.ALONGSIDE: Property.PARTNER,
    CueKind.FUNDER: Property.FUNDER,
    CueKind.WITHIN: Property.PART_OF,
}


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
    chains = chains_in(page, sentence, names, places)
    label = label_of(page, sentence)
    named = [(page.wording.word_from(name.start), page.wording.word_from(name.end)) for name in names]
    cues = [cue for cue in _cues(page, sentence) if not any(first <= cue.first < last for first, last in named)]
    claims = {i: (label, 0) for i in range(len(chains))} if label else claims_in(page, chains, cues, sums)
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
    found = [page.cues(kind) for kind in PARTS]
    return [matches[position] for position in sentence for matches in found if position in matches]


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


def _is_paid(page: Page, chains: Sequence[Chain], chain: Chain, sums: Sequence[Span]) -> bool:
    """Whether the chain is the one that a sum of the sentence stands nearest to."""
    for money in sums:
        first, last = page.wording.word_from(money.start), page.wording.word_from(money.end)
        nearest = min(
            chains,
            key=lambda other: max(
                other.first - last + stops_between(page, last, other.first),
                first - other.last + stops_between(page, other.last, first),
                0,
            ),
        )
        if nearest is chain:
            return True
    return False
