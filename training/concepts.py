"""What the model may learn from drom's own concept scheme, and which labels are kept from it to measure with."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ontology.scheme import Concept, ConceptScheme

HELD_OUT_EVERY = 5  # alternative and hidden labels of every fifth concept, by sorted notation, are never learned from


class HeldOut(NamedTuple):
    """A label that is never a training text, and the concept it names."""

    scheme: str
    notation: str
    lang: str
    label: str


def held_out_labels(scheme: ConceptScheme) -> list[HeldOut]:
    """Alternative labels of every fifth concept, less those that are also a learned label in some language."""
    learned = {text.casefold() for texts in texts_by_concept(scheme) for text in texts}
    return [
        HeldOut(concept.scheme, concept.notation, lang, label)
        for concept in _measured(scheme)
        for lang, labels in sorted(concept.alt.items())
        for label in labels
        if label.casefold() not in learned
    ]


def never_learned(scheme: ConceptScheme) -> set[str]:
    """Labels held out, case-folded: no training text may be one of them."""
    return {each.label.casefold() for each in held_out_labels(scheme)}


def write_held_out(scheme: ConceptScheme, path: Path) -> None:
    """A table of notation, language and label."""
    lines = [f"{each.notation}\t{each.lang}\t{each.label}" for each in held_out_labels(scheme)]
    path.write_text("\n".join(["notation\tlang\tlabel", *lines]) + "\n", encoding="utf-8")


def texts_by_concept(scheme: ConceptScheme) -> list[list[str]]:
    """What each concept is called and how it is defined, in all languages, as far as it may be learned from."""
    return [
        list(dict.fromkeys([*(text for _, text in _learned(scheme, concept)), *concept.definition.values()]))
        for concept in _sorted(scheme)
    ]


def labels_by_lang(scheme: ConceptScheme) -> Mapping[str, list[str]]:
    """The labels that may be learned from, for the vocabulary."""
    found: dict[str, list[str]] = defaultdict(list)
    for concept in _sorted(scheme):
        for lang, text in _learned(scheme, concept):
            found[lang.partition("-")[0]].append(text)
    return found


def _sorted(scheme: ConceptScheme) -> list[Concept]:
    return sorted(scheme.concepts(), key=lambda concept: (concept.notation, concept.scheme))


def _measured(scheme: ConceptScheme) -> list[Concept]:
    return _sorted(scheme)[::HELD_OUT_EVERY]


def _learned(scheme: ConceptScheme, concept: Concept) -> Iterator[tuple[str, str]]:
    """Language and text of the labels that may be learned from."""
    yield from concept.labels.items()
    if concept not in _measured(scheme):
        for listing in (concept.alt, concept.hidden):
            yield from ((lang, text) for lang, texts in listing.items() for text in texts)
