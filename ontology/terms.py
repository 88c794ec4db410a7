"""Every term the graph uses, as plain strings in closed classes: `SKOS.prefLabel` is an IRI, a typo raises.

Needs no RDF library, so that a program that only reads the graph need not load one.
"""
# ruff: noqa: N815 (the names are those of the vocabularies)


class Terms:
    """A closed namespace: each annotated name of a subclass becomes the IRI `NS` + name."""

    NS: str  # what every IRI of this namespace begins with

    def __init_subclass__(cls, *, namespace: str) -> None:
        cls.NS = namespace
        for name in cls.__annotations__:
            setattr(cls, name, namespace + name)


def iris(vocabulary: type[Terms]) -> frozenset[str]:
    """All IRIs of a closed namespace."""
    return frozenset(getattr(vocabulary, name) for name in vocabulary.__annotations__)


class DROM(Terms, namespace="https://w3id.org/drom/ns#"):
    """Ours; equal to drom.ttl (tested)."""

    Practice: str
    Project: str
    Programme: str
    Observation: str

    place: str
    within: str
    about: str
    approach: str
    targetGroup: str
    outcome: str
    partOf: str
    adaptedFrom: str
    involves: str
    coordinator: str
    partner: str
    funder: str
    observation: str
    unit: str
    qualifier: str
    describes: str
    supports: str
    method: str
    confidence: str
    address: str
    fileName: str
    sourceTitle: str
    sourceRead: str
    extractor: str
    languageConfidence: str
    alternate: str
    disagreesWith: str
    Decision: str
    verdict: str
    unreviewed: str


class RDF(Terms, namespace="http://www.w3.org/1999/02/22-rdf-syntax-ns#"):
    """RDF."""

    type: str
    value: str
    langString: str
    Property: str
    subject: str
    predicate: str
    object: str


class RDFS(Terms, namespace="http://www.w3.org/2000/01/rdf-schema#"):
    """RDF Schema."""

    label: str
    comment: str
    seeAlso: str
    isDefinedBy: str
    subClassOf: str
    subPropertyOf: str
    domain: str
    range: str
    Class: str
    Resource: str


class OWL(Terms, namespace="http://www.w3.org/2002/07/owl#"):
    """OWL 2."""

    sameAs: str
    Class: str
    Ontology: str
    ObjectProperty: str
    DatatypeProperty: str
    versionInfo: str
    deprecated: str


class XSD(Terms, namespace="http://www.w3.org/2001/XMLSchema#"):
    """XML Schema datatypes."""

    string: str
    boolean: str
    integer: str
    nonNegativeInteger: str
    decimal: str
    double: str
    date: str
    dateTime: str
    gYear: str
    gYearMonth: str
    anyURI: str


class SKOS(Terms, namespace="http://www.w3.org/2004/02/skos/core#"):
    """SKOS."""

    Concept: str
    ConceptScheme: str
    inScheme: str
    hasTopConcept: str
    topConceptOf: str
    prefLabel: str
    altLabel: str
    hiddenLabel: str
    notation: str
    definition: str
    scopeNote: str
    editorialNote: str
    broader: str
    narrower: str
    related: str
    broaderTransitive: str
    exactMatch: str
    closeMatch: str
    broadMatch: str
    narrowMatch: str
    relatedMatch: str


class DCTERMS(Terms, namespace="http://purl.org/dc/terms/"):
    """Dublin Core terms."""

    Location: str
    title: str
    alternative: str
    description: str
    abstract: str
    subject: str
    identifier: str
    source: str
    language: str
    date: str
    created: str
    issued: str
    modified: str
    creator: str
    publisher: str
    contributor: str
    license: str
    rights: str
    type: str
    format: str
    extent: str
    spatial: str
    temporal: str
    hasPart: str
    isPartOf: str
    references: str
    isReplacedBy: str
    replaces: str
    conformsTo: str
    provenance: str


class SCHEMA(Terms, namespace="https://schema.org/"):
    """schema.org."""

    Project: str
    FundingScheme: str
    Place: str
    Event: str
    WebPage: str
    DigitalDocument: str
    MonetaryGrant: str
    Organization: str
    CreativeWork: str
    Dataset: str
    GeoCoordinates: str
    PropertyValue: str
    name: str
    alternateName: str
    description: str
    url: str
    identifier: str
    startDate: str
    endDate: str
    datePublished: str
    dateModified: str
    inLanguage: str
    citation: str
    mentions: str
    about: str
    text: str
    sha256: str
    encodingFormat: str
    contentSize: str
    workTranslation: str
    translationOfWork: str
    containedInPlace: str
    containsPlace: str
    latitude: str
    longitude: str
    addressCountry: str
    location: str
    value: str
    unitText: str
    measurementMethod: str
    observationDate: str
    amount: str
    currency: str
    funder: str
    funding: str
    license: str


class PROV(Terms, namespace="http://www.w3.org/ns/prov#"):
    """PROV-O."""

    Entity: str
    Activity: str
    Agent: str
    SoftwareAgent: str
    Plan: str
    wasDerivedFrom: str
    hadPrimarySource: str
    wasRevisionOf: str
    wasGeneratedBy: str
    wasAttributedTo: str
    wasAssociatedWith: str
    used: str
    generatedAtTime: str
    invalidatedAtTime: str
    startedAtTime: str
    endedAtTime: str
    value: str


class OA(Terms, namespace="http://www.w3.org/ns/oa#"):
    """Web Annotation."""

    Annotation: str
    SpecificResource: str
    TextQuoteSelector: str
    TextPositionSelector: str
    FragmentSelector: str
    identifying: str
    linking: str
    classifying: str
    describing: str
    motivatedBy: str
    hasBody: str
    hasTarget: str
    hasSource: str
    hasSelector: str
    refinedBy: str
    exact: str
    prefix: str
    suffix: str
    start: str
    end: str


class ORG(Terms, namespace="http://www.w3.org/ns/org#"):
    """The Organization Ontology."""

    Organization: str
    OrganizationalCollaboration: str
    FormalOrganization: str
    classification: str
    identifier: str
    memberOf: str
    hasMember: str
    subOrganizationOf: str
    hasUnit: str
    unitOf: str


class QB(Terms, namespace="http://purl.org/linked-data/cube#"):
    """RDF Data Cube."""

    Observation: str
    DataSet: str
    dataSet: str


class CV(Terms, namespace="http://data.europa.eu/m8g/"):
    """The Core Vocabularies of the European Union."""

    PublicOrganisation: str


class EURIO(Terms, namespace="http://data.europa.eu/s66#"):
    """The European Research Information Ontology."""

    Project: str


class VOID(Terms, namespace="http://rdfs.org/ns/void#"):
    """VoID, which describes data sets."""

    Dataset: str
    Linkset: str
    triples: str
    entities: str
    properties: str
    distinctSubjects: str
    distinctObjects: str
    classPartition: str
    propertyPartition: str
    vocabulary: str
    uriSpace: str
    uriRegexPattern: str
    exampleResource: str
    sparqlEndpoint: str
    dataDump: str
    feature: str
    inDataset: str
    subset: str
    linkPredicate: str
    objectsTarget: str
    subjectsTarget: str
    rootResource: str


class DCAT(Terms, namespace="http://www.w3.org/ns/dcat#"):
    """DCAT 3."""

    Catalog: str
    Dataset: str
    Distribution: str
    DataService: str
    dataset: str
    distribution: str
    service: str
    servesDataset: str
    endpointURL: str
    endpointDescription: str
    accessURL: str
    downloadURL: str
    mediaType: str
    byteSize: str
    keyword: str
    theme: str
    contactPoint: str
    landingPage: str


class SH(Terms, namespace="http://www.w3.org/ns/shacl#"):
    """SHACL: what a validation report says."""

    ValidationReport: str
    ValidationResult: str
    conforms: str
    result: str
    focusNode: str
    resultPath: str
    resultMessage: str
    resultSeverity: str
    sourceShape: str
    sourceConstraintComponent: str
    value: str
    Violation: str
    Warning: str
    Info: str
    targetClass: str
    targetNode: str
    NodeShape: str
    PropertyShape: str
    path: str
    property: str
