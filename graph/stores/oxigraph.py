"""The embedded store: Oxigraph, in memory or in a folder. The default store of drom."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import pyoxigraph as ox

from graph.errors import QueryMalformed, StoreFailed
from graph.quads import ANYWHERE, Quad, Term
from graph.store import Row
from graph.stores.terms import data_block, graph_name, node, plain_quads, plain_term, quads_in, substitutions, term

# Quads removed from the default graph in one transaction: a transaction is kept in memory (about 500 bytes a quad).
_REMOVED_AT_ONCE = 20_000


class OxigraphStore:
    """A `GraphStore` in this process; one writer per folder, any number of readers on folders nobody writes to."""

    def __init__(self, store: ox.Store, where: str) -> None:
        self._store = store
        self._where = where

    @classmethod
    def in_memory(cls) -> Self:
        """An empty store that is gone with the process; it makes and removes a temporary folder."""
        return cls(ox.Store(), "in memory")

    @classmethod
    def open(cls, folder: Path) -> Self:
        """For writing; creates the folder. Raises StoreFailed when another process writes to it."""
        with _failures(str(folder)):
            return cls(ox.Store(folder), str(folder))

    @classmethod
    def read_only(cls, folder: Path) -> Self:
        """For reading a folder that nobody writes to: a published release. Raises StoreFailed."""
        with _failures(str(folder)):
            return cls(ox.Store.read_only(str(folder)), str(folder))

    def replace_graph(self, graph: str | None, quads: Iterable[Quad]) -> None:
        """As `GraphStore.replace_graph`; only what differs from the present content is written."""
        name = graph_name(graph)
        # Oxigraph takes 24 µs to remove a quad and 50 µs to insert one in an update of 225,000, 4 µs to read one
        # (0.5.13, two cores), so the difference is worth computing.
        with _failures(self._where):
            added = set(quads_in(name, quads))
            if not added:
                self._store.clear_graph(name) if isinstance(name, ox.DefaultGraph) else self._store.remove_graph(name)
                return
            removed = []
            for quad in self._store.quads_for_pattern(None, None, None, name):
                added.discard(quad) if quad in added else removed.append(quad)
            if isinstance(name, ox.DefaultGraph):
                self._replace_in_pieces(removed, added)
            else:
                self._replace_at_once(name, removed, added)

    def _replace_at_once(self, name: ox.NamedNode, removed: list[ox.Quad], added: set[ox.Quad]) -> None:
        if removed:
            self._store.update(f"{data_block('DELETE', name, removed)};\n{data_block('INSERT', name, added)}")
        elif added:
            self._store.extend(added)

    def _replace_in_pieces(self, removed: list[ox.Quad], added: set[ox.Quad]) -> None:
        for start in range(0, len(removed), _REMOVED_AT_ONCE):
            self._store.update(data_block("DELETE", ox.DefaultGraph(), removed[start : start + _REMOVED_AT_ONCE]))
        if added:
            self._store.bulk_extend(added)

    def quads(
        self,
        *,
        subject: str | None = None,
        predicate: str | None = None,
        object: Term | None = None,
        graph: str | None = None,
    ) -> Iterator[Quad]:
        with _failures(self._where):
            yield from plain_quads(
                self._store.quads_for_pattern(
                    None if subject is None else node(subject),
                    None if predicate is None else node(predicate),
                    None if object is None else term(object),
                    None if graph == ANYWHERE else graph_name(graph),
                )
            )

    def graphs(self) -> Iterator[str]:
        with _failures(self._where):
            for name in self._store.named_graphs():
                yield name.value

    def select(self, query: str, values: Mapping[str, Term] | None = None) -> Iterator[Row]:
        with _failures(self._where):
            solutions = self._store.query(query, substitutions=substitutions(values or {}))
            if not isinstance(solutions, ox.QuerySolutions):
                raise QueryMalformed("a SELECT query is needed here")
            names = [variable.value for variable in solutions.variables]
            for solution in solutions:
                yield {
                    name: plain_term(value) for name, value in zip(names, solution, strict=True) if value is not None
                }

    def flush(self) -> None:
        with _failures(self._where):
            self._store.flush()

    def copy_to(self, folder: Path) -> None:
        """A checkpoint of a flushed store in a new folder, hard-linked where the disk can; 8 to 15 ms."""
        with _failures(self._where):
            self._store.backup(folder)

    def close(self) -> None:
        """Let go of the folder; the store cannot be used any more."""
        del self._store  # the engine closes when its last reference goes

    def __len__(self) -> int:
        """Quads in all graphs; reads the whole store."""
        return len(self._store)


@contextmanager
def _failures(where: str) -> Iterator[None]:
    """Translate what the engine raises."""
    try:
        yield
    except SyntaxError as err:
        raise QueryMalformed(str(err.msg or err)) from err
    except OSError as err:
        raise StoreFailed(where, str(err)) from err
