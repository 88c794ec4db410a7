"""A thing as its page shows it: what is said of it in groups, each statement with its quotations."""

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from graph.identifiers import parse_iri
from graph.mapping import PREDICATES
from graph.records import Iri, LangText, PartialDate, Property, Statement, Thing, ThingType, Value
from service.pages import formatting
from service.pages.decisions import Decisions, Note
from service.pages.interface import Interface
from service.pages.links import web_address
from service.pages.naming import Names, best_text
from service.pages.quotes import Quote, Sources
from service.serving import Serving

# What is said of a thing, in the order in which a reader asks.
FACTS = (
    Property.THEME,
    Property.APPROACH,
    Property.TARGET_GROUP,
    Property.CLASSIFICATION,
    Property.PLACE,
    Property.START,
    Property.END,
    Property.OUTCOME,
)
RELATIONS = (
    Property.PART_OF,
    Property.COORDINATOR,
    Property.PARTNER,
    Property.FUNDER,
    Property.INVOLVES,
    Property.ADAPTED_FROM,
)
WORDINGS = (Property.TITLE, Property.DESCRIPTION)
INVERSE = (*RELATIONS, Property.PLACE, Property.CONTAINED_IN)
# The name of the group of documents that speak of the thing without saying more of it.
SPOKEN_OF = "document"
# Things shown that point at this one; the search has all of them.
MOST_INVERSE = 30
MATCHES = (Property.EXACT_MATCH, Property.CLOSE_MATCH)
NAMES = (Property.LABEL, Property.ALT_LABEL)
# What a thing is called by in its heading, best first.
NAMING = (Property.LABEL, Property.TITLE, Property.ALT_LABEL)


@dataclass(frozen=True, slots=True)
class Said:
    """One value with its quotations; `link` is its page, `lang` that of the text where it has one."""

    text: str
    lang: str
    link: str | None
    quotes: tuple[Quote, ...]
    note: Note | None = None  # what a person decided of it

    @property
    def inferred(self) -> bool:
        """Whether no quotation says it of this very thing."""
        return bool(self.quotes) and all(quote.inferred for quote in self.quotes)

    @property
    def unsure(self) -> bool:
        """Whether no quotation was read with any confidence."""
        return bool(self.quotes) and all(quote.unsure for quote in self.quotes)


@dataclass(frozen=True, slots=True)
class Group:
    """All values of one property."""

    property: str
    values: tuple[Said, ...]
    overruled: tuple[Said, ...] = ()  # what sources say and people do not, each with why
    hidden: tuple[Note, ...] = ()


class Portrait:
    """Everything that the page of one thing shows, in the language of the interface."""

    def __init__(self, subject: Thing, serving: Serving, view: Interface) -> None:
        self.subject = subject
        self._serving = serving
        self._view = view
        self.names = Names(serving, view.ui)
        self.sources = Sources(serving, view)
        self.decisions = Decisions(subject.iri, serving)
        labels = next((texts for prop in NAMING if (texts := subject.texts(prop))), ())
        self.label = best_text(labels, view.ui) if labels else self.names.of(subject.iri)

    def groups(self, wanted: tuple[Property, ...]) -> tuple[Group, ...]:
        """The statements of these properties, in that order."""
        found = (
            Group(
                prop.value,
                tuple(self._said(s) for s in self.subject.statements if s.property is prop),
                tuple(self._overruled(s) for s in self.decisions.overruled if s.property is prop),
                self.decisions.hidden(prop),
            )
            for prop in wanted
        )
        return tuple(group for group in found if group.values or group.overruled or group.hidden)

    def quoted_names(self) -> tuple[Group, ...]:
        """The names that a source uses, the one in the heading among them."""
        groups = self.groups(NAMES)
        quoted = (replace(g, values=tuple(said for said in g.values if said.quotes or said.note)) for g in groups)
        return tuple(group for group in quoted if group.values or group.overruled or group.hidden)

    def other_names(self) -> tuple[LangText, ...]:
        """The names that rest on no quotation, such as those built from labels, without the one in the heading."""
        names = (s for s in self.subject.statements if s.property in NAMES and not s.evidence)
        unquoted = (s.value for s in names if not self.decisions.on(s.property, s.value))
        found = {name for name in unquoted if isinstance(name, LangText)} - {self.label}
        return tuple(sorted(found, key=lambda text: (text.lang, text.text)))

    def pointing_here(self) -> tuple[Group, ...]:
        """What other things say of this one: the practices of a project, what a body runs; then the documents."""
        by_property: dict[str, list[Said]] = {}
        for prop in INVERSE:
            quads = self._serving.store.quads(predicate=PREDICATES[prop], object=Iri(self.subject.iri))
            for iri in islice(dict.fromkeys(quad.subject for quad in quads), MOST_INVERSE):
                parsed = parse_iri(iri, self._serving.base)
                spoken = parsed is not None and parsed[0] is ThingType.DOCUMENT
                by_property.setdefault(SPOKEN_OF if spoken else prop.value, []).append(self.mention(iri))
        spoken_of = by_property.pop(SPOKEN_OF, [])
        groups = (*by_property.items(), *([(SPOKEN_OF, spoken_of)] if spoken_of else []))
        return tuple(Group(name, tuple(sorted(said, key=lambda mention: mention.text))) for name, said in groups)

    def mention(self, iri: str) -> Said:
        """The name of another thing, with its page."""
        name = self.names.of(iri)
        return Said(name.text, name.lang, self._view.page_of(iri, self._serving.base), ())

    def _said(self, statement: Statement) -> Said:
        text, link = self._written(statement.value, statement.property)
        note = self.decisions.on(statement.property, statement.value)
        return Said(text.text, text.lang, link, self.sources.quotes(statement.evidence), note)

    def _overruled(self, statement: Statement) -> Said:
        """What a source says, with the decision that is against it."""
        return replace(self._said(statement), note=self.decisions.against(statement.property, statement.value))

    def _written(self, value: Value, prop: Property) -> tuple[LangText, str | None]:
        match value:
            case Iri():
                own = self._view.page_of(value, self._serving.base)
                return self.names.of(value), own or web_address(value)
            case LangText():
                return value, None
            case PartialDate():
                return LangText(formatting.partial_date(value, self._view.ui), self._view.ui), None
            case Decimal() | int():
                return LangText(formatting.number(value, self._view.ui), self._view.ui), None
            case _:
                return LangText(self._word(value, prop), self._view.ui), None

    def _word(self, value: str, prop: Property) -> str:
        key = f"{prop.value}.{value}"
        return str(self._view.words.text(key)) if self._view.words.has(key) else value
