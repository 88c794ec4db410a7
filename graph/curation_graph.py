"""Decisions of people in the graph: as nodes that say who decided what and when, and as what they change in the merged
view.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from graph.curation import SINGLE, Act, Decision
from graph.identifiers import GraphName, content_key, graph_iri
from graph.identity import Recorded
from graph.mapping import PROPERTIES
from graph.provenance import nodes_of
from graph.quads import Literal, Quad, Term, text_of
from graph.records import Iri, Property, Value
from graph.store import GraphStore
from graph.values import time_of, time_term, value_of
from ontology.terms import DCTERMS, DROM, OWL, RDF, RDFS, SKOS

_NAMES = (SKOS.prefLabel, SKOS.altLabel)  # which of them a name becomes is decided when the view is merged


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as a release shows it; `value` is None where it is hidden."""

    verdict: str  # an `Act`, or a `Verdict` on two things
    thing: str  # IRI
    predicate: str  # IRI
    value: Value | None
    by: str
    at: datetime  # aware, UTC
    why: str

    @property
    def prop(self) -> Property | None:
        """The property that was decided on; None for a judgement on two things."""
        return PROPERTIES.get(self.predicate)


def curation_quads(decisions: Iterable[Decision]) -> Iterator[Quad]:
    """A node for each decision; of what is hidden it does not say the value."""
    for decision in decisions:
        said = Quad(decision.thing, decision.predicate, decision.term)
        made = (str(decision.act), decision.by, decision.at, decision.why)
        yield from _node(said, *made, is_hidden=decision.act is Act.HIDE)


def judgement_quads(lines: Iterable[Recorded]) -> Iterator[Quad]:
    """A node for each judgement of a person on two things."""
    for line in lines:
        if line.judgement is not None:
            left, right = line.pair
            said = Quad(left, OWL.sameAs, Iri(right))
            yield from _node(said, str(line.judgement.verdict), line.by, line.at, line.why)


def _node(said: Quad, verdict: str, by: str, at: datetime, why: str, *, is_hidden: bool = False) -> Iterator[Quad]:
    base = said.subject.partition("/id/")[0]
    when = time_term(at)
    content = (verdict, said.subject, said.predicate, *_content(said.object), by, when.text, why)
    iri = f"{graph_iri(base, GraphName.CURATION)}#d-" + content_key("\n".join(content))
    yield Quad(iri, RDF.type, Iri(DROM.Decision))
    yield Quad(iri, RDF.subject, Iri(said.subject))
    yield Quad(iri, RDF.predicate, Iri(said.predicate))
    if not is_hidden:
        yield Quad(iri, RDF.object, said.object)
    yield Quad(iri, DROM.verdict, Literal(verdict))
    yield Quad(iri, DCTERMS.creator, Literal(by))
    yield Quad(iri, DCTERMS.created, when)
    yield Quad(iri, RDFS.comment, Literal(why))


def _content(value: Term) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, Literal) else (value,)


def decisions_on(store: GraphStore, names: Iterable[str]) -> list[Decided]:
    """What people decided about a thing under any of its IRIs, oldest first; judgements on two things among it."""
    found = {}
    for name in names:
        graph = graph_iri(name.partition("/id/")[0], GraphName.CURATION)
        for predicate in (RDF.subject, RDF.object):
            for quad in store.quads(predicate=predicate, object=Iri(name), graph=graph):
                node = nodes_of(store.quads(subject=quad.subject, graph=graph))[quad.subject]
                if predicate == RDF.subject or text_of(node[RDF.predicate][0]) == OWL.sameAs:
                    found[quad.subject] = _decided(node)
    return [found[iri] for iri in sorted(found, key=lambda iri: (found[iri].at, iri))]


def _decided(node: Mapping[str, list[Term]]) -> Decided:
    when = node[DCTERMS.created][0]
    assert isinstance(when, Literal)
    return Decided(
        verdict=text_of(node[DROM.verdict][0]),
        thing=text_of(node[RDF.subject][0]),
        predicate=text_of(node[RDF.predicate][0]),
        value=value_of(node[RDF.object][0]) if RDF.object in node else None,
        by=text_of(node[DCTERMS.creator][0]),
        at=time_of(when),
        why=text_of(node[RDFS.comment][0]),
    )


class Overrule:
    """What decisions change in the merged view, under canonical IRIs.

    `canonical` gives the IRI that stands for another.
    """

    def __init__(self, decisions: Iterable[Decision], canonical: Callable[[str], str]) -> None:
        self._canonical = canonical
        self._set: dict[Quad, None] = {}
        self._out: set[Quad] = set()
        for decision in decisions:
            self._take(decision)
        # Other names stay, as alternative ones; of every other single value only what is set stands.
        single = (quad for quad in self._set if PROPERTIES[quad.predicate] in SINGLE - {Property.LABEL})
        self._filled = {_slot(quad) for quad in single}

    def _take(self, decision: Decision) -> None:
        """A later decision takes the place of an earlier one, also of one on a thing that was merged since."""
        quad = Quad(self._canonical(decision.thing), decision.predicate, self._term(decision.term))
        if decision.act is not Act.SET:
            self._set.pop(quad, None)
            self._out.update(_forms(quad))
            return
        self._out.difference_update(_forms(quad))
        if decision.slot is not None:
            self._set = {kept: None for kept in self._set if _slot(kept) != _slot(quad)}
        self._set[quad] = None

    def allows(self, quad: Quad) -> bool:
        """Whether what a document says stays; the quad is under canonical IRIs."""
        return quad not in self._out and (_slot(quad) not in self._filled or quad in self._set)

    def added(self) -> tuple[Quad, ...]:
        """What people say, under canonical IRIs."""
        return tuple(self._set)

    def _term(self, term: Term) -> Term:
        return term if isinstance(term, Literal) else Iri(self._canonical(term))


def _forms(quad: Quad) -> tuple[Quad, ...]:
    if quad.predicate in _NAMES:
        return tuple(Quad(quad.subject, name, quad.object) for name in _NAMES)
    return (quad,)


def _slot(quad: Quad) -> tuple[str, str, str]:
    """What a single value stands in: thing, predicate and, of a text, the language."""
    return quad.subject, quad.predicate, quad.object.lang if isinstance(quad.object, Literal) else ""
