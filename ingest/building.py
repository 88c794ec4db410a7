"""From readings to the graph of a draft: assemble each document, resolve across documents, merge, validate."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from graph.curation import CurationLedger
from graph.draft import Draft
from graph.hiding import hide, shown_again
from graph.identifiers import Identifiers
from graph.identity import JudgementLedger
from graph.mapping import CLASSES, PREDICATES, quads_of, thing_from
from graph.merge import write_merged_view
from graph.places import Gazetteer
from graph.quads import ANYWHERE, Term
from graph.queries import document
from graph.records import Iri, Thing, ThingType
from graph.registers import number_of
from graph.release import Release, Releases
from graph.store import GraphStore
from graph.validation import Problem, validate
from ingest.assemble import assemble
from ingest.assembly import KnownNames
from ingest.extract.version import extractor_version
from ingest.finding import Reading
from ingest.likeness import COMPARED_BY, Meaning
from ingest.locations import Containment, place_things, quarter_things
from ingest.parallel import shared_by, versions_among
from ingest.resolve import COMPARED, judgements
from ingest.versions import pages_in, version_quads
from ontology.scheme import ConceptScheme
from ontology.terms import RDF


@dataclass(frozen=True, slots=True)
class Kit:
    """What turns findings into things of one data folder."""

    identifiers: Identifiers
    ledger: JudgementLedger
    curation: CurationLedger
    scheme: ConceptScheme
    gazetteer: Gazetteer
    known: KnownNames
    meaning: Meaning | None = None  # of names, across languages

    @classmethod
    @contextmanager
    def open(cls, releases: Releases, known: KnownNames, meaning: Meaning | None = None) -> Iterator["Kit"]:
        """Opens the ledgers for writing; the caller holds the data folder's lock."""
        identifiers = Identifiers(releases.identifiers_ledger, releases.base)
        ledger = JudgementLedger(releases.judgements_ledger)
        curation = CurationLedger(releases.curation_ledger)
        try:
            yield cls(
                identifiers, ledger, curation, ConceptScheme.open(releases.base), Gazetteer.open(), known, meaning
            )
        finally:
            identifiers.close()
            ledger.close()


def add_reading(draft: Draft, kit: Kit, reading: Reading) -> str:
    """Make what one document says the content of its named graph; gives the document's IRI."""
    content = assemble(
        reading.document,
        reading.findings,
        identifiers=kit.identifiers,
        scheme=kit.scheme,
        gazetteer=kit.gazetteer,
        known=kit.known,
        extractor=extractor_version(reading.adviser),
    )
    document = content.document.iri
    draft.put_text(document, reading.document.text)
    draft.store.replace_graph(document, quads_of(content))
    return document


def complete(draft: Draft, kit: Kit, touched: Iterable[str]) -> list[Problem]:
    """Resolve, merge and validate what the documents of the draft say; `touched` are the IRIs of those that are new.

    Ledgers are on the disk when this returns. The problems are those of what the run touched.
    """
    things = list(_named_things(draft.store))
    containment = Containment(kit.gazetteer, kit.identifiers)
    located = _located(kit.identifiers)
    containment.learn(located)
    now = datetime.now(UTC)
    versions = versions_among(pages_in(draft.store))
    shared = [shared_by(pair) for pair in versions]
    judged = judgements(things, containment, kit.meaning, kit.identifiers.listed())
    said = chain(judged, *(each.judgements for each in shared))
    kit.ledger.settle({judgement.pair: judgement for judgement in said}.values(), at=now)
    places = [
        *place_things(kit.gazetteer, kit.identifiers, located),
        *quarter_things(kit.gazetteer, kit.identifiers),
    ]
    kit.identifiers.flush()
    kit.ledger.flush()
    clusters, decisions = kit.ledger.clusters(kit.identifiers.age), kit.curation.standing()
    hide(draft.store, decisions, clusters)
    write_merged_view(
        draft.store,
        base=draft.base,
        clusters=clusters,
        places=places,
        minted=kit.identifiers.minted(),
        decisions=decisions,
        judged=kit.ledger.decided(),
        versions=version_quads(versions, shared, clusters),
    )
    return validate(draft.store, touched)


def to_read_again(releases: Releases, release: Release) -> set[str]:
    """Addresses of documents from which something was hidden that no longer is."""
    lines = list(CurationLedger(releases.curation_ledger).history())[release.manifest.curation :]
    undone = [line for line in lines if line.is_undone]
    again = shown_again(release.store, undone) if undone else ()
    return {found.address for iri in again if (found := document(release.store, iri))}


def _named_things(store: GraphStore) -> Iterator[Thing]:
    """The things of all document graphs that may be the same as another, with what tells, without their evidence."""
    nodes: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for kind in COMPARED:
        for quad in store.quads(predicate=RDF.type, object=Iri(CLASSES[kind][0]), graph=ANYWHERE):
            if quad.graph is not None:
                nodes[quad.subject][RDF.type] = [quad.object]
    for prop in COMPARED_BY:  # the annotations, ten times as many quads, are never read
        for quad in store.quads(predicate=PREDICATES[prop], graph=ANYWHERE):
            if quad.graph is not None and quad.subject in nodes:
                nodes[quad.subject][quad.predicate].append(quad.object)
    for iri in sorted(nodes):
        thing = thing_from(iri, nodes[iri])
        if thing is not None:
            yield thing


def _located(identifiers: Identifiers) -> list[int]:
    """Numbers of all places that any document ever spoke of, ascending: a published place stays described."""
    places = (minted for minted in identifiers.minted() if minted.type is ThingType.PLACE)
    return sorted(number_of(minted.address) for minted in places)
