"""Which documents are one page in several languages, and what of them is the same: pure, from what documents state.

A page says so itself (hreflang), or its address does and no figure speaks against it, or its figures are those of
another page. What two versions count differently is kept, and said to disagree.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TypeAlias
from urllib.parse import parse_qsl, urlencode, urlsplit

from graph.identity import Judgement, Verdict
from graph.lemmas import language_base
from graph.records import Property, Thing, ThingType, Value
from ingest.extract.rules import CountedNoun, rules_of
from ingest.extract.wording import Wording

_Key: TypeAlias = Callable[[Thing], str | None]
RULE = "drom:rule-language-versions-1"
# Sure enough to join without a person: the page says it, or the address and the figures do.
_SCORE = 0.95
_LEAST_SHARED, _SHARED = 5, 0.7  # figures in common, and their share of the more of both, without a word of the address
_FITTING = 0.5  # share of the fewer figures that must be in common where only the addresses are alike
_MOST_BEARERS = 30  # documents with the same figure, or of one address pattern, that are compared with one another
_SMALL = 10  # figures below it are on every page
_LANGUAGE_KEYS = frozenset(["lang", "language", "locale", "hl", "l", "lng"])
# Codes as addresses write them; `en-gb` and `sr_latn` begin with one of these.
_CODES: frozenset[str] = frozenset(
    re.findall(
        r"[a-z]+",
        "bg ro en lv lt et sr hr bs sl mk sq tr el gr hu sk cs cz pl de fr es it pt nl fi sv se da dk uk ua ru cnr me "
        "bul rom ron eng lav lit est srp hrv bos slv mkd alb tur ell hun slk ces pol deu ger fra fre spa ita por",
    )
)
_CODE = re.compile(r"([a-z]{2,3})(?:[-_](?:[a-z]{2}|latn|cyrl))?")
_ENDING = re.compile(r"(?<=[a-z0-9])([-_.])([a-z]{2})(?=\.[a-z0-9]{2,5}$|$)")


@dataclass(frozen=True, slots=True)
class Page:
    """What tells of one document whether another says the same."""

    iri: str
    lang: str
    addresses: frozenset[str]  # normalised
    alternates: frozenset[str]  # normalised addresses that it names as its versions
    things: Sequence[Thing]  # undertakings, practices, observations, sums


@dataclass(frozen=True, slots=True)
class Versions:
    """Two documents that are one page in two languages, and what tells."""

    left: Page
    right: Page
    why: str


def versions_among(pages: Iterable[Page]) -> list[Versions]:
    """Each pair of documents in different languages that say the same, once, in the order of their IRIs."""
    kept = sorted(pages, key=lambda page: page.iri)
    figures = {page.iri: figures_of(page.things) for page in kept}
    found: dict[tuple[str, str], Versions] = {}
    for left, right, why in (*_named(kept), *_alike(kept, figures), *_counting_alike(kept, figures)):
        first, second = sorted((left, right), key=lambda page: page.iri)
        if language_base(first.lang) != language_base(second.lang) or _script(first) != _script(second):
            found.setdefault((first.iri, second.iri), Versions(first, second, why))
    return [found[pair] for pair in sorted(found)]


def figures_of(things: Iterable[Thing]) -> frozenset[str]:
    """The numbers and sums that a document states, without the smallest."""
    values = (thing.first(prop) for thing in things for prop in (Property.VALUE, Property.AMOUNT))
    return frozenset(str(value) for value in values if value is not None and float(str(value)) >= _SMALL)


def _script(page: Page) -> str:
    return page.lang.partition("-")[2]


def _named(pages: Sequence[Page]) -> Iterator[tuple[Page, Page, str]]:
    by_address = {address: page for page in pages for address in page.addresses}
    for page in pages:
        for address in sorted(page.alternates):
            other = by_address.get(address)
            if other is not None and other.iri != page.iri:
                yield page, other, "the page names the other as its version in another language"


def _alike(pages: Sequence[Page], figures: Mapping[str, frozenset[str]]) -> Iterator[tuple[Page, Page, str]]:
    """Pages whose addresses differ by a code of a language only, unless their figures differ."""
    blocks: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        for pattern in sorted({_pattern(address) for address in page.addresses} - {None}, key=str):
            blocks[str(pattern)].append(page)
    for block in blocks.values():
        for left, right in combinations(block, 2) if len(block) <= _MOST_BEARERS else ():
            one, other = figures[left.iri], figures[right.iri]
            if len(one & other) >= _FITTING * min(len(one), len(other)):
                yield left, right, "addresses that differ by a language, and the same figures"


def _counting_alike(pages: Sequence[Page], figures: Mapping[str, frozenset[str]]) -> Iterator[tuple[Page, Page, str]]:
    bearers: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        for figure in figures[page.iri]:
            bearers[figure].append(page)
    pairs: dict[tuple[str, str], int] = defaultdict(int)
    by_iri = {page.iri: page for page in pages}
    for block in bearers.values():
        for left, right in combinations(block, 2) if len(block) <= _MOST_BEARERS else ():
            pairs[left.iri, right.iri] += 1
    for (one, other), shared in sorted(pairs.items()):
        most = max(len(figures[one]), len(figures[other]))
        if shared >= _LEAST_SHARED and shared >= _SHARED * most:
            yield by_iri[one], by_iri[other], f"{shared} figures in common"


def _pattern(address: str) -> str | None:
    """An address with a star for the code of its language; None where it has none."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https"):
        return None
    host, path = parts.hostname or "", parts.path
    query = [(key, "*" if key.lower() in _LANGUAGE_KEYS else value) for key, value in parse_qsl(parts.query)]
    is_said = any(value == "*" for _, value in query)
    segments = ["*" if _is_code(segment) else segment for segment in path.split("/")]
    is_said = is_said or "*" in segments
    last, times = _ENDING.subn(lambda m: f"{m[1]}*" if m[2] in _CODES else m[0], segments[-1].lower(), count=1)
    is_said = is_said or (times > 0 and "*" in last)
    first, _, rest = host.partition(".")
    if _is_code(first) and "." in rest:
        host, is_said = f"*.{rest}", True
    return f"{host}{'/'.join([*segments[:-1], last])}?{urlencode(query)}" if is_said else None


def _is_code(text: str) -> bool:
    match = _CODE.fullmatch(text.lower())
    return match is not None and match[1] in _CODES


@dataclass(frozen=True, slots=True)
class Shared:
    """What two versions say of the same: judgements that join their things, and the IRIs of figures that disagree."""

    judgements: tuple[Judgement, ...]
    disagreeing: tuple[tuple[str, str], ...]


def shared_by(versions: Versions) -> Shared:
    """The things of both pages that are one, and the figures that the pages state otherwise.

    An undertaking where each page has one; a practice of the same theme; a figure of the same value and noun. What is
    left over is a disagreement where each page has one such figure: of the same noun, or a sum in the same currency.
    """
    left, right = versions.left.things, versions.right.things
    pairs = [*_pairs(left, right, _undertaking), *_pairs(left, right, _practice), *_pairs(left, right, _figure)]
    joined = {iri for pair in pairs for iri in pair}
    one, other = ([thing for thing in things if thing.iri not in joined] for things in (left, right))
    values = {thing.iri: _value(thing) for thing in (*one, *other)}
    why = f"one page in two languages: {versions.why}"
    return Shared(
        tuple(Judgement(left=a, right=b, verdict=Verdict.SAME, by=RULE, why=why, score=_SCORE) for a, b in pairs),
        tuple((a, b) for a, b in _pairs(one, other, _measure) if values[a] != values[b]),
    )


def _pairs(left: Sequence[Thing], right: Sequence[Thing], key_of: _Key) -> Iterator[tuple[str, str]]:
    """The IRIs of things that alone bear a key on either page."""
    one, other = (_alone(things, key_of) for things in (left, right))
    for key in sorted(one.keys() & other.keys()):
        if one[key] != other[key]:
            yield one[key], other[key]


def _alone(things: Sequence[Thing], key_of: _Key) -> Mapping[str, str]:
    bearers: dict[str, list[str]] = defaultdict(list)
    for thing in things:
        key = key_of(thing)
        if key:
            bearers[key].append(thing.iri)
    return {key: iris[0] for key, iris in bearers.items() if len(iris) == 1}


def _undertaking(thing: Thing) -> str | None:
    return str(thing.type) if thing.type in (ThingType.PROJECT, ThingType.EVENT) else None


def _practice(thing: Thing) -> str | None:
    return f"{thing.type} {thing.first(Property.THEME)}" if thing.type is ThingType.PRACTICE else None


def _figure(thing: Thing) -> str | None:
    """A figure with its qualifier: "over 100" and "100" are told apart, though they are no disagreement."""
    measure = _measure(thing)
    return measure and f"{measure} {thing.first(Property.QUALIFIER)} {_value(thing)}"


def _value(thing: Thing) -> Value | None:
    value = thing.first(Property.VALUE)
    return thing.first(Property.AMOUNT) if value is None else value


def _measure(thing: Thing) -> str | None:
    """What a figure counts, in English; the currency of a sum."""
    if thing.type is ThingType.FUNDING:
        return f"{thing.type} {thing.first(Property.CURRENCY)}"
    if thing.type is not ThingType.OBSERVATION:
        return None
    english = next((unit.text for unit in thing.texts(Property.UNIT) if unit.lang == "en"), None)
    return f"{thing.type} {_lemma(english)}" if english else None


@lru_cache(4096)
def _lemma(unit: str) -> str:
    """The dictionary form of an English noun as a page writes it: *families* is *family*."""
    found = (match.meaning for table in rules_of("en").phrases for match in table.find(Wording(unit)))
    return next((noun.lemma_en for noun in found if isinstance(noun, CountedNoun)), unit)
