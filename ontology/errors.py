"""What can go wrong with the words themselves.

OntologyError
├── ConceptUnknown    no concept has this notation or IRI
└── OntologyDamaged   a file of this room does not say what it must
"""


class OntologyError(Exception):
    """Everything this room raises on purpose."""


class ConceptUnknown(OntologyError):
    """No concept goes by this name."""

    def __init__(self, name: str, scheme: str | None = None) -> None:
        where = f"scheme {scheme}" if scheme else "any concept scheme"
        super().__init__(f"no concept {name!r} in {where}; the notations are listed in ontology/concepts.ttl")
        self.name = name
        self.scheme = scheme


class OntologyDamaged(OntologyError):
    """A file of the ontology cannot be read as what it should be."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}; restore it, then run `python -m ontology.compile`")
        self.file = file
        self.reason = reason
