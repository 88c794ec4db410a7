"""How the match set divides: by type, concept, place, language, year and organisation."""

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from search.columns import Columns
from search.labelling import Labelling
from search.results import FacetValue
from search.understanding import SLOTS

SHOWN = 50  # values of a facet, the most frequent; more is a list, not a choice
FACETS: Final = ("type", "theme", "approach", "target_group", "place", "lang", "year", "organisation")

_Label: TypeAlias = Callable[[str, str], str]


def facets(
    columns: Columns, rows: NDArray[np.int64], labelling: Labelling, ui: str
) -> Mapping[str, tuple[FacetValue, ...]]:
    """Counts over the rows of the match set, most frequent first."""
    return {name: _facet(columns, name, rows, _labels_of(name, labelling), ui) for name in FACETS}


def _facet(columns: Columns, name: str, rows: NDArray[np.int64], label: _Label, ui: str) -> tuple[FacetValue, ...]:
    counts = islice(columns.by_name[name].counts(rows), SHOWN)
    return tuple(FacetValue(value, label(value, ui), count) for value, count in counts)


def _labels_of(name: str, labelling: Labelling) -> _Label:
    scheme = next((scheme for scheme, slot in SLOTS.items() if slot == name), None)
    if scheme:

        def concept_label(value: str, ui: str) -> str:
            concept = labelling.concept(f"{scheme}/{value}", ui)
            return concept.label if concept else value

        return concept_label
    if name in ("place", "organisation"):
        return lambda value, ui: labelling.thing(value, ui) or value.rpartition("/")[2]
    return labelling.type if name == "type" else lambda value, ui: value
