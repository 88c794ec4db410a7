"""Why something was found, in words."""

from markupsafe import Markup

from search.results import Reason, ReasonKind
from service.pages.interface import Interface


def sentence(reason: Reason, view: Interface) -> Markup:
    """`speaks of school mediation: училищна медиация`; the words of the source stand as a quotation."""
    words = view.words
    matched = Markup("<q>{}</q>").format(reason.matched) if reason.matched else None
    if reason.kind is ReasonKind.TEXT:
        return words.text("why.text", matched=matched or reason.label)
    key = f"why.{reason.kind.value}"
    told = words.text(key if words.has(key) else "why.plain", label=_label(reason, view))
    return words.text("why.matched", reason=told, matched=matched) if matched else told


def _label(reason: Reason, view: Interface) -> str:
    key = f"type.{reason.label}"
    own = reason.kind is ReasonKind.TYPE and view.words.has(key)
    return str(view.words.text(key)) if own else reason.label
