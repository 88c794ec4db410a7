"""What filters, facets and dates need of every thing, as arrays of the release; row i is the i-th thing by IRI.

No SPARQL is run at question time: a filter is a lookup of rows by value, a facet a count of values over rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from search.tensors import Arrays, Strings

# The columns of every index, by the name of a filter.
COLUMNS: Final = (
    "type", "theme", "approach", "target_group", "place", "lang", "year", "organisation", "outcome",
    "stated",  # theme, approach and target group as stated, without the broader ones
)  # fmt: skip
_NUMBERS: Final = ("first_day", "last_day", "point_rows", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class Column:
    """Which values each row has, and which rows each value; both in ascending order.

    `values` are the distinct values, sorted; the values of row r are `codes[starts[r]:starts[r + 1]]`, and the rows of
    value v are `rows[value_starts[v]:value_starts[v + 1]]`.
    """

    values: Strings
    starts: NDArray[np.int64]
    codes: NDArray[np.int32]
    value_starts: NDArray[np.int64]
    rows: NDArray[np.int32]

    @classmethod
    def of(cls, values_by_row: Sequence[Iterable[str]]) -> "Column":
        sets = [frozenset(values) for values in values_by_row]
        distinct = sorted(frozenset().union(*sets), key=lambda value: value.encode("utf-8", "replace"))
        code = {value: number for number, value in enumerate(distinct)}
        coded = [sorted(code[value] for value in values) for values in sets]
        codes = np.fromiter((c for row in coded for c in row), dtype=np.int32)
        owners = np.repeat(np.arange(len(sets), dtype=np.int32), [len(row) for row in coded])
        order = np.argsort(codes, kind="stable")
        return cls(
            Strings.of(distinct),
            _starts(np.asarray([len(row) for row in coded], dtype=np.int64)),
            codes,
            _starts(np.bincount(codes, minlength=len(distinct)).astype(np.int64)),
            owners[order],
        )

    @classmethod
    def named(cls, arrays: Arrays, name: str) -> "Column":
        parts = (arrays[f"{name}.{part}"] for part in ("starts", "codes", "value_starts", "rows"))
        return cls(Strings.named(arrays, name), *parts)

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        own: dict[str, NDArray[Any]] = {
            "starts": self.starts,
            "codes": self.codes,
            "value_starts": self.value_starts,
            "rows": self.rows,
        }
        return {**self.values.arrays(name), **{f"{name}.{part}": array for part, array in own.items()}}

    def rows_of(self, value: str) -> NDArray[np.int32]:
        """The rows that have the value; none for a value that no row has."""
        code = self.values.position(value)
        if code is None:
            return self.rows[:0]
        return self.rows[self.value_starts[code] : self.value_starts[code + 1]]

    def has(self, row: int, value: str) -> bool:
        rows = self.rows_of(value)
        place = int(np.searchsorted(rows, row))
        return place < len(rows) and int(rows[place]) == row

    def of_row(self, row: int) -> list[str]:
        return [self.values[int(code)] for code in self.codes[self.starts[row] : self.starts[row + 1]]]

    def counts(self, rows: NDArray[np.int64]) -> Iterator[tuple[str, int]]:
        """How many of the rows have each value, most frequent first, ties by value; values without any are left out."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        places = np.repeat(self.starts[rows] - np.r_[0, np.cumsum(lengths)[:-1]], lengths) + np.arange(lengths.sum())
        found = np.bincount(self.codes[places], minlength=len(self.values))
        for code in np.argsort(-found, kind="stable")[: int(np.count_nonzero(found))]:
            yield self.values[int(code)], int(found[code])


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of a release. Dates are numbers YYYYMMDD: the first and last day a thing may mean; 0 is unknown."""

    iris: Strings
    by_name: dict[str, Column]
    first_day: NDArray[np.int32]
    last_day: NDArray[np.int32]
    point_rows: NDArray[np.int32]  # a thing has a point for each of its places with a known position
    latitude: NDArray[np.float64]  # degrees, WGS 84
    longitude: NDArray[np.float64]

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "Columns":
        numbers = (arrays[name] for name in _NUMBERS)
        return cls(Strings.named(arrays, "iri"), {name: Column.named(arrays, name) for name in COLUMNS}, *numbers)

    def arrays(self) -> dict[str, NDArray[Any]]:
        arrays: dict[str, NDArray[Any]] = dict(self.iris.arrays("iri"))
        for name, column in self.by_name.items():
            arrays |= column.arrays(name)
        return {**arrays, **{name: getattr(self, name) for name in _NUMBERS}}

    def __len__(self) -> int:
        return len(self.iris)

    def holding(self, name: str, values: Iterable[str]) -> NDArray[np.bool_]:
        """The rows that have any of the values in a column."""
        mask = np.zeros(len(self), dtype=np.bool_)
        for value in values:
            mask[self.by_name[name].rows_of(value)] = True
        return mask

    def within_days(self, first: int, last: int) -> NDArray[np.bool_]:
        """The rows whose time touches the days from `first` to `last`, both YYYYMMDD; rows without a date do not."""
        mask: NDArray[np.bool_] = (self.first_day > 0) & (self.first_day <= last) & (self.last_day >= first)
        return mask

    def within_box(self, west: float, south: float, east: float, north: float) -> NDArray[np.bool_]:
        """The rows placed inside the box; a box with west > east crosses the 180th meridian."""
        tall = (self.latitude >= south) & (self.latitude <= north)
        if west <= east:
            wide = (self.longitude >= west) & (self.longitude <= east)
        else:
            wide = (self.longitude >= west) | (self.longitude <= east)
        mask = np.zeros(len(self), dtype=np.bool_)
        mask[self.point_rows[tall & wide]] = True
        return mask


def first_day(date: str) -> int:
    """The first day that a partial ISO date may mean, as a number: 2015 → 20150000."""
    return int((date.replace("-", "") + "0000")[:8])


def last_day(date: str) -> int:
    """The last day that a partial ISO date may mean: 2015 → 20159999."""
    return int((date.replace("-", "") + "9999")[:8])


def _starts(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])
