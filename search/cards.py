"""What is shown of a thing, as one small JSON text per thing, read only for the hits that are shown."""

import json
from dataclasses import asdict, dataclass

from graph.records import LangText


@dataclass(frozen=True, slots=True)
class CardPlace:
    iri: str
    geonames: int | None
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class CardBody:
    """An organisation and its part; its labels are on its own card."""

    iri: str
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Source:
    """The document of a passage: `url` on the web, or the address that a digest summarises."""

    url: str | None
    lang: str
    title: str | None
    file_name: str | None
    digest: bool


@dataclass(frozen=True, slots=True)
class Card:
    labels: tuple[LangText, ...]
    date: str | None
    languages: tuple[str, ...]
    concepts: tuple[str, ...]  # `scheme/notation`
    places: tuple[CardPlace, ...]
    bodies: tuple[CardBody, ...]
    source: Source | None  # of documents only

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> "Card":
        wire = json.loads(text)
        return cls(
            tuple(LangText(**each) for each in wire["labels"]),
            wire["date"],
            tuple(wire["languages"]),
            tuple(wire["concepts"]),
            tuple(CardPlace(**each) for each in wire["places"]),
            tuple(CardBody(**each) for each in wire["bodies"]),
            Source(**wire["source"]) if wire["source"] else None,
        )

    def label(self, *langs: str) -> LangText:
        """The label in the first of the languages that has one, else the first of all."""
        for lang in langs:
            for label in self.labels:
                if label.lang.split("-")[0] == lang.split("-")[0]:
                    return label
        return self.labels[0]
