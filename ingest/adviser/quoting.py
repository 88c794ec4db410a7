"""Where a text holds the very words that a language model quotes, and whether they may be a person's name."""

from collections.abc import Iterator

from ingest.adviser.claims import Doubt
from ingest.extract.page import Page
from ingest.extract.persons import names_person
from ingest.extract.rules import CueKind, KnownName, OrganisationHead, TitleHead
from ingest.extract.stretches import Stretches
from ingest.masking import COVERS

_LONGEST_QUOTE, _LONGEST_WITHIN = 300, 1_500  # characters
_HEAD_REACH = 3  # words between the word that makes a name ("foundation") and the name behind it
_NAMES_OF_PERSON = range(2, 5)  # capitalised words
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 2, 8  # letters

Stretch = tuple[int, int]


def located(text: str, quote: str, within: str) -> Stretch | Doubt:
    """The one stretch of the text that is `quote`, word for word and not cutting a word in two.

    Where `within` is given, it must occur just once in the text, and the quote just once in it.
    """
    quote = quote.strip()
    if not any(char.isalnum() for char in quote) or max(len(quote) - _LONGEST_QUOTE, len(within) - _LONGEST_WITHIN) > 0:
        return Doubt.FORM
    if any(cover in quote for cover in COVERS):
        return Doubt.PERSON
    around = _only(text, within.strip(), 0, len(text)) if within.strip() else (0, len(text))
    return around if isinstance(around, Doubt) else _only(text, quote, *around)


def _only(text: str, words: str, start: int, end: int) -> Stretch | Doubt:
    found = _occurrences(text, words, start, end)
    first = next(found, None)
    if first is None:
        return Doubt.INVENTED
    return Doubt.AMBIGUOUS if next(found, None) is not None else (first, first + len(words))


def _occurrences(text: str, words: str, start: int, end: int) -> Iterator[int]:
    position = text.find(words, start, end)
    while position >= 0:
        if not _cuts_word(text, position) and not _cuts_word(text, position + len(words)):
            yield position
        position = text.find(words, position + 1, end)


def _cuts_word(text: str, position: int) -> bool:
    return 0 < position < len(text) and text[position - 1].isalnum() and text[position].isalnum()


def doubt_of_name(page: Page, start: int, end: int) -> Doubt | None:
    """Why a stretch must not become the name of a thing; None when the text marks it as one.

    A name is marked by quotation marks, by a word such as "foundation" or "project" in it or right before it, or by
    being one acronym. Two capitalised words alone may be a person, who is no thing here.
    """
    words = range(page.wording.word_from(start), page.wording.word_from(end))
    if not words or words.start - 1 in page.cues(CueKind.ROLE_OF_PERSON) or names_person(page, start, end):
        return Doubt.PERSON
    if any(q.start <= start and end <= q.end and start - q.start <= 1 for q in page.wording.quotations):
        return None
    if any(_may_be_person(page, part) for part in _parts(page, words)):
        return Doubt.PERSON
    return None if _has_head(page, words) or _is_acronym(page, words) else Doubt.UNMARKED


def may_name_person(page: Page, start: int, end: int, named: Stretches) -> bool:
    """Whether words outside the names that were found look like those of a person."""
    words = range(page.wording.word_from(start), page.wording.word_from(end))
    run: list[int] = []
    for position in (*words, -1):
        word = page.wording.words[position] if position >= 0 else None
        if word and word.is_capital and not word.text.isupper() and not named.overlaps(word.start, word.end):
            run.append(position)
            continue
        if len(run) in _NAMES_OF_PERSON or any(place - 1 in page.cues(CueKind.ROLE_OF_PERSON) for place in run):
            return True
        run.clear()
    return False


def _parts(page: Page, words: range) -> Iterator[range]:
    """The stretch cut where anything but a space or a hyphen stands between two words."""
    first = words.start
    for position in words:
        if position + 1 == words.stop or not page.wording.is_joined(position):
            yield range(first, position + 1)
            first = position + 1


def _may_be_person(page: Page, words: range) -> bool:
    """Two to four capitalised words and none that makes them the name of a body or title.

    What follows them in the same breath belongs to the name: half of "Hope Foundation" is no person.
    """
    if len(words) not in _NAMES_OF_PERSON or _has_head(page, words):
        return False
    return all(page.wording.words[position].is_capital for position in words)


def _has_head(page: Page, words: range) -> bool:
    """Whether a word in the stretch, or one joined to it from the left, makes it a name."""
    first = words.start
    while first > max(0, words.start - _HEAD_REACH) and page.wording.is_joined(first - 1):
        first -= 1
    kinds = (OrganisationHead, TitleHead, KnownName)
    heads = (
        match for kind in kinds for position in range(first, words.stop) if (match := page.matches(kind).get(position))
    )
    return any(match.last <= words.stop for match in heads)


def _is_acronym(page: Page, words: range) -> bool:
    """One word in capitals, alone: beside another capitalised word it may be a surname."""
    word = page.wording.words[words.start]
    is_short = _SHORTEST_ACRONYM <= len(word.text) <= _LONGEST_ACRONYM
    if len(words) > 1 or not (is_short and word.text.isupper() and word.text.isalpha()):
        return False
    neighbours = [
        n
        for n, gap in ((words.start - 1, words.start - 1), (words.stop, words.start))
        if gap >= 0 and page.wording.is_joined(gap)
    ]
    return not any(n < len(page.wording.words) and page.wording.words[n].is_capital for n in neighbours)
