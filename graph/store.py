"""What drom asks of a triple store; `graph/stores/` holds the stores that can do it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, TypeAlias

from graph.quads import Quad, Term

Row: TypeAlias = Mapping[str, Term]  # variable name without `?` → value; unbound variables are left out


class GraphStore(Protocol):
    """Named graphs and one default graph, asked in SPARQL 1.1.

    A store keeps numbers by value: `"1.50"^^xsd:decimal` may come back as `1.5`. All methods raise StoreFailed when the
    store cannot be read or written, and StatementRefused for terms that RDF does not allow.
    """

    def replace_graph(self, graph: str | None, quads: Iterable[Quad]) -> None:
        """Make `quads` the whole content of `graph`, whatever graph each quad names; no quads remove the graph.

        A named graph is replaced in one transaction. The default graph (None) is derived from the others and may be
        large: it is written in pieces, and is whole only when this returns.
        """
        ...

    def quads(
        self,
        *,
        subject: str | None = None,
        predicate: str | None = None,
        object: Term | None = None,
        graph: str | None = None,
    ) -> Iterator[Quad]:
        """Quads that match, in no particular order; None matches everything, but for `graph` it is the default graph.

        `graph=ANYWHERE` looks into every named graph and the default graph.
        """
        ...

    def graphs(self) -> Iterator[str]:
        """IRIs of the named graphs."""
        ...

    def select(self, query: str, values: Mapping[str, Term] | None = None) -> Iterator[Row]:
        """Rows of a SELECT query with `values` put in place of its variables; each of them must be projected.

        Raises QueryMalformed.
        """
        ...

    def flush(self) -> None:
        """Return when everything written so far is on the disk."""
        ...
