"""From the findings of one document to its things: one thing per name, best value per field, every quotation kept.

Pure but for the identifiers, which are drawn from (or looked up in) the ledger. What joins things of different
documents is `resolve.py`.
"""

from collections.abc import Iterable

from graph.identifiers import Identifiers
from graph.places import Gazetteer
from graph.records import DocumentGraph, DocumentRecord, Iri, Property, ThingType
from ingest.assembly import ABOUT, Assembly, KnownNames, ThingDraft
from ingest.context import country_of, main_undertaking, nearest, sentences
from ingest.document import Document
from ingest.finding import (
    ConceptFinding,
    DateFinding,
    Finding,
    FundingFinding,
    NameFinding,
    ObservationFinding,
    PlaceFinding,
    PracticeFinding,
    RelationFinding,
)
from ontology.scheme import ConceptScheme

MOST_ALTERNATES = 60  # versions that a page may name; there are 24 official languages of the Union
PLACED_BY_PAGE = (ThingType.DOCUMENT, ThingType.PRACTICE, ThingType.PROJECT, ThingType.EVENT)


def assemble(
    document: Document,
    findings: Iterable[Finding],
    *,
    identifiers: Identifiers,
    scheme: ConceptScheme,
    gazetteer: Gazetteer,
    known: KnownNames,
    extractor: str,
) -> DocumentGraph:
    """The named graph of one document as records.

    A name is one thing however often it occurs; a figure belongs to the practice whose sentence states it, else to
    the undertaking the page is about, else to the document. What only the rest of the page tells (a project's theme,
    its country) is said with method `context` and a low confidence.
    """
    assembly = Assembly(document, identifiers, scheme, gazetteer, known)
    ordered = sorted(findings, key=lambda f: (f.start, f.end, type(f).__name__))
    _add_named(assembly, ordered)
    _add_figures(assembly, ordered)
    _add_context(assembly, ordered)
    things = tuple(draft.thing() for draft in assembly.drafts.values() if draft.statements)
    return DocumentGraph(_record(assembly, extractor), things)


def _add_named(assembly: Assembly, findings: list[Finding]) -> None:
    for found in findings:
        if isinstance(found, PlaceFinding):
            assembly.add_place(found)
    for found in findings:
        match found:
            case ConceptFinding():
                assembly.add_concept(found)
            case NameFinding():
                assembly.add_name(found)
            case PracticeFinding():
                assembly.add_practice(found)
            case _:
                pass
    for found in findings:
        if isinstance(found, RelationFinding):
            assembly.add_relation(found)


def _add_figures(assembly: Assembly, findings: list[Finding]) -> None:
    main = main_undertaking(assembly.document, findings)
    is_project = main is not None and main.type is ThingType.PROJECT  # a programme has other figures on every page
    default = assembly.names[main] if main and is_project else assembly.about
    bounds = sentences(assembly.document.text)
    for found in findings:
        if isinstance(found, ObservationFinding | FundingFinding) and found.confidence >= ABOUT:
            practice = nearest(found, assembly.practices, bounds)
            assembly.add_figure(found, assembly.practices[practice] if practice else default)


def _add_context(assembly: Assembly, findings: list[Finding]) -> None:
    """What the page as a whole tells of its practices and of the undertaking it is about."""
    main = main_undertaking(assembly.document, findings)
    if main and main.type is ThingType.PROJECT:
        draft = assembly.names[main]
        for found in findings:
            if isinstance(found, ConceptFinding) and found.confidence >= ABOUT and found.scheme == "themes":
                draft.say(Property.THEME, assembly.concept(found.scheme, found.notation), assembly.inferred(found))
        _add_lifetime(assembly, draft, [found for found in findings if isinstance(found, DateFinding)])
        for practice in assembly.practices.values():
            if not practice.says(Property.PART_OF):
                practice.say(Property.PART_OF, Iri(draft.iri), assembly.inferred(main))
    _add_country(assembly, [f for f in findings if isinstance(f, PlaceFinding)])


def _add_lifetime(assembly: Assembly, project: ThingDraft, dates: list[DateFinding]) -> None:
    """When a project began and ended: as the sentences that speak of it say; where none does, the first period."""
    edges = [found for found in dates if found.role in ("start", "end")]
    for found in [found for found in edges if found.is_of_project] or edges:
        prop = Property.START if found.role == "start" else Property.END
        if not project.says(prop):
            project.say(prop, found.date, assembly.evidence(found))


def _add_country(assembly: Assembly, places: list[PlaceFinding]) -> None:
    """The country that the page speaks of is that of its undertakings and practices that name no place, and its own.

    Bodies act abroad: they are placed only by a page that names no other country.
    """
    found = country_of(assembly.document, places, assembly.gazetteer)
    if found is None:
        return
    local = {*PLACED_BY_PAGE, *((ThingType.ORGANISATION,) if found.is_only else ())}
    for draft in assembly.drafts.values():
        if draft.type in local and not draft.says(Property.PLACE) and not draft.is_known:
            draft.say(Property.PLACE, assembly.place(found.country.geonames_id), assembly.inferred(found.words))


def _record(assembly: Assembly, extractor: str) -> DocumentRecord:
    d = assembly.document
    return DocumentRecord(
        iri=assembly.iri,
        address=d.address,
        source=d.source,
        file_name=d.file_name,
        derived_from=d.derived_from,
        source_title=d.source_title,
        source_read=d.source_read,
        fetched=d.fetched,
        sha256=d.sha256,
        extractor=extractor,
        kind=d.kind,
        lang=d.lang,
        lang_confidence=d.lang_confidence,
        title=d.title,
        date=d.date,
        licence=d.licence,
        parts=d.parts,
        alternates=tuple(sorted({address for _, address in d.alternates[:MOST_ALTERNATES]})),
    )
