"""What a language model claims, taken out of its answer: nothing is believed yet, only its form is known."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ingest.adviser.question import ABOUT, CLASSES, NAMED, ROLES, Json, notations

# Of one kind on one page; a page of 8,000 characters names about thirty things.
_MOST = 100


class Doubt(StrEnum):
    """Why a claim was dropped; the value is what the report says."""

    FORM = "not of the declared form"
    TOO_MANY = "too many"
    WORD = "unknown type or notation"
    INVENTED = "quote not in the text"
    AMBIGUOUS = "quote found more than once"
    PERSON = "may name a person"
    UNMARKED = "nothing marks it as a name"
    UNKNOWN_PARTNER = "relates what was not found"
    UNSAID = "its words do not say so"
    KNOWN = "found by the rules too"


@dataclass(frozen=True, slots=True)
class Claim:
    """One entry of an answer; `words` are its other strings, None where the model left a choice open."""

    kind: str  # things, concepts, practices, observations, relations
    quote: str
    within: str
    words: Mapping[str, str | None]
    groups: tuple[str, ...] = ()  # notations of target groups


# The closed words of each property, by kind; properties that are not listed hold free text.
_CHOICES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "things": {"type": tuple(NAMED), "class": (CLASSES,)},
    "concepts": {"scheme": ABOUT, "notation": ABOUT},
    "practices": {"approach": ("approaches",), "theme": ("themes",)},
    "observations": {"target_group": ("target-groups",)},
    "relations": {"predicate": tuple(ROLES)},
}
_FREE: Mapping[str, tuple[str, ...]] = {"observations": ("unit",), "relations": ("subject", "object")}
_LITERAL = ("type", "scheme", "predicate")  # their choices are the words themselves, not the names of schemes
_NEEDED = (*_LITERAL, "notation", "unit", "subject", "object")


def claims_in(answer: str, doubts: Counter[Doubt]) -> list[Claim]:
    """The claims of an answer, in its order; what has another form is counted in `doubts`. Raises ValueError for what
    is no JSON object at all.
    """
    return [claim for kind in _CHOICES for claim in _of_kind(kind, _object(answer).get(kind, []), doubts)]


def _object(answer: str) -> Mapping[str, Json]:
    """Models put fences, thoughts and pleasantries around what was asked for."""
    try:
        found = json.loads(answer[max(answer.find("{"), 0) : answer.rfind("}") + 1])
    except RecursionError as err:
        raise ValueError("it nests too deep") from err
    if not isinstance(found, dict):
        raise ValueError("it is no object")  # noqa: TRY004 - the answer is wrong, not a type
    return found


def _of_kind(kind: str, entries: Json, doubts: Counter[Doubt]) -> Iterator[Claim]:
    if not isinstance(entries, list):
        doubts[Doubt.FORM] += 1
        return
    doubts[Doubt.TOO_MANY] += max(0, len(entries) - _MOST)
    for entry in entries[:_MOST]:
        claim = _claim(kind, entry)
        if isinstance(claim, Doubt):
            doubts[claim] += 1
        else:
            yield claim


def _claim(kind: str, entry: Json) -> Claim | Doubt:
    if not isinstance(entry, dict):
        return Doubt.FORM
    quote, within, groups = entry.get("quote"), entry.get("within") or "", entry.get("target_groups", [])
    if not (isinstance(quote, str) and isinstance(within, str) and isinstance(groups, list)):
        return Doubt.FORM
    words: dict[str, str | None] = {}
    for name in (*_CHOICES[kind], *_FREE.get(kind, ())):
        word = entry.get(name)
        if not isinstance(word, str | None) or (word is None and name in _NEEDED):
            return Doubt.FORM
        words[name] = word
    known_groups = [group for group in groups if isinstance(group, str) and group in notations("target-groups")]
    if len(known_groups) < len(groups) or not _are_known(kind, words):
        return Doubt.WORD
    return Claim(kind, quote, within, words, tuple(dict.fromkeys(known_groups)))


def _are_known(kind: str, words: Mapping[str, str | None]) -> bool:
    """Whether every closed word is one of ours; the notation of a concept, one of its own scheme."""
    for name, choices in _CHOICES[kind].items():
        word = words[name]
        if word is None:
            continue
        schemes = (words["scheme"] or "",) if name == "notation" else choices
        allowed = choices if name in _LITERAL else {n for scheme in schemes for n in notations(scheme)}
        if word not in allowed:
            return False
    return True
