"""What hangs above what: every concept and place with all that is broader or contains it. Pure."""

from collections.abc import Iterable, Mapping

from graph.quads import Quad, text_of


def parents_in(quads: Iterable[Quad], predicate: str) -> dict[str, set[str]]:
    """Subject → objects of one predicate."""
    parents: dict[str, set[str]] = {}
    for quad in quads:
        if quad.predicate == predicate:
            parents.setdefault(quad.subject, set()).add(text_of(quad.object))
    return parents


def and_above(start: str, parents: Mapping[str, Iterable[str]]) -> list[str]:
    """The node itself and everything above it, each once, nearest first; a cycle ends where it began."""
    found = [start]
    for node in found:  # grows while we walk it
        found.extend(above for above in sorted(parents.get(node, ())) if above not in found)
    return found
