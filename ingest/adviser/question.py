"""What a language model is asked about a page: the instructions, the schema of its answer, and a bounded text."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TypeAlias

from graph.records import Property, ThingType
from ingest.document import Document
from ontology.scheme import ConceptScheme

Json: TypeAlias = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

NAMED = (ThingType.ORGANISATION, ThingType.PROJECT, ThingType.PROGRAMME, ThingType.EVENT)
ROLES = (Property.COORDINATOR, Property.PARTNER, Property.FUNDER, Property.PART_OF)
ABOUT = ("themes", "approaches", "target-groups")
CLASSES = "organisation-types"
_VERSION_DIGITS, _SCHEMA_NAME = 8, "page"


@dataclass(frozen=True, slots=True)
class Question:
    """What one page is asked; the same text of the same language gives the same question."""

    instructions: str
    text: str
    schema: Mapping[str, Json]

    def messages(self) -> list[Json]:
        return [{"role": "system", "content": self.instructions}, {"role": "user", "content": self.text}]

    def format(self) -> Json:
        """The schema as `response_format` declares it."""
        return {
            "type": "json_schema",
            "json_schema": {"name": _SCHEMA_NAME, "strict": True, "schema": dict(self.schema)},
        }

    def digest(self, model: str) -> str:
        """SHA-256 of everything that decides the answer: model, instructions with the schema, text."""
        return _digest([model, self.instructions, self.text])


def shortened(document: Document, most_characters: int) -> Document:
    """The document with the beginning of its text, cut where a line ends if one does in its second half."""
    if len(document.text) <= most_characters:
        return document
    line_end = document.text.rfind("\n", most_characters // 2, most_characters)
    return replace(document, text=document.text[: line_end if line_end > 0 else most_characters], parts=())


def question_about(document: Document) -> Question:
    """What to ask about a document whose text is short enough."""
    told = _prompt()["question"].strip().format(lang=document.lang, text=document.text)
    return Question(_instructions(), told, answer_schema())


def question_version(model: str, most_characters: int) -> str:
    """8 hex digits that change with the model, the instructions, the schema and the length of the text asked about."""
    return _digest([model, _instructions(), _prompt()["question"], str(most_characters)])[:_VERSION_DIGITS]


@cache
def answer_schema() -> Mapping[str, Json]:
    """JSON Schema of an answer: closed words for types, predicates and notations; every list may be empty."""
    quoted: dict[str, Json] = {"quote": _STRING, "within": _STRING}
    themes, approaches, groups = (_words(notations(scheme)) for scheme in ABOUT)
    return _record(
        {
            "things": _list({**quoted, "type": _words(NAMED), "class": _maybe(notations(CLASSES))}),
            "concepts": _list({**quoted, "scheme": _words(ABOUT), "notation": _words(_all_notations())}),
            "practices": _list(
                {
                    **quoted,
                    "approach": {"anyOf": [approaches, _NULL]},
                    "theme": {"anyOf": [themes, _NULL]},
                    "target_groups": {"type": "array", "items": groups},
                }
            ),
            "observations": _list({**quoted, "unit": _STRING, "target_group": _maybe(notations("target-groups"))}),
            "relations": _list({**quoted, "subject": _STRING, "predicate": _words(ROLES), "object": _STRING}),
        }
    )


@cache
def notations(scheme: str) -> frozenset[str]:
    """The notations of one scheme."""
    return frozenset(c.notation for c in ConceptScheme.open().concepts() if c.scheme == scheme)


def _all_notations() -> set[str]:
    return {notation for scheme in ABOUT for notation in notations(scheme)}


_STRING: dict[str, Json] = {"type": "string"}
_NULL: dict[str, Json] = {"type": "null"}


def _words(allowed: Iterable[str]) -> Json:
    return {"type": "string", "enum": [str(word) for word in sorted(allowed)]}


def _maybe(allowed: Iterable[str]) -> Json:
    return {"anyOf": [_words(allowed), dict(_NULL)]}


def _record(properties: Mapping[str, Json]) -> dict[str, Json]:
    """An object with these properties, all required and no others, as strict schemas want it."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(properties: Mapping[str, Json]) -> Json:
    return {"type": "array", "items": _record(properties)}


@cache
def _prompt() -> Mapping[str, str]:
    return tomllib.loads((files("ingest.adviser") / "prompt.toml").read_text(encoding="utf-8"))


@cache
def _instructions() -> str:
    """With the schema in words too: not every server takes it as `response_format`."""
    schema = json.dumps(answer_schema(), separators=(",", ":"), sort_keys=True)
    return _prompt()["instructions"].strip() + "\n" + schema


def _digest(parts: list[str]) -> str:
    return sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()
