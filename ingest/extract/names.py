"""What the names of organisations and projects share: capitalised runs, quotations, candidates that overlap."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.records import ThingType
from ingest.extract.page import Page
from ingest.extract.rules import OrganisationHead, TitleHead
from ingest.extract.wording import Quotation
from ingest.finding import NameFinding

_LONGEST_RUN = 8  # words of a name without quotation marks
_LONGEST_SHOUT = 1  # words of one where the whole line is in capitals: no telling where a name ends there
_ACRONYM = 5  # letters in capitals that may stand in a name written otherwise


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be a name."""

    start: int  # characters
    end: int
    type: ThingType
    name: str
    confidence: float
    method: str
    known_as: str | None = None
    classification: str | None = None

    @property
    def length(self) -> int:
        return self.end - self.start


def capital_run(page: Page, first: int, last: int | None = None, *, is_title: bool = False) -> int:
    """Where the run of capitalised words that starts at word `first` ends (exclusive); `first` itself where none does.

    Lower-case words that link the parts of a name belong to it when a capital follows; in a title *and* does too.
    """
    limit = min(len(page.wording.words), last if last is not None else first + _LONGEST_RUN)
    position, end, capitals = first, first, 0
    while position < limit:
        if _is_name_word(page, position) and not (position > first and _is_shouted(page, position)):
            capitals += 1
            position += 1
            end = position
            if capitals == _LONGEST_SHOUT and _is_shouted(page, first):
                break
        elif end > first and position == end and _is_link(page, position, is_title):
            position += 1
        else:
            break
        if not page.wording.is_joined(position - 1):
            break
    return end


def capital_run_before(page: Page, last: int, *, is_title: bool = False) -> int:
    """Where the run of capitalised words that ends before word `last` begins; `last` itself where there is none."""
    position = begin = last
    while position > max(0, last - _LONGEST_RUN) and page.wording.is_joined(position - 1):
        position -= 1
        if _is_name_word(page, position) and not _is_shouted(page, position):
            begin = position
        elif begin == last or begin != position + 1 or not _is_link(page, position, is_title):
            break
    return without_opening(page, begin, last)


def without_opening(page: Page, first: int, last: int) -> int:
    """The first word of a name, past articles and prepositions that are capitalised for opening a sentence."""
    while first < last and first in page.parts("opening"):
        first += 1
    return first


def quotation_after(page: Page, word: int, reach: int) -> Quotation | None:
    """The quotation that opens at most `reach` words behind a word, in the same sentence, unless a word nearer to it
    says that it is the title of something else: "Municipality of Vidin, foundation “Bridge”".
    """
    end = page.wording.words[word].end
    quotation = page.quotation_from(end)
    if quotation is None:
        return None
    gap = page.text[end : quotation.start]
    first = page.wording.word_from(quotation.start)
    is_near = first - word - 1 <= reach
    between = range(word + 1, first if is_near else word)
    is_listed = "," in gap or any(position in page.parts("and") for position in between)
    heads = (TitleHead, OrganisationHead) if is_listed else (TitleHead,)
    is_of_another = any(position in page.matches(head) for head in heads for position in between)
    return quotation if is_near and not is_of_another and not set(gap) & set(".!?;\n") else None


def resolved(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that stand when longer ones rule out the shorter they overlap; in the order of the text.

    A well-known name inside a longer one of its type tells what the longer one is.
    """
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.start, -c.length, -c.confidence)):
        over = kept[-1] if kept and kept[-1].end > candidate.start else None
        if over is None:
            kept.append(candidate)
        elif candidate.known_as and not over.known_as and candidate.type is over.type:
            kept[-1] = replace(over, known_as=candidate.known_as, classification=candidate.classification)
        elif candidate.length > over.length:
            kept[-1] = candidate
    return kept


def finding(candidate: Candidate, geonames_id: int | None = None) -> NameFinding:
    return NameFinding(
        start=candidate.start,
        end=candidate.end,
        method=candidate.method,
        confidence=candidate.confidence,
        type=candidate.type,
        name=candidate.name,
        known_as=candidate.known_as,
        classification=candidate.classification,
        geonames_id=geonames_id,
    )


def _is_name_word(page: Page, position: int) -> bool:
    word = page.wording.words[position]
    is_possessive = word.text == "s" and page.text[word.start - 1 : word.start] in ("'", "’")
    is_shouted_link = word.text.isupper() and position in page.parts("link")
    return (word.is_capital and not is_shouted_link) or is_possessive


def _is_link(page: Page, position: int, is_title: bool) -> bool:
    return position in page.parts("link") or (is_title and position in page.parts("and"))


def _is_shouted(page: Page, position: int) -> bool:
    word = page.wording.words[position]
    return len(word.text) > _ACRONYM and word.text.isupper()
