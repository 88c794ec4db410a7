"""The ontology and its concepts as quads, under the base of a data folder."""

from functools import cache

from graph.exchange import Syntax, parse
from graph.quads import Literal, Quad, Term
from graph.records import Iri
from ontology.files import OntologyFile, read_text
from ontology.scheme import DEFAULT_BASE


def ontology_quads() -> list[Quad]:
    """The terms of drom's own namespace, the same under every base."""
    return list(parse(read_text(OntologyFile.TERMS).encode(), Syntax.TURTLE))


@cache
def vocabulary_quads(base: str) -> tuple[Quad, ...]:
    """Terms, concepts and their matches elsewhere; the concepts' IRIs begin with `base`."""
    files = (OntologyFile.CONCEPTS, OntologyFile.LINKS)
    concepts = (quad for file in files for quad in parse(read_text(file).encode(), Syntax.TURTLE))
    rebased = (Quad(_rebased(q.subject, base), q.predicate, _rebased_term(q.object, base)) for q in concepts)
    return (*ontology_quads(), *rebased)


def _rebased(iri: str, base: str) -> str:
    return base + iri.removeprefix(DEFAULT_BASE) if iri.startswith(f"{DEFAULT_BASE}/") else iri


def _rebased_term(term: Term, base: str) -> Term:
    return term if isinstance(term, Literal) else Iri(_rebased(term, base))
