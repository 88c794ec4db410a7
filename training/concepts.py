"""What the model may learn from drom's own concept scheme, and which labels are kept from it to measure with."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ontology.scheme import Concept, ConceptScheme, Label
from training.charsmap import plain

HELD_OUT_EVERY = 5  # alternative and hidden labels of every fifth concept, by sorted notation, are never learned from


class HeldOut(NamedTuple):
    """A label that is never a training text, and the concept it names."""

    scheme: str
    notation: str
    lang: str
    label: str


def held_out_labels(scheme: ConceptScheme) -> list[HeldOut]:
    """Alternative labels of every fifth concept, less those that are also a learned label in some language."""
    learned = {plain(label.text) for labels in texts_by_concept(scheme) for label in labels}
    return [
        HeldOut(concept.scheme, concept.notation, lang, label)
        for concept in _measured(scheme)
        for lang, labels in sorted(concept.alt.items())
        for label in labels
        if plain(label) not in learned
    ]


def never_learned(scheme: ConceptScheme) -> set[str]:
    """Labels held out, in plain letters: no training text may be one of them."""
    return {plain(each.label) for each in held_out_labels(scheme)}


def write_held_out(scheme: ConceptScheme, path: Path) -> None:
    """A table of notation, language and label."""
    lines = [f"{each.notation}\t{each.lang}\t{each.label}" for each in held_out_labels(scheme)]
    path.write_text("\n".join(["notation\tlang\tlabel", *lines]) + "\n", encoding="utf-8")


def texts_by_concept(scheme: ConceptScheme) -> list[list[Label]]:
    """What each concept is called and how it is defined, in all languages, as far as it may be learned from."""
    return [
        list(
            dict.fromkeys(
                [*_learned(scheme, concept), *(Label(text, lang) for lang, text in concept.definition.items())]
            )
        )
        for concept in _sorted(scheme)
    ]


def _sorted(scheme: ConceptScheme) -> list[Concept]:
    return sorted(scheme.concepts(), key=lambda concept: (concept.notation, concept.scheme))


def _measured(scheme: ConceptScheme) -> list[Concept]:
    return _sorted(scheme)[::HELD_OUT_EVERY]


def _learned(scheme: ConceptScheme, concept: Concept) -> Iterator[Label]:
    """The labels that may be learned from."""
    yield from (Label(text, lang) for lang, text in concept.labels.items())
    if concept not in _measured(scheme):
        for listing in (concept.alt, concept.hidden):
            yield from (Label(text, lang) for lang, texts in listing.items() for text in texts)
