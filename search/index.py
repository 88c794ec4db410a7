"""An index opened: every array, the vectors and the key words of one release, checked against its manifest."""

from dataclasses import dataclass
from pathlib import Path

from search.build import ARRAYS, CELLS, WORDS
from search.cards import Card
from search.columns import Columns
from search.encoder import Encoder
from search.errors import IndexDamaged, IndexStale
from search.lexical import KeywordIndex
from search.manifest import IndexFacts, check_files, problems, read_manifest
from search.names import Names
from search.pin import Pin
from search.tensors import Strings, open_arrays
from search.understanding import NamedThing
from search.units import Units
from search.vectors import VectorIndex, open_vectors


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that questions are answered from; arrays are mapped, not read."""

    facts: IndexFacts
    columns: Columns
    units: Units
    names: Names
    cards: Strings
    vectors: VectorIndex
    keywords: KeywordIndex

    @classmethod
    def open(cls, folder: Path, encoder: Encoder, base: str) -> "Index":
        """Raises IndexMissing, IndexDamaged, and IndexStale when another model or base built it."""
        facts = read_manifest(folder)
        if facts.model != encoder.name or facts.dimension != encoder.dimension:
            built, wanted = Pin.parse(facts.model), Pin.parse(encoder.name)
            raise IndexStale(folder, "model", built, wanted, again=built.how_to_choose(instead_of=wanted))
        if facts.base != base:
            raise IndexStale(folder, "base", facts.base, base)
        check_files(folder, facts)
        try:
            arrays = open_arrays(folder / ARRAYS)
            units = Units.from_arrays(arrays)
            cells = folder / CELLS
            return cls(
                facts, Columns.from_arrays(arrays), units, Names.from_arrays(arrays), Strings.named(arrays, "card"),
                open_vectors(units.vectors, cells if cells.name in facts.files else None), KeywordIndex(folder / WORDS),
            )  # fmt: skip
        except (OSError, ValueError, KeyError) as error:
            raise IndexDamaged(folder, f"it cannot be opened ({error})") from error

    def card(self, row: int) -> Card:
        return Card.from_json(self.cards.bytes_at(row))

    def type_of(self, row: int) -> str:
        return self.columns.by_name["type"].of_row(row)[0]

    def named_thing(self, row: int) -> NamedThing:
        return NamedThing(self.columns.iris[row], self.type_of(row), self.card(row).labels[0].text)


def verify_index(folder: Path) -> list[str]:
    """What is wrong with an index, every file read; nothing when it is whole."""
    try:
        return [str(problem) for problem in problems(folder, read_manifest(folder))]
    except (IndexDamaged, IndexStale) as error:
        return [str(error)]
