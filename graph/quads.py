"""RDF as plain light values, handed between rooms so that no other room needs an RDF library.

There are no blank nodes in drom, hence no type for them.
"""

from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from graph.records import Iri
from ontology.terms import RDF, XSD

ANYWHERE: Final = "*"  # as a graph in a look-up: every named graph and the default graph


class Literal(NamedTuple):
    """A text with its datatype; `lang` is a BCP 47 tag, empty when the datatype is not rdf:langString."""

    text: str
    datatype: str = XSD.string
    lang: str = ""


Term: TypeAlias = Iri | Literal


class Quad(NamedTuple):
    """One statement in one graph; `graph` None is the default graph, which holds the merged view.

    A tuple and not a dataclass: a page makes a thousand of them, and a tuple is made and hashed three times as fast.
    """

    subject: str  # IRI
    predicate: str  # IRI
    object: Term
    graph: str | None = None  # IRI


def text_of(term: Term) -> str:
    """The characters of a literal or of an IRI."""
    return term.text if isinstance(term, Literal) else term


def tagged(text: str, lang: str) -> Literal:
    """A text in a language; the tag is written as BCP 47 recommends."""
    return Literal(text, RDF.langString, written_tag(lang))


@lru_cache(maxsize=1024)
def written_tag(lang: str) -> str:
    """The tag in the letter case of RFC 5646 §2.1.1: `sr-Latn`, `pt-BR`; stores keep tags in lower case."""
    first, *rest = lang.lower().split("-")
    return "-".join([first, *(_written_subtag(part) for part in rest)])


def _written_subtag(subtag: str) -> str:
    if len(subtag) == 4 and subtag.isalpha():
        return subtag.title()
    return subtag.upper() if len(subtag) == 2 else subtag
