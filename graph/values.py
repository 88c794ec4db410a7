"""Values of statements ⇄ RDF terms. Numbers and dates are written one way only: equal values are equal terms."""

from datetime import UTC, datetime
from decimal import Decimal

from graph.errors import StatementRefused
from graph.quads import Literal, Term, tagged
from graph.records import Iri, LangText, PartialDate, Value
from ontology.terms import XSD

_DATE_TYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}  # by length of the text
_DATE_TYPE_IRIS = frozenset(_DATE_TYPES.values())


def term_of(value: Value) -> Term:
    """The term that `value_of` turns back into an equal value. Raises StatementRefused for NaN and infinity."""
    match value:
        case Iri():
            return value
        case LangText(text, lang):
            return tagged(text, lang)
        case PartialDate(text):
            return Literal(text, _DATE_TYPES[len(text)])
        case Decimal():
            return Literal(_plain_decimal(value), XSD.decimal)
        case int():
            return Literal(str(value), XSD.integer)
        case str():
            return Literal(value)


def value_of(term: Term) -> Value:
    """Terms of other types than `term_of` makes come back as their plain text."""
    if not isinstance(term, Literal):
        return term
    if term.lang:
        return LangText(term.text, term.lang)
    if term.datatype in _DATE_TYPE_IRIS:
        return PartialDate(term.text)
    if term.datatype == XSD.decimal:
        return Decimal(term.text)
    return int(term.text) if term.datatype == XSD.integer else term.text


def fraction_term(fraction: float) -> Literal:
    """A confidence, kept to six digits after the point."""
    return Literal(_plain_decimal(Decimal(repr(round(fraction, 6)))), XSD.decimal)


def time_term(moment: datetime) -> Literal:
    """An aware time, written in UTC to the second."""
    return Literal(moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), XSD.dateTime)


def time_of(term: Literal) -> datetime:
    return datetime.fromisoformat(term.text)


def _plain_decimal(number: Decimal) -> str:
    """No exponent, no needless zeros, no minus before zero: `1.50` and `1.5E0` are both `1.5`."""
    if not number.is_finite():
        raise StatementRefused(str(number), "it is no number")
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").removesuffix(".")
    return "0" if text in ("-0", "") else text
