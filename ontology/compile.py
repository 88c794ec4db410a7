"""Makes concepts.json from concepts.ttl: `python -m ontology.compile`. The only part of this room that reads Turtle."""

import sys
from collections.abc import Iterator

from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from ontology.errors import OntologyDamaged
from ontology.files import OntologyFile, read_text, write_text
from ontology.scheme import DEFAULT_BASE, Concept, ConceptScheme
from ontology.terms import DROM


def scheme_from_turtle(base: str = DEFAULT_BASE) -> ConceptScheme:
    """The concepts as concepts.ttl states them, under `base`; takes about a second."""
    graph = Graph().parse(data=read_text(OntologyFile.CONCEPTS), format="turtle")
    return ConceptScheme(_concepts(graph, base))


def _concepts(graph: Graph, base: str) -> Iterator[Concept]:
    """Top concepts and what is below them, depth first, in the order of notations, so that the result is stable."""
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme), key=str):
        waiting = sorted(graph.subjects(SKOS.topConceptOf, scheme), key=str, reverse=True)
        while waiting:
            node = waiting.pop()
            yield _concept(graph, node, _last_part(scheme), base)
            waiting.extend(sorted(graph.subjects(SKOS.broader, node), key=str, reverse=True))


def _concept(graph: Graph, node: Node, scheme: str, base: str) -> Concept:
    notation = _last_part(node)
    if str(graph.value(node, SKOS.notation)) != notation:
        raise OntologyDamaged(OntologyFile.CONCEPTS, f"{node} has not the notation of its IRI")
    broader = graph.value(node, SKOS.broader)
    return Concept(
        scheme=scheme,
        notation=notation,
        iri=f"{base}/concept/{scheme}/{notation}",
        broader=_last_part(broader) if broader else None,
        labels={lang: texts[0] for lang, texts in _by_lang(graph, node, SKOS.prefLabel).items()},
        alt=_by_lang(graph, node, SKOS.altLabel),
        hidden=_by_lang(graph, node, SKOS.hiddenLabel),
        definition={lang: texts[0] for lang, texts in _by_lang(graph, node, SKOS.definition).items()},
    )


def _by_lang(graph: Graph, node: Node, predicate: URIRef) -> dict[str, tuple[str, ...]]:
    """Texts by language, English first, then in the order of codes and of the alphabet."""
    texts = [text for text in graph.objects(node, predicate) if isinstance(text, Literal)]
    langs = sorted({text.language or "und" for text in texts}, key=lambda lang: (lang != "en", lang))
    return {lang: tuple(sorted(str(t) for t in texts if (t.language or "und") == lang)) for lang in langs}


def _last_part(node: Node) -> str:
    return str(node).rpartition("/")[2]


def unreviewed_share(graph: Graph) -> float:
    """The share, 0..1, of concepts' languages whose labels no one who works in the language has read yet."""
    named = {(node, text.language) for node, text in graph.subject_objects(SKOS.prefLabel) if isinstance(text, Literal)}
    waiting = {(node, str(lang)) for node, lang in graph.subject_objects(URIRef(DROM.unreviewed))}
    return len(named & waiting) / len(named)


def main() -> None:
    """Write concepts.json beside the Turtle of this checkout, and say how much of it waits for a reader."""
    write_text(OntologyFile.COMPILED_CONCEPTS, scheme_from_turtle().to_json())
    share = unreviewed_share(Graph().parse(data=read_text(OntologyFile.CONCEPTS), format="turtle"))
    concepts = sum(1 for _ in ConceptScheme.open().concepts())
    sys.stdout.write(f"{OntologyFile.COMPILED_CONCEPTS}: {concepts} concepts, {share:.1%} of their labels unreviewed\n")


if __name__ == "__main__":
    main()
