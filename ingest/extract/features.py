"""What the recogniser of names sees of each word: its form, its neighbours, and what the rules say of it.

Forms are folded to plain Latin, so that a name learnt in one alphabet or language is half known in the next.
Everything is linear in the text; training and reading call the same function.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby

from graph.lemmas import fold_word
from ingest.extract.names import Candidate
from ingest.extract.page import Page
from ingest.extract.rules import CountedNoun, CueKind, KnownName, OrganisationHead, TitleHead
from ingest.finding import STATED, PlaceFinding

Attributes = list[str]
_Form = tuple[str, str, tuple[str, ...]]  # folded, shape, attributes
_CACHED_WORDS = 1 << 15
_LONGEST_SHAPE = 4  # runs of like letters in a shape
_LONGEST_TITLE = 80  # characters between quotation marks that may be a name
_CUES = ((CueKind.ROLE_OF_PERSON, "pr"), (CueKind.PARTNER, "pa"), (CueKind.FUNDER, "fu"))
_PARTS = ("domain", "link", "and", "of")
_LONG_RUN = 5  # capitalised words of a run that are told apart by number
_CLOSE = {"": "g", " ": "s", "\u00a0": "s", "-": "h", "'": "h", "\u2019": "h", ". ": "d", ", ": "c", "\n": "n"}


@lru_cache(_CACHED_WORDS)
def _form(word: str) -> _Form:
    """A word folded, its shape, and the attributes that its form gives wherever it stands."""
    folded = fold_word(word)
    shape = _shape(word)
    attributes = [f"w={folded}", f"s={shape}", f"e={folded[-3:]}"]
    if shape[0] in "Xx":
        attributes += (f"b={folded[:4]}", f"b6={folded[:6]}", f"e2={folded[-2:]}", f"e4={folded[-4:]}")
    if shape == "X":
        attributes.append(f"n={min(len(word), 6)}")
    return folded, shape, tuple(attributes)


def _shape(word: str) -> str:
    """`Xx` of Sofia, `X` of ROMACT, `xX` of eTwinning, `d` of 2020."""
    kinds = ("X" if c.isupper() else "x" if c.isalpha() else "d" for c in word[:20])
    return "".join(kind for kind, _ in groupby(kinds))[:_LONGEST_SHAPE]


def attributes_of(
    page: Page, sentences: Iterable[range], places: Sequence[PlaceFinding], candidates: Sequence[Candidate]
) -> Iterator[list[Attributes]]:
    """The attributes of the words of each sentence."""
    said = _said(page, places, candidates)
    words = page.wording.words
    for sentence in sentences:
        forms = [_form(words[position].text) for position in sentence]
        rules = [said.get(position, ()) for position in sentence]
        rows = [[*form[2], *rule] for form, rule in zip(forms, rules, strict=True)]
        _neighbours(rows, forms, rules)
        _gaps(page, sentence, rows)
        _runs(page, sentence, rows, forms)
        first = words[sentence.start]
        rows[0].append("first")
        if first.folded in page.lower_case:
            rows[0].append("common")
        yield rows


def _neighbours(rows: list[Attributes], forms: Sequence[_Form], rules: Sequence[tuple[str, ...]]) -> None:
    for number, row in enumerate(rows):
        shape = forms[number][1]
        if number:
            folded, before, _ = forms[number - 1]
            row += (f"-w={folded}", f"-b={folded[:5]}", f"-s={before}{shape}", f"-ws={folded}|{shape}")
            row += [f"-{rule}" for rule in rules[number - 1]]
        if number > 1:
            row.append(f"--w={forms[number - 2][0]}")
        if number + 1 < len(rows):
            folded, after, _ = forms[number + 1]
            row += (f"+w={folded}", f"+b={folded[:5]}", f"+s={shape}{after}")
            row += [f"+{rule}" for rule in rules[number + 1]]
        if number + 2 < len(rows):
            row.append(f"++w={forms[number + 2][0]}")


def _gaps(page: Page, sentence: range, rows: list[Attributes]) -> None:
    for number, position in enumerate(sentence):
        gap = page.wording.gap(position)
        close = _CLOSE.get(gap) or ("q" if any(mark in gap for mark in '„“”«»"') else "b" if "(" in gap else "o")
        rows[number].append(f"+g={close}")
        if number + 1 < len(rows):
            rows[number + 1].append(f"-g={close}")


def _runs(page: Page, sentence: range, rows: list[Attributes], forms: Sequence[_Form]) -> None:
    """For each run of capitalised words: how long it is, where in it a word stands, and the words around it."""
    number = 0
    while number < len(rows):
        end = number
        while end < len(rows) and forms[end][1][0] == "X":
            end += 1
            if not page.wording.is_joined(sentence.start + end - 1):
                break
        if end > number:
            before = forms[number - 1][0][:6] if number else "^"
            after = forms[end][0][:6] if end < len(rows) else "$"
            length = min(end - number, _LONG_RUN)
            first, last = forms[number][0], forms[end - 1][0]
            shared = [f"rb={before}", f"ra={after}", f"r1={first[:6]}", f"rn={last[:6]}", f"re={last[-3:]}"]
            for place in range(number, end):
                rows[place] += (*shared, f"r={length}{min(place - number, _LONG_RUN)}")
        number = max(end, number + 1)


def _said(page: Page, places: Sequence[PlaceFinding], candidates: Sequence[Candidate]) -> dict[int, tuple[str, ...]]:
    """What the rules and the gazetteer say, by word: the short name of each, and whether it begins there."""
    said: dict[int, tuple[str, ...]] = {}
    for first, last, what in chain(_ruled(page), _found(page, places, candidates)):
        for position in range(first, last):
            said[position] = (*said.get(position, ()), f"{what}{'B' if position == first else 'I'}")
    return said


def _ruled(page: Page) -> Iterator[tuple[int, int, str]]:
    for head in page.matches(OrganisationHead).values():
        yield head.first, head.last, f"h:{head.meaning.side[0]}:{head.meaning.classification[:6]}"
    for title in page.matches(TitleHead).values():
        yield title.first, title.last, f"t:{title.meaning.type.value[:4]}"
    for known in page.matches(KnownName).values():
        yield known.first, known.last, f"k:{known.meaning.type.value[:4]}"
    for noun in page.matches(CountedNoun).values():
        yield noun.first, noun.last, "c"
    for kind, name in _CUES:
        yield from ((cue.first, cue.last, name) for cue in page.cues(kind).values())
    for part in _PARTS:
        yield from ((match.first, match.last, part[0] * 2) for match in page.parts(part).values())


def _found(
    page: Page, places: Sequence[PlaceFinding], candidates: Sequence[Candidate]
) -> Iterator[tuple[int, int, str]]:
    spans = [(place.start, place.end, "p" if place.confidence >= STATED else "ph") for place in places]
    spans += [(candidate.start, candidate.end, "o") for candidate in candidates]
    spans += [(q.start, q.end, "q") for q in page.wording.quotations if len(q.inner) <= _LONGEST_TITLE]
    for start, end, what in spans:
        yield page.wording.word_from(start), page.wording.word_from(end), what
