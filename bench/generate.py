"""Generated pages and things in any number: the same for the same numbers, in four languages, from labels and invented
sentences. Used to measure speed only.
"""

import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graph.identifiers import Identifiers, concept_iri, document_iri, place_iri
from graph.mapping import quads_of
from graph.merge import write_merged_view
from graph.places import Gazetteer, PlaceEntry
from graph.records import (
    DocumentGraph,
    DocumentRecord,
    Evidence,
    Iri,
    LangText,
    PartialDate,
    Property,
    Statement,
    Thing,
    ThingType,
)
from graph.stores.oxigraph import OxigraphStore
from ingest.locations import place_things
from ontology.scheme import ConceptScheme

BASE = "http://localhost:8000"
# One page speaks of a project and a practice, every third of a body not yet met; the page is a thing too.
THINGS_PER_PAGE = 10 / 3
_SEED = 20
_LANGS = {"en": 30, "bg": 30, "ro": 25, "lv": 15}  # shares in percent
_COUNTRIES = {"en": ("SK", "CZ", "RS", "AL"), "bg": ("BG",), "ro": ("RO",), "lv": ("LV",)}
_SLOT = re.compile(r"\{(\w+)\}")
_SENTENCES = (5, 11)  # fewest and most on a page


@dataclass(frozen=True, slots=True)
class Generated:
    """A store with its merged view, and the text of each page by its IRI."""

    store: OxigraphStore
    texts: Mapping[str, str]


def generated(things: int, folder: Path) -> Generated:
    """`folder` takes the ledger of identifiers."""
    identifiers = Identifiers(folder / "identifiers.jsonl", BASE)
    gazetteer = Gazetteer.open()
    store, texts = OxigraphStore.in_memory(), {}
    used: set[int] = set()
    for page in _Pages(identifiers, gazetteer).some(round(things / THINGS_PER_PAGE)):
        store.replace_graph(page.content.document.iri, quads_of(page.content))
        texts[page.content.document.iri] = page.text
        used.add(page.place.geonames_id)
    places = list(place_things(gazetteer, identifiers, sorted(used)))
    write_merged_view(store, base=BASE, clusters={}, places=places, minted=identifiers.minted())
    return Generated(store, texts)


@dataclass(frozen=True, slots=True)
class _Page:
    content: DocumentGraph
    text: str
    place: PlaceEntry


class _Written:
    """A text that remembers where each slot was filled."""

    def __init__(self, document: str, slots: Mapping[str, str]) -> None:
        self._document = document
        self._slots = slots
        self._spans: dict[str, tuple[int, int]] = {}
        self.text = ""

    def write(self, template: str) -> None:
        end = 0
        for slot in _SLOT.finditer(template):
            self.text += template[end : slot.start()]
            start = len(self.text)
            self.text += self._slots[slot[1]]
            self._spans.setdefault(slot[1], (start, len(self.text)))
            end = slot.end()
        self.text += template[end:]

    def said(self, prop: Property, value: Iri | LangText | PartialDate, slot: str) -> Statement:
        if slot not in self._spans:
            return Statement(prop, value)
        start, end = self._spans[slot]
        around = self.text[max(0, start - 32) : start], self.text[end : end + 32]
        return Statement(
            prop, value, (Evidence(self._document, start, end, self.text[start:end], *around, "made", 0.9),)
        )


class _Pages:
    """Draws pages one after another."""

    def __init__(self, identifiers: Identifiers, gazetteer: Gazetteer) -> None:
        self._chance = random.Random(_SEED)
        self._identifiers = identifiers
        self._gazetteer = gazetteer
        self._scheme = ConceptScheme.open(BASE)
        self._wording = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
        self._concepts = {
            name: sorted(c.notation for c in self._scheme.concepts() if c.scheme == name)
            for name in ("themes", "approaches", "target-groups")
        }
        self._towns = {iso: self._settlements(iso) for isos in _COUNTRIES.values() for iso in isos}

    def some(self, count: int) -> Iterator[_Page]:
        for number in range(count):
            yield self._page(number, self._chance.choices(list(_LANGS), list(_LANGS.values()))[0])

    def _settlements(self, iso: str) -> list[PlaceEntry]:
        found = {
            place.geonames_id: place
            for letter in "abcdefghijklmnoprstuvz"
            for place in self._gazetteer.search(letter, 4000)
            if place.country == iso and place.kind == "settlement"
        }
        return [found[number] for number in sorted(found)]

    def _page(self, number: int, lang: str) -> _Page:
        chance, wording = self._chance, self._wording[lang]
        place = chance.choice(self._towns[chance.choice(_COUNTRIES[lang])])
        notations = {scheme: chance.choice(all_) for scheme, all_ in self._concepts.items()}
        label = {scheme: self._scheme.concept(scheme, notation).labels[lang] for scheme, notation in notations.items()}
        name, town = chance.choice(wording["names"]), self._gazetteer.label(place, lang)
        slots = {
            "project": f"{name} {chance.randint(1, 400)}", "place": town, "theme": label["themes"],
            "approach": label["approaches"], "group": label["target-groups"], "year": str(chance.randint(2005, 2024)),
            "body": _filled(chance.choice(wording["bodies"]), {"name": name, "place": town}),
            "count": str(chance.randint(20, 900)), "count2": str(chance.randint(5, 20)),
            "amount": str(1000 * chance.randint(5, 900)),
        }  # fmt: skip
        address = f"https://generated.example/{lang}/{number}"
        document = document_iri(BASE, address)
        written = _Written(document, slots)
        written.write(wording["title"])
        sentences: Sequence[str] = wording["sentences"]
        chosen = sorted(chance.sample(range(3, len(sentences)), chance.randint(*_SENTENCES) - 3))
        for index in (0, 1, 2, *chosen):
            written.write("\n\n" if index in (0, 5) else " ")
            written.write(sentences[index])
        things = self._things(number, written, slots, lang, notations, place, address)
        record = _record(document, address, lang, _filled(wording["title"], slots), slots["year"])
        return _Page(DocumentGraph(record, things), written.text, place)

    def _things(
        self, number: int, written: _Written, slots: Mapping[str, str], lang: str, notations: Mapping[str, str],
        place: PlaceEntry, address: str,
    ) -> tuple[Thing, ...]:  # fmt: skip
        concept = {scheme: Iri(concept_iri(BASE, scheme, notation)) for scheme, notation in notations.items()}
        where = Iri(place_iri(BASE, place.geonames_id))
        project = Iri(self._identifiers.iri(ThingType.PROJECT, address, slots["project"]))
        practice = Iri(self._identifiers.iri(ThingType.PRACTICE, address, slots["approach"]))
        # Up to three pages speak of one body.
        body = Iri(self._identifiers.iri(ThingType.ORGANISATION, f"body:{number // 3}", lang))
        said = written.said
        shared = (
            said(Property.THEME, concept["themes"], "theme"),
            said(Property.PLACE, where, "place"),
            said(Property.TARGET_GROUP, concept["target-groups"], "group"),
        )
        return (
            Thing(project, ThingType.PROJECT, (
                said(Property.LABEL, LangText(slots["project"], lang), "project"), *shared,
                said(Property.COORDINATOR, body, "body"), said(Property.START, PartialDate(slots["year"]), "year"),
            )),
            Thing(practice, ThingType.PRACTICE, (
                said(Property.LABEL, LangText(f"{slots['approach']}, {slots['place']}", lang), "approach"), *shared,
                said(Property.APPROACH, concept["approaches"], "approach"),
                said(Property.PART_OF, project, "project"),
            )),
            Thing(body, ThingType.ORGANISATION, (said(Property.LABEL, LangText(slots["body"], lang), "body"),)),
        )  # fmt: skip


def _filled(template: str, slots: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda slot: slots[slot[1]], template)


def _record(document: str, address: str, lang: str, title: str, year: str) -> DocumentRecord:
    return DocumentRecord(
        iri=document, address=address, source=address, file_name=None, derived_from=None, source_title=None,
        source_read=None, fetched=datetime(2025, 1, 1, tzinfo=UTC), sha256="0" * 64, extractor="generated",
        kind="article", lang=lang, lang_confidence=1.0, title=title, date=PartialDate(year),
    )  # fmt: skip
