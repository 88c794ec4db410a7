"""What a person writes as the value of a property, as a value of it; or refused with what the property takes."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from graph.errors import DecisionRefused
from graph.identifiers import concept_iri, parse_iri
from graph.quads import written_tag
from graph.records import Iri, LangText, PartialDate, Property, ThingType, Value
from ontology.errors import ConceptUnknown
from ontology.scheme import ConceptScheme

TEXTS: Final = frozenset({Property.LABEL, Property.ALT_LABEL, Property.TITLE, Property.DESCRIPTION, Property.UNIT})
_SCHEMES: Final[Mapping[Property, str]] = {
    Property.THEME: "themes",
    Property.APPROACH: "approaches",
    Property.TARGET_GROUP: "target-groups",
    Property.CLASSIFICATION: "organisation-types",
}
_THINGS: Final[Mapping[Property, tuple[ThingType, ...]]] = {
    Property.PLACE: (ThingType.PLACE,),
    Property.PART_OF: (ThingType.PROJECT, ThingType.PROGRAMME),
    Property.COORDINATOR: (ThingType.ORGANISATION,),
    Property.PARTNER: (ThingType.ORGANISATION,),
    Property.FUNDER: (ThingType.ORGANISATION, ThingType.PROGRAMME),
    Property.INVOLVES: (ThingType.ORGANISATION,),
    Property.ADAPTED_FROM: (ThingType.PRACTICE,),
    Property.OBSERVATION: (ThingType.OBSERVATION,),
    Property.FUNDING: (ThingType.FUNDING,),
}
_DATES: Final = frozenset({Property.START, Property.END})
_NUMBERS: Final = frozenset({Property.VALUE, Property.AMOUNT})
_MATCHES: Final = frozenset({Property.EXACT_MATCH, Property.CLOSE_MATCH})
_WORDS: Final[Mapping[Property, tuple[str, ...]]] = {
    Property.OUTCOME: ("worked", "mixed", "did-not-work", "unknown"),
    Property.QUALIFIER: ("exact", "over", "about", "planned"),
}
_PATTERNS: Final[Mapping[Property, tuple[re.Pattern[str], str]]] = {
    Property.CURRENCY: (re.compile(r"[A-Z]{3}"), "a currency as ISO 4217 writes it, EUR"),
    Property.IDENTIFIER: (re.compile(r"[a-z][a-z0-9-]{1,30}:\S{1,100}"), "a register and a number, bulstat:123456789"),
}
# What people may decide on; where a place lies, and which document cites a thing, follows from other things.
CURATED: Final = TEXTS | set(_SCHEMES) | set(_THINGS) | _DATES | _NUMBERS | _MATCHES | set(_WORDS) | set(_PATTERNS)
# A document is what its bytes are; people decide what it is about.
OF_A_DOCUMENT: Final = frozenset({*_SCHEMES, Property.PLACE, Property.OBSERVATION, Property.FUNDING})
_LONGEST = 2_000  # characters
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")  # BCP 47, as far as labels need it

Named = Callable[[str], str | None]  # what a person names a thing by → its canonical IRI, None when there is none


def property_from(name: str) -> Property:
    """By its name, `target_group` or `target-group`. Raises DecisionRefused with all names."""
    known = {str(prop): prop for prop in sorted(CURATED)}
    found = known.get(name.strip().replace("-", "_"))
    if found is None:
        raise DecisionRefused(f"{name!r} is no property that people decide on; there are {', '.join(known)}")
    return found


def written(value: Value) -> str:
    """A value as a person writes it; a text with its language behind an @."""
    return f"{value.text}@{value.lang}" if isinstance(value, LangText) else str(getattr(value, "text", value))


def value_from(prop: Property, text: str, lang: str | None, *, base: str, scheme: ConceptScheme, named: Named) -> Value:
    """The value that `text` stands for. Raises DecisionRefused, which says what the property takes."""
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        raise DecisionRefused(f"a value has 1 to {_LONGEST} characters")
    if prop in TEXTS:
        return _text(prop, text, lang)
    if prop in _SCHEMES:
        return _concept(prop, text, base, scheme)
    if prop in _THINGS:
        return _thing(prop, text, base, named)
    return _plain(prop, text)


def _text(prop: Property, text: str, lang: str | None) -> LangText:
    if lang is None or not _LANGUAGE.fullmatch(lang):
        raise DecisionRefused(f"{prop} is a text; say in which language, --lang bg")
    return LangText(text, written_tag(lang))


def _concept(prop: Property, text: str, base: str, scheme: ConceptScheme) -> Iri:
    concepts = concept_iri(base, _SCHEMES[prop], "")
    notation = text.removeprefix(concepts)
    try:
        scheme.concept(_SCHEMES[prop], notation)
    except ConceptUnknown as err:
        raise DecisionRefused(f"{prop}: {err}") from err
    return Iri(concepts + notation)


def _thing(prop: Property, text: str, base: str, named: Named) -> Iri:
    iri = named(text)
    parsed = parse_iri(iri, base) if iri else None
    if iri is None or parsed is None or parsed[0] not in _THINGS[prop]:
        kinds = " or ".join(_THINGS[prop])
        hint = ", or geonames:ID" if prop is Property.PLACE else ""
        raise DecisionRefused(f"{prop} takes the identifier of a known {kinds}{hint}; {text!r} is none")
    return Iri(iri)


def _plain(prop: Property, text: str) -> Value:
    if prop in _DATES:
        try:
            return PartialDate(text)
        except ValueError as err:
            raise DecisionRefused(f"{prop}: {err}") from err
    if prop in _NUMBERS:
        return _number(prop, text)
    if prop in _MATCHES:
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", text):
            raise DecisionRefused(f"{prop} takes an http address; {text!r} is none")
        return Iri(text)
    if prop in _WORDS:
        if text not in _WORDS[prop]:
            raise DecisionRefused(f"{prop} is one of {', '.join(_WORDS[prop])}; {text!r} is none")
        return text
    pattern, wanted = _PATTERNS[prop]
    if not pattern.fullmatch(text):
        raise DecisionRefused(f"{prop} takes {wanted}; {text!r} is none")
    return text


def _number(prop: Property, text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > 15:
        raise DecisionRefused(f"{prop} takes a number such as 1234.5; {text!r} is none")
    return number
