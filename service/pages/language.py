"""Which language the interface speaks: `?ui=`, else what the browser accepts, else English."""

from functools import cache

from babel import Locale, UnknownLocaleError
from fastapi import Request

# The languages that have a file in service/locales/, in the order of the switcher, each by its own name.
INTERFACE_LANGUAGES = {"en": "English", "bg": "Български", "ro": "Română", "lv": "Latviešu"}
FALLBACK = "en"
# A browser sends a handful; whoever sends more is not a browser.
MAX_ACCEPTED = 30


def interface_language(request: Request) -> str:
    """The language of the page to be written; an unknown `ui` is passed over."""
    asked = request.query_params.get("ui", "")
    return asked if asked in INTERFACE_LANGUAGES else accepted_language(request.headers.get("accept-language", ""))


def accepted_language(header: str) -> str:
    """The interface language that an Accept-Language header weighs highest; ties go to the first named."""
    best, best_weight = FALLBACK, 0.0
    for part in header.split(",", MAX_ACCEPTED)[:MAX_ACCEPTED]:
        tag, _, parameter = part.strip().partition(";")
        primary = tag.strip().lower().partition("-")[0]
        weight = _weight(parameter)
        if primary in INTERFACE_LANGUAGES and weight > best_weight:
            best, best_weight = primary, weight
    return best


def _weight(parameter: str) -> float:
    """`q=0.7` → 0.7; nothing → 1; nonsense → 0."""
    if not parameter.strip():
        return 1.0
    name, _, value = parameter.strip().partition("=")
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    return weight if name.strip() == "q" and 0.0 <= weight <= 1.0 else 0.0


@cache
def locale_of(lang: str) -> Locale | None:
    """Babel's locale for a BCP 47 tag, or None where it has none."""
    try:
        # Likely subtags would turn `und` into American English.
        return Locale.parse(lang, sep="-", resolve_likely_subtags=False)
    except (ValueError, UnknownLocaleError, TypeError):
        return None


@cache
def direction(lang: str) -> str:
    """`ltr`, `rtl`, or `auto` for a language unknown to Babel: the value of an HTML `dir` attribute."""
    locale = locale_of(lang)
    return str(locale.text_direction) if locale else "auto"
