"""Turns rows of the match set into hits: labels, the words of the sources, and the reasons."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from search.cards import Card
from search.index import Index
from search.labelling import Labelling
from search.plan import Span, overlaps
from search.planning import Condition
from search.results import EvidenceSnippet, Hit, Reason, ReasonKind
from search.retrieval import Found
from search.snippets import Sought, joined, snippet, words_in
from search.understanding import SLOTS
from search.units import Links, Mention

_SHORTLIST = 3  # passages of a thing that are looked at word by word
_QUOTED = 2  # documents quoted for one thing
# What a named concept or place, and a word of the question, is worth beside the cosine when a passage is chosen.
_MENTION, _WORD = 0.5, 0.1


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question looks for, in the words of the index; made once for all its hits."""

    found: Found
    conditions: Sequence[Condition]
    ui: str
    explain: bool
    text: str  # what remained to be searched for
    sought: Sought  # words to be highlighted
    concepts: Mapping[str, frozenset[str]]  # key of each concept asked for → keys of it and all narrower ones
    said: Mapping[str, Span]  # key of a concept → the words of the question that ask for it
    spans: dict[int, list[Span]] = field(default_factory=dict)  # words found so far, by passage


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A passage chosen to be shown."""

    passage: int
    words: Sequence[Span]
    mentions: Sequence[Mention]


class Hits:
    """Shows the things of one release."""

    def __init__(self, index: Index, labelling: Labelling) -> None:
        self._index = index
        self._labelling = labelling
        self._named_in = Links(index.units.mention_starts, index.units.mentions[:, 3])

    def hit(self, position: int, asked: Asked) -> Hit:
        """The hit at a position of the match set."""
        row = int(asked.found.rows[position])
        card = self._index.card(row)
        own, translated = self._labelling.of_card(card, asked.ui)
        quoted = self._quoted(row, asked, frozenset().union(*asked.concepts.values(), self._asked_places(card, asked)))
        parts = asked.found.parts.items()
        return Hit(
            iri=self._index.columns.iris[row],
            type=self._index.type_of(row),
            label=own.text,
            label_lang=own.lang,
            label_translated=translated,
            score=float(asked.found.scores[position]),
            date=card.date,
            languages=card.languages,
            themes=self._labelling.concepts(card, "themes", asked.ui),
            approaches=self._labelling.concepts(card, "approaches", asked.ui),
            target_groups=self._labelling.concepts(card, "target-groups", asked.ui),
            places=tuple(self._labelling.place(place, asked.ui) for place in card.places),
            organisations=self._labelling.organisations(card, asked.ui),
            evidence=tuple(self._snippet(each) for each in quoted),
            why=tuple(self._reasons(row, card, quoted, asked)),
            scores={name: float(part[row]) for name, part in parts} if asked.explain else None,
        )

    def _asked_places(self, card: Card, asked: Asked) -> list[str]:
        """The places of a thing that lie in what was asked for."""
        wanted = {iri for c in asked.conditions if c.slot == "place" and not c.excluded for iri in c.values}
        return [place.iri for place in card.places if wanted and not wanted.isdisjoint(self._around(place.iri))]

    def _around(self, place: str) -> list[str]:
        row = self._index.columns.iris.position(place)
        return [place] if row is None else self._index.columns.by_name["place"].of_row(row)

    def _quoted(self, row: int, asked: Asked, wanted: frozenset[str]) -> list[_Quoted]:
        """The best passages of a thing, each of another document, best first."""
        passages = self._index.units.passages_of.of_owner(row)
        if not len(passages):
            return []
        worth = self._index.units.vectors[passages] @ asked.found.vector
        worth = worth + _MENTION * self._names_any(passages, wanted)
        short = np.lexsort((passages, -worth))[:_SHORTLIST]
        looked_at = [(self._look(int(passages[i]), asked, wanted), float(worth[i])) for i in short]
        looked_at.sort(key=lambda pair: (-pair[1] - self._gain(pair[0]), pair[0].passage))
        documents = self._index.units.documents
        best = {int(documents[each.passage]): each for each, _ in reversed(looked_at)}
        return [each for each, _ in looked_at if best[int(documents[each.passage])] is each][:_QUOTED]

    def _names_any(self, passages: NDArray[np.int32], wanted: Iterable[str]) -> NDArray[np.bool_]:
        """Which passages name any of the keys."""
        positions, keys = self._named_in.of_owners(passages.astype(np.int64))
        numbers = [number for key in wanted if (number := self._index.units.keys.position(key)) is not None]
        found = np.zeros(len(passages), dtype=np.bool_)
        found[positions[np.isin(keys, numbers)]] = True
        return found

    def _look(self, passage: int, asked: Asked, wanted: frozenset[str]) -> _Quoted:
        if passage not in asked.spans:
            units = self._index.units
            asked.spans[passage] = words_in(units.texts[passage], self._lang(passage), asked.sought)
        mentions = [mention for mention in self._index.units.mentions_in(passage) if mention.key in wanted]
        return _Quoted(passage, asked.spans[passage], mentions)

    def _gain(self, quoted: _Quoted) -> float:
        return _MENTION * len({mention.key for mention in quoted.mentions}) + _WORD * len(quoted.words)

    def _lang(self, passage: int) -> str:
        source = self._index.card(int(self._index.units.documents[passage])).source
        return source.lang if source else "und"

    def _snippet(self, quoted: _Quoted) -> EvidenceSnippet:
        row = int(self._index.units.documents[quoted.passage])
        source = self._index.card(row).source
        spans = joined([*quoted.words, *((mention.start, mention.end) for mention in quoted.mentions)])
        text, highlights = snippet(self._index.units.texts[quoted.passage], spans)
        iri = self._index.columns.iris[row]
        if source is None:
            return EvidenceSnippet(iri, None, "und", text, highlights)
        return EvidenceSnippet(
            iri, source.url, source.lang, text, highlights, source.title, source.digest, source.file_name
        )

    def _reasons(self, row: int, card: Card, quoted: Sequence[_Quoted], asked: Asked) -> Iterator[Reason]:
        says = False
        explained: list[Span] = []  # one reason for the same words of the question, of a theme where there is one
        for condition in asked.conditions:
            if not condition.excluded and condition.slot in ("type", "place", "organisation", "period"):
                says = says or condition.slot != "type"
                yield self._met(row, card, condition, quoted, asked)
        for key, keys in asked.concepts.items():
            scheme, _, notation = key.partition("/")
            span = asked.said.get(key)
            if span and overlaps(span, explained):
                continue
            if self._index.columns.by_name[SLOTS[scheme]].has(row, notation):
                says = True
                explained += [span] if span else []
                concept = self._labelling.concept(key, asked.ui)
                label = concept.label if concept else notation
                _, words = self._words_for(row, quoted, keys)
                yield Reason(ReasonKind.THEME, label, words)
        if matched := self._matched_words(card, quoted, asked):
            yield Reason(ReasonKind.TEXT, asked.text or matched, matched)
        elif asked.text and not says:
            yield Reason(ReasonKind.SEMANTIC, asked.text)

    def _met(self, row: int, card: Card, condition: Condition, quoted: Sequence[_Quoted], asked: Asked) -> Reason:
        """How a thing meets a condition on its type, place, time or organisations."""
        match condition.slot:
            case "type":
                return Reason(ReasonKind.TYPE, self._labelling.type(self._index.type_of(row), asked.ui))
            case "period":
                return Reason(ReasonKind.DATE, "–".join(condition.values), card.date)
            case "organisation":
                bodies = [body for body in card.bodies if body.iri in condition.values]
                label = self._labelling.thing(condition.values[0], asked.ui) or condition.values[0]
                return Reason(ReasonKind.ORGANISATION, label, bodies[0].name if bodies else None)
            case _:
                inside = frozenset(self._asked_places(card, asked))
                key, words = self._words_for(row, quoted, inside)
                named = next((p for p in card.places if p.iri == (key or p.iri) and p.iri in inside), None)
                label = self._labelling.place(named, asked.ui).label if named else ""
                return Reason(ReasonKind.PLACE, label, words)

    def _words_for(
        self, row: int, quoted: Sequence[_Quoted], keys: frozenset[str]
    ) -> tuple[str, str] | tuple[None, None]:
        """A key, and the words of a source that name it: of what is quoted, else of any passage of the thing."""
        passages = [each.passage for each in quoted]
        others = self._index.units.passages_of.of_owner(row)
        passages += others[self._names_any(others, keys)][:1].tolist()
        for passage in passages:
            for mention in self._index.units.mentions_in(passage):
                if mention.key in keys:
                    return mention.key, self._index.units.texts[passage][mention.start : mention.end]
        return None, None

    def _matched_words(self, card: Card, quoted: Sequence[_Quoted], asked: Asked) -> str:
        """The words of the remaining text as the sources, or the thing's own labels, write them."""
        if not asked.text:
            return ""
        texts = self._index.units.texts
        found = [texts[each.passage][start:end] for each in quoted for start, end in each.words]
        for label in card.labels:
            found += [label.text[start:end] for start, end in words_in(label.text, label.lang, asked.sought)]
        return ", ".join(dict.fromkeys(found[:8]))
