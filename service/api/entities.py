"""A thing as plain JSON, with every statement's evidence."""

from collections.abc import Mapping
from decimal import Decimal

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from graph.queries import thing
from graph.records import Evidence, Iri, LangText, PartialDate, Statement, Value
from service.api.responses import answers
from service.dependencies import CurrentServing
from service.errors import ThingUnknown
from service.lookup import canonical_iri

router = APIRouter(prefix="/api/v1", tags=["things"])


@router.get("/entities/{kind}/{key}", responses=answers(301, 308, 404, 410, 503))
def entity(kind: str, key: str, serving: CurrentServing) -> JSONResponse:
    """Everything that is stated of a thing, each statement with the words that make it."""
    iri = canonical_iri(serving, kind, key)
    found = thing(serving.store, iri)
    if found is None:
        raise ThingUnknown(iri)
    return JSONResponse(
        {
            "iri": found.iri,
            "type": found.type.value,
            "release": serving.release.number,
            "statements": [_statement(statement) for statement in found.statements],
        }
    )


def _statement(statement: Statement) -> Mapping[str, object]:
    return {
        "property": statement.property.value,
        "value": _value(statement.value),
        "evidence": [_evidence(evidence) for evidence in statement.evidence],
    }


def _value(value: Value) -> Mapping[str, object]:
    match value:
        case Iri():
            return {"iri": str(value)}
        case LangText():
            return {"text": value.text, "lang": value.lang}
        case PartialDate():
            return {"date": value.text}
        case Decimal() | int():
            return {"number": float(value) if value % 1 else int(value)}
        case _:
            return {"text": value}


def _evidence(evidence: Evidence) -> Mapping[str, object]:
    return {
        "document": evidence.document,
        "start": evidence.start,
        "end": evidence.end,
        "exact": evidence.exact,
        "prefix": evidence.prefix,
        "suffix": evidence.suffix,
        "method": evidence.method,
        "confidence": evidence.confidence,
    }
