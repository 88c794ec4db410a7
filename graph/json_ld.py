"""Compact JSON-LD of plain quads, written with the ontology's own context, which travels inside the document.

Language tags are in lower case, as the store, SPARQL and the other syntaxes have them: programs that compare them as
texts find the same everywhere. Only what that context uses: prefixes, terms, type coercion, language and set
containers. The engine writes JSON-LD expanded only, and rdflib's compaction leaves nulls in language maps that are
also sets.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias, cast

from graph.quads import Literal, Quad, Term
from ontology.files import OntologyFile, read_text
from ontology.terms import RDF, XSD

Json: TypeAlias = str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class _Key:
    """How one predicate is written: its key, the coercion of its values, its containers."""

    name: str
    coercion: str | None = None  # `@id` or a datatype IRI
    by_language: bool = False
    as_set: bool = False


@dataclass(frozen=True, slots=True)
class _Context:
    source: dict[str, Json]
    prefixes: Mapping[str, str]  # prefix → namespace
    keys: Mapping[str, _Key]  # IRI → key

    def compact(self, iri: str) -> str:
        """`drom:place` for a predicate or class without a term of its own."""
        for prefix, namespace in self.prefixes.items():
            if iri.startswith(namespace) and iri != namespace:
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri

    def key(self, predicate: str) -> _Key:
        return self.keys.get(predicate) or _Key(self.compact(predicate))


def compact_json_ld(quads: Iterable[Quad]) -> bytes:
    """One UTF-8 document with a node for each subject, ordered by IRI; the graphs of the quads are dropped."""
    context = _context()
    properties: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for quad in quads:
        properties[quad.subject][quad.predicate].add(quad.object)
    nodes = [_node(subject, properties[subject], context) for subject in sorted(properties)]
    document = {"@context": context.source, "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


@cache
def _context() -> _Context:
    source = cast(dict[str, Json], json.loads(read_text(OntologyFile.CONTEXT))["@context"])
    prefixes = {k: v for k, v in source.items() if isinstance(v, str) and v.endswith(("#", "/"))}

    def expanded(name: str) -> str:
        prefix, _, local = name.partition(":")
        return prefixes[prefix] + local if prefix in prefixes else name

    keys = {}
    for term, rule in source.items():
        if term.startswith("@") or term in prefixes:
            continue
        if isinstance(rule, str):
            keys[expanded(rule)] = _Key(term)
        elif isinstance(rule, dict):
            containers = rule.get("@container", [])
            coercion = rule.get("@type")
            keys[expanded(str(rule["@id"]))] = _Key(
                term,
                expanded(coercion) if isinstance(coercion, str) else None,
                by_language="@language" in containers,
                as_set="@set" in containers,
            )
    return _Context(source, prefixes, keys)


def _node(subject: str, properties: Mapping[str, set[Term]], context: _Context) -> Json:
    node: dict[str, Json] = {"id": subject}
    for predicate in sorted(properties):
        values = sorted(properties[predicate], key=_order)
        if predicate == RDF.type:
            node["type"] = _one_or_all([context.key(str(value)).name for value in values])
            continue
        key = context.key(predicate)
        if key.by_language and not all(isinstance(value, Literal) and value.lang for value in values):
            key = _Key(context.compact(predicate))
        written = _by_language(values) if key.by_language else [_value(value, key, context) for value in values]
        node[key.name] = written if isinstance(written, dict) or key.as_set else _one_or_all(written)
    return node


def _order(value: Term) -> tuple[str, str, str]:
    return (value.lang, value.text, value.datatype) if isinstance(value, Literal) else ("", value, "")


def _one_or_all(values: list[Json] | list[str]) -> Json:
    return values[0] if len(values) == 1 else cast(Json, values)


def _by_language(values: Iterable[Term]) -> dict[str, Json]:
    texts: dict[str, Json] = {}
    for value in values:
        if isinstance(value, Literal):
            cast(list[Json], texts.setdefault(value.lang.lower(), [])).append(value.text)
    return texts


def _value(value: Term, key: _Key, context: _Context) -> Json:
    if not isinstance(value, Literal):
        return value if key.coercion == "@id" else {"id": value}
    if value.lang:
        return {"@value": value.text, "@language": value.lang.lower()}
    if value.datatype == (key.coercion or XSD.string):
        return value.text
    return {"@value": value.text, "@type": context.compact(value.datatype)}
