"""Names that no rule knows: a conditional random field over the words, beside the rules and never against them.

It is asked only in languages in which it was measured to help (`languages.toml` of the model), and only its surer
half counts: an organisation from the language's threshold on; a person above `_PERSON` makes a name none of ours.
"""

import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from pycrfsuite import Tagger

from graph.lemmas import language_base
from graph.records import ThingType
from ingest.extract.features import Attributes, attributes_of
from ingest.extract.names import Candidate
from ingest.extract.page import Page
from ingest.extract.rules import CountedNoun, OrganisationHead, TitleHead
from ingest.extract.stretches import Stretches
from ingest.finding import STATED, PlaceFinding

METHOD = "recogniser"
MODEL, LANGUAGES = "model.crfsuite", "languages.toml"
_PERSON = 0.8
_APART = frozenset(";:()[]|\n")  # what no name reaches across
_PARTS = ("link", "and", "of", "domain", "opening", "quarter")
_NUMERALS = frozenset("IVXLІХ")  # Roman, in either alphabet


@dataclass(frozen=True, slots=True)
class Recognised:
    """A stretch that the recogniser takes for a name; `kind` is ORG, LOC, PER or MISC."""

    start: int  # characters
    end: int
    kind: str
    confidence: float  # the least probability of its words


class Recogniser:
    """The trained model, opened once; holds no text."""

    @classmethod
    def open(cls) -> "Recogniser":
        """The one that ships with drom."""
        return cls(model_folder())

    def __init__(self, folder: Path) -> None:
        self._tagger = Tagger()
        self._tagger.open(str(folder / MODEL))
        table = tomllib.loads((folder / LANGUAGES).read_text(encoding="utf-8"))
        self._thresholds: Mapping[str, float] = table["organisation"]

    def threshold(self, lang: str) -> float | None:
        """The probability from which an organisation counts; None for a language in which it is not asked."""
        return self._thresholds.get(language_base(lang))

    def names(
        self, page: Page, places: Sequence[PlaceFinding], candidates: Sequence[Candidate]
    ) -> Iterator[Recognised]:
        """The names of the page, however sure, in the order of the text; none of sentences with nothing unknown."""
        known = [(place.start, place.end) for place in places if place.confidence >= STATED]
        spoken = Stretches([*known, *((candidate.start, candidate.end) for candidate in candidates)])
        sentences = [sentence for sentence in page.wording.sentences if _is_asked(page, sentence, spoken)]
        for sentence, rows in zip(sentences, attributes_of(page, sentences, places, candidates), strict=True):
            for first, last, kind, confidence in self._tagged(rows):
                start, end = page.characters(sentence.start + first, sentence.start + last)
                yield Recognised(start, end, kind, confidence)

    def _tagged(self, rows: list[Attributes]) -> Iterator[tuple[int, int, str, float]]:
        tags = self._tagger.tag(rows)
        first = 0
        while first < len(tags):
            last = first + 1
            kind = tags[first][2:]
            while kind and last < len(tags) and tags[last] == f"I-{kind}":
                last += 1
            if kind:
                yield first, last, kind, min(self._tagger.marginal(tags[word], word) for word in range(first, last))
            first = last


def recognised_organisations(found: Sequence[Recognised], page: Page, threshold: float) -> Iterator[Candidate]:
    """The organisations that are sure enough and have a name of their own."""
    for name in found:
        if name.kind == "ORG" and name.confidence >= threshold and _is_name(name, page):
            text = " ".join(page.text[name.start : name.end].split())
            yield Candidate(name.start, name.end, ThingType.ORGANISATION, text, name.confidence, METHOD)


def persons(found: Sequence[Recognised]) -> Stretches:
    """Where persons are named, as far as that is sure: no thing of ours bears their name."""
    return Stretches((name.start, name.end) for name in found if name.kind == "PER" and name.confidence >= _PERSON)


def joined(ruled: Iterable[Candidate], recognised: Iterable[Candidate]) -> list[Candidate]:
    """The names of the rules and those that only the recogniser found, in the order of the text.

    Where both found one the rules know better what it is, and the recogniser how far it reaches: "Croatian" belongs to
    the Croatian Employment Service. A recognised name that reaches over two of the rules is none.
    """
    known = list(ruled)
    starts = sorted(candidate.start for candidate in known)
    single = (c for c in recognised if bisect_left(starts, c.end) - bisect_left(starts, c.start) < 2)
    kept: list[Candidate] = []
    for candidate in sorted([*known, *single], key=lambda c: (c.start, -c.length)):
        before = kept[-1] if kept and kept[-1].end > candidate.start else None
        if before is None:
            kept.append(candidate)
        elif before.method == METHOD:
            kept[-1] = _widened(candidate, before)
    return kept


def _widened(ruled: Candidate, recognised: Candidate) -> Candidate:
    """An organisation of the rules with the bounds of the recognised one around it; every other name as it is."""
    is_around = recognised.end >= ruled.end and ruled.type is ThingType.ORGANISATION and not ruled.known_as
    if not is_around or ruled.method == METHOD:
        return ruled
    return replace(ruled, start=recognised.start, end=recognised.end, name=recognised.name)


def _is_name(name: Recognised, page: Page) -> bool:
    """Whether it is more than heads, joining words and numerals; a single word must stand nowhere in lower case."""
    if not _APART.isdisjoint(page.text[name.start : name.end]):
        return False
    words = range(page.wording.word_from(name.start), page.wording.word_from(name.end))
    own = [position for position in words if not _is_common(page, position)]
    return len(own) > 1 or any(page.wording.words[n].folded not in page.lower_case for n in own)


def _is_common(page: Page, position: int) -> bool:
    text = page.wording.words[position].text
    kinds = (OrganisationHead, TitleHead, CountedNoun)
    is_ruled = any(position in page.matches(kind) for kind in kinds) or any(position in page.parts(p) for p in _PARTS)
    return is_ruled or text.isdigit() or not set(text) - _NUMERALS


def _is_asked(page: Page, sentence: range, spoken: Stretches) -> bool:
    """Whether a sentence holds a capital that neither opens it nor belongs to what is known already."""
    words = (page.wording.words[position] for position in range(sentence.start + 1, sentence.stop))
    return any(word.is_capital and not spoken.holds(word.start, word.end) for word in words)


def model_folder() -> Path:
    """Where the shipped model lies: in the package when installed, in `models/` in a checkout."""
    installed = Path(str(files("ingest"))) / "model"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "models" / "drom-names"
