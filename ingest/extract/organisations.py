"""Names of organisations: a head word with a name beside it, well-known bodies, acronyms bound to a name.

A person's name is no organisation: capitalised words count only beside a head, never behind the title of a person.
"""

from collections.abc import Iterator

from graph.records import ThingType
from ingest.extract.names import Candidate, capital_run, capital_run_before, quotation_after, without_opening
from ingest.extract.page import Page
from ingest.extract.phrases import Match
from ingest.extract.rules import CountedNoun, CueKind, KnownName, OrganisationHead

_METHOD = "rules:organisations"
# Confidence: a name in quotation marks, of capitalised words, a head that is a name by itself, a bound acronym.
_QUOTED, CAPITALS, _HEAD_ALONE, _ACRONYM = 0.9, 0.8, 0.55, 0.8
_QUOTATION_REACH = 3  # words between a head and the quotation that names it: "сдружение на жените „…“"
_LONGEST_NAME = 12  # words
_JOINING = ("link", "of", "and", "opening")
_WITH_LEGAL_FORM = ("ngo", "company")
_PEOPLE = "Roma person"  # among the counted nouns


def organisation_candidates(page: Page) -> Iterator[Candidate]:
    """Stretches that may name an organisation; they overlap."""
    for known in page.matches(KnownName).values():
        if known.meaning.type is ThingType.ORGANISATION and is_written_as_name(page, known):
            yield _well_known(page, known)
    for head in page.matches(OrganisationHead).values():
        if not head.meaning.is_acronym or _is_upper(page, head.first, head.last):
            yield from _named_by(page, head)


def with_acronyms(page: Page, found: list[Candidate]) -> Iterator[Candidate]:
    """The candidates, and the places where an acronym stands alone that brackets bound to one of them before."""
    acronyms: dict[str, Candidate] = {}
    for candidate in found:
        bracket = page.text[candidate.end : candidate.end + 12]
        acronym = bracket[2:].split(")")[0] if bracket.startswith(" (") and ")" in bracket else ""
        if acronym.isupper() and acronym.isalpha() and len(acronym) > 1:
            acronyms[acronym] = candidate
        yield candidate
    for word in page.wording.words if acronyms else ():
        whole = acronyms.get(word.text)
        if whole and word.start > whole.end + len(" ("):
            name, known, kind = whole.name, whole.known_as, whole.classification
            yield Candidate(word.start, word.end, whole.type, name, _ACRONYM, _METHOD, known, kind)


def is_written_as_name(page: Page, known: Match[KnownName]) -> bool:
    """Whether a well-known name has its capitals: "charita" in lower case is no body, nor "es" the Union."""
    if known.meaning.is_acronym:
        return _is_upper(page, known.first, known.last)
    return page.wording.words[known.first].is_capital


def _is_upper(page: Page, first: int, last: int) -> bool:
    return all(word.text.isupper() for word in page.wording.words[first:last])


def _well_known(page: Page, known: Match[KnownName]) -> Candidate:
    start, end = page.characters(known.first, known.last)
    meaning = known.meaning
    return Candidate(start, end, meaning.type, page.text[start:end], 0.95, "known", meaning.key, meaning.classification)


def _named_by(page: Page, head: Match[OrganisationHead]) -> Iterator[Candidate]:
    takes, side = head.meaning.takes, head.meaning.side
    if takes == "nothing":
        yield from _candidate(page, head, head.first, head.last, CAPITALS)
        return
    if side != "after" or _is_form_before_quotation(page, head):
        yield from _named_behind(page, head)
    if side != "before" or _is_in_capitals(page, head):
        yield from _named_before(page, head)


def _named_behind(page: Page, head: Match[OrganisationHead]) -> Iterator[Candidate]:
    quotation = quotation_after(page, head.last - 1, _QUOTATION_REACH)
    if quotation is not None:
        start = page.wording.words[head.first].start
        end = _with_seat(page, quotation.end)
        yield _from_characters(page, head, start, end, _QUOTED)
        return
    takes = head.meaning.takes
    if takes == "quotation":
        return
    first = _past_of(page, head.last)
    last = _domain_run(page, first) if takes == "words" else capital_run(page, first)
    end = page.wording.words[head.last - 1].end
    if not page.wording.is_joined(head.last - 1) and page.text[end : end + 3] != " – ":
        last = first
    if last > first:
        last = _past_legal_form(page, last)
        yield from _candidate(page, head, head.first, last, CAPITALS)
        if head.meaning.is_plural:
            yield from _others_of_list(page, head, last)
    elif takes == "place" or (takes == "words" and head.meaning.is_compound):
        yield from _candidate(page, head, head.first, head.last, _HEAD_ALONE)


def _named_before(page: Page, head: Match[OrganisationHead]) -> Iterator[Candidate]:
    if head.first == 0 or not page.wording.is_joined(head.first - 1):
        return
    first = _domain_run_before(page, head.first) if head.meaning.takes == "words" else head.first
    first = capital_run_before(page, first) if first == head.first else first
    if first < head.first and not _is_behind_role(page, first):
        yield from _candidate(page, head, first, head.last, CAPITALS)
        yield from _twin_before(page, head, first)


def _others_of_list(page: Page, head: Match[OrganisationHead], last: int) -> Iterator[Candidate]:
    """The further names behind a plural head: "municipalities of A, B and C"."""
    words = page.wording.words
    while last < len(words):
        gap = page.text[words[last - 1].end : words[last].start]
        if last in page.parts("and") and page.wording.is_joined(last):
            last += 1
        elif gap.strip() != ",":
            return
        end = capital_run(page, last)
        if end == last or last in page.matches(OrganisationHead):
            return
        yield from _candidate(page, head, last, end, _HEAD_ALONE)
        last = end


def _twin_before(page: Page, head: Match[OrganisationHead], first: int) -> Iterator[Candidate]:
    """The other name where one head behind serves two: "Daugavpils un Rēzeknes pašvaldība"."""
    joint = first - 1
    if head.meaning.classification == "municipality" and joint > 0 and joint in page.parts("and"):
        begin = capital_run_before(page, joint)
        if begin < joint:
            yield from _candidate(page, head, begin, joint, _HEAD_ALONE)


def _is_form_before_quotation(page: Page, head: Match[OrganisationHead]) -> bool:
    """Whether a legal form that mostly ends a name stands in front of one: UAB „Saulė“."""
    return head.meaning.classification == "company" and quotation_after(page, head.last - 1, 0) is not None


def _past_legal_form(page: Page, last: int) -> int:
    """The end of a name with the legal form behind it: Treffpunkt Nord e. V."""
    form = page.matches(OrganisationHead).get(last)
    is_form = form is not None and form.meaning.side == "after" and form.meaning.classification in _WITH_LEGAL_FORM
    return form.last if form and is_form and page.wording.is_joined(last - 1) else last


def _past_of(page: Page, first: int) -> int:
    part = page.parts("of").get(first)
    return part.last if part and page.wording.is_joined(part.last - 1) else first


def _domain_run(page: Page, first: int) -> int:
    """Where the words that say what an office is for end: listed words and capitals, links between them."""
    position = end = first
    limit = min(first + _LONGEST_NAME, len(page.wording.words))
    while position < limit:
        if position in page.parts("domain") or page.wording.words[position].is_capital:
            end = position + 1
        elif not (_links(page, position, position + 1) or position in page.parts("of")):
            break
        position += 1
        gap = page.wording.gap(position - 1)
        if not (page.wording.is_joined(position - 1) or (gap == ", " and position in page.parts("domain"))):
            break
    return end


def _domain_run_before(page: Page, last: int) -> int:
    position = begin = last
    while position > max(0, last - _LONGEST_NAME) and page.wording.is_joined(position - 1):
        position -= 1
        opens = position == page.wording.sentence_at(position).start
        if position in page.parts("domain") or (page.wording.words[position].is_capital and not opens):
            begin = position
        elif not _links(page, position, begin):
            break
    return without_opening(page, begin, last)


def _links(page: Page, position: int, following: int) -> bool:
    """Whether a word joins the parts of an office's name; *and* does before a thing it is for, not before a name."""
    is_joint = position in page.parts("and") and following in page.parts("domain")
    return position in page.parts("link") or is_joint


def _with_seat(page: Page, end: int) -> int:
    """The end of a name with its seat behind a dash: „Надеж“ – Куманово."""
    if page.text[end : end + 3] not in (" – ", " - ", " — "):
        return end
    first = page.wording.word_from(end)
    last = capital_run(page, first, first + 2)
    is_closed = last > first and not page.wording.is_joined(last - 1)
    return page.wording.words[last - 1].end if is_closed else end


def _is_in_capitals(page: Page, head: Match[OrganisationHead]) -> bool:
    """Whether a head that stands before its name is itself part of a capitalised name: "Open Words Institute"."""
    word = page.wording.words[head.first]
    return head.meaning.takes == "capitals" and word.is_capital and not word.text.isupper()


def _is_behind_role(page: Page, first: int) -> bool:
    return first - 1 in page.cues(CueKind.ROLE_OF_PERSON)


def _candidate(
    page: Page, head: Match[OrganisationHead], first: int, last: int, confidence: float
) -> Iterator[Candidate]:
    """The name made of the words `first` to `last` (exclusive), if it is one."""
    if _is_name(page, head, first, last):
        start, end = page.characters(first, last)
        yield _from_characters(page, head, start, end, confidence)


def _is_name(page: Page, head: Match[OrganisationHead], first: int, last: int) -> bool:
    """Whether there is anything beside the head, joining words and the name of the people ("network of Roma").

    A head that stands alone must not break off: "Ministry of".
    """
    if (first, last) == (head.first, head.last):
        return not _is_joining(page, last - 1)
    words = (position for position in range(first, last) if not head.first <= position < head.last)
    return any(not _is_joining(page, position) and not _is_people(page, position) for position in words)


def _is_joining(page: Page, position: int) -> bool:
    is_letter = len(page.wording.words[position].text) == 1
    return is_letter or any(position in page.parts(kind) for kind in _JOINING)


def _is_people(page: Page, position: int) -> bool:
    noun = page.matches(CountedNoun).get(position)
    return noun is not None and noun.meaning.lemma_en == _PEOPLE


def _from_characters(page: Page, head: Match[OrganisationHead], start: int, end: int, confidence: float) -> Candidate:
    name, kind = " ".join(_named(page, head, start, end).split()), head.meaning.classification
    return Candidate(start, end, ThingType.ORGANISATION, name, confidence, _METHOD, None, kind)


def _named(page: Page, head: Match[OrganisationHead], start: int, end: int) -> str:
    """The words of a name with the head in its dictionary form; a further name of a list gets the head of the first."""
    written, lemma = page.text[start:end], head.meaning.lemma
    head_start, head_end = page.characters(head.first, head.last)
    if lemma is None:
        return written
    if head_end <= start:
        return f"{_cased(lemma, page.text[head_start:head_end])} {written}"
    if end <= head_start:
        return f"{written} {lemma}"
    cased = _cased(lemma, page.text[head_start:head_end])
    return page.text[start:head_start] + cased + page.text[head_end:end]


def _cased(lemma: str, written: str) -> str:
    """The dictionary form with capitals as written."""
    if written.isupper() and len(written) > 1:
        return lemma.upper()
    return (lemma[0].upper() if written[0].isupper() else lemma[0].lower()) + lemma[1:]
