"""How one request wants to be spoken to: its interface language and the words and links that follow from it."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import Depends, Request

from service.pages.language import INTERFACE_LANGUAGES, interface_language
from service.pages.links import path_of, with_query
from service.pages.wording import Wording, wording


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """One entry of the language switcher."""

    lang: str
    name: str  # in the language itself
    link: str
    current: bool


@dataclass(frozen=True, slots=True)
class Interface:
    """The interface of one page. `asked` is true when the address itself names the language, and then links keep it."""

    ui: str
    asked: bool
    path: str
    parameters: tuple[tuple[str, str], ...]
    contact: str | None = None  # mail address of the operator

    @property
    def words(self) -> Wording:
        return wording(self.ui)

    def link(self, path: str, **parameters: str) -> str:
        """A path of ours with parameters, in the language of this page."""
        language = (("ui", self.ui),) if self.asked else ()
        return with_query(path, (*parameters.items(), *language))

    def page_of(self, iri: str, base: str) -> str | None:
        """The page about a thing or concept of ours; None for what is described elsewhere."""
        path = path_of(iri, base)
        return self.link(path) if path else None

    def report(self, about: str, release: int | None) -> str | None:
        """A `mailto:` whose subject names what the error is on, and in which release; None without an address."""
        if not self.contact:
            return None
        key = "thing.report_subject" if release else "thing.report_subject_anywhere"
        subject = str(self.words.text(key, about=about, release=release or "").unescape())
        return f"mailto:{quote(self.contact, safe='@')}?{urlencode({'subject': subject}, quote_via=quote)}"

    def choices(self) -> tuple[LanguageChoice, ...]:
        """The same page in every interface language."""
        kept = tuple((name, value) for name, value in self.parameters if name != "ui")
        return tuple(
            LanguageChoice(lang, name, with_query(self.path, (*kept, ("ui", lang))), lang == self.ui)
            for lang, name in INTERFACE_LANGUAGES.items()
        )


def interface(request: Request) -> Interface:
    """The dependency of every page."""
    settings = getattr(request.app.state, "settings", None)
    return Interface(
        ui=interface_language(request),
        asked=request.query_params.get("ui") in INTERFACE_LANGUAGES,
        path=request.url.path,
        parameters=tuple(request.query_params.multi_items()),
        contact=settings.contact if settings else None,
    )


View = Annotated[Interface, Depends(interface)]
