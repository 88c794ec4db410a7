"""The concepts of drom by notation and IRI, with labels, broader and narrower; opened from JSON in milliseconds.

Made from concepts.ttl by `ontology/compile.py`; no RDF library is loaded here.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import NamedTuple, TypedDict

from ontology.errors import ConceptUnknown, OntologyDamaged
from ontology.files import OntologyFile, read_text
from ontology.languages import fallback_chain

DEFAULT_BASE = "http://localhost:8000"


class Label(NamedTuple):
    """A label with its language (BCP 47)."""

    text: str
    lang: str


class ConceptRecord(TypedDict):
    """A concept as the compiled file has it: no IRI, because that depends on the base."""

    scheme: str
    notation: str
    broader: str | None
    labels: dict[str, str]
    alt: dict[str, list[str]]
    hidden: dict[str, list[str]]
    definition: dict[str, str]


@dataclass(frozen=True, slots=True)
class Concept:
    """A theme, approach, target group or type of organisation; two are equal when their IRIs are.

    `labels` holds one preferred label per language; `alt` may be shown, `hidden` is matched in texts and never shown.
    """

    scheme: str  # themes, approaches, target-groups or organisation-types
    notation: str
    iri: str
    broader: str | None = field(compare=False)  # notation in the same scheme
    labels: Mapping[str, str] = field(compare=False, repr=False)
    alt: Mapping[str, tuple[str, ...]] = field(compare=False, repr=False)
    hidden: Mapping[str, tuple[str, ...]] = field(compare=False, repr=False)
    definition: Mapping[str, str] = field(compare=False, repr=False)


class ConceptScheme:
    """All concepts of the four schemes, under the IRIs of one base."""

    def __init__(self, concepts: Iterator[Concept]) -> None:
        """Keep `concepts` in the order given; raises OntologyDamaged when one names a broader that is not there."""
        self._by_notation = {(c.scheme, c.notation): c for c in concepts}
        self._by_iri = {c.iri: c for c in self._by_notation.values()}
        self._narrower: dict[tuple[str, str], list[Concept]] = {}
        for concept in self._by_notation.values():
            if concept.broader is not None:
                if (concept.scheme, concept.broader) not in self._by_notation:
                    raise OntologyDamaged(OntologyFile.CONCEPTS, f"{concept.notation} has an unknown broader concept")
                self._narrower.setdefault((concept.scheme, concept.broader), []).append(concept)

    @classmethod
    def open(cls, base: str = DEFAULT_BASE) -> "ConceptScheme":
        """The concepts that come with drom, under `base` (no trailing slash)."""
        return cls.from_json(read_text(OntologyFile.COMPILED_CONCEPTS), base)

    @classmethod
    def from_json(cls, text: str, base: str = DEFAULT_BASE) -> "ConceptScheme":
        """Read what `to_json` wrote; raises OntologyDamaged when it is something else."""
        try:
            records: list[ConceptRecord] = json.loads(text)
            return cls(_concept(record, base) for record in records)
        except (ValueError, KeyError, TypeError, AttributeError) as err:
            raise OntologyDamaged(OntologyFile.COMPILED_CONCEPTS, f"not a list of concepts ({err!r})") from err

    def to_json(self) -> str:
        """One concept a line, in order, so that two versions can be compared; the same whatever the base."""
        lines = [json.dumps(_record(c), ensure_ascii=False, separators=(",", ":")) for c in self.concepts()]
        return "[\n" + ",\n".join(lines) + "\n]\n"

    def concepts(self) -> Iterator[Concept]:
        """Every concept, scheme by scheme, each followed by what is below it."""
        return iter(self._by_notation.values())

    def concept(self, scheme: str, notation: str) -> Concept:
        """The concept with this notation; raises ConceptUnknown."""
        try:
            return self._by_notation[scheme, notation]
        except KeyError:
            raise ConceptUnknown(notation, scheme) from None

    def by_iri(self, iri: str) -> Concept | None:
        """The concept with this IRI under the base that was opened, or None."""
        return self._by_iri.get(iri)

    def narrower_or_self(self, concept: Concept) -> tuple[Concept, ...]:
        """The concept and all below it, parents before children."""
        found = [concept]
        for above in found:  # grows while we walk it
            found.extend(self._narrower.get((above.scheme, above.notation), ()))
        return tuple(found)

    def broader_or_self(self, concept: Concept) -> tuple[Concept, ...]:
        """The concept and all above it, nearest first."""
        found = [concept]
        while (above := found[-1].broader) is not None:
            found.append(self.concept(concept.scheme, above))
        return tuple(found)

    def label(self, concept: Concept, ui: str) -> Label:
        """The preferred label for a reader of `ui`: along that language's own chain, then English, then any."""
        for lang in fallback_chain(ui):
            if lang in concept.labels:
                return Label(concept.labels[lang], lang)
        lang, text = next(iter(concept.labels.items()))
        return Label(text, lang)


def _concept(record: ConceptRecord, base: str) -> Concept:
    return Concept(
        scheme=record["scheme"],
        notation=record["notation"],
        iri=f"{base}/concept/{record['scheme']}/{record['notation']}",
        broader=record["broader"],
        labels=record["labels"],
        alt={lang: tuple(texts) for lang, texts in record["alt"].items()},
        hidden={lang: tuple(texts) for lang, texts in record["hidden"].items()},
        definition=record["definition"],
    )


def _record(concept: Concept) -> dict[str, object]:
    record = asdict(concept)
    del record["iri"]
    return record
