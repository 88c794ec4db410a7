"""A cheap look at a SPARQL query before any engine sees it: its kind, its size, and what it must not ask for.

One linear pass over tokens; not a parser. The limits lie far above what people write and far below what makes the
parser overflow its stack or the planner hang (docs/architecture.md, *Outside queries*).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from graph.errors import QueryRefused

MAX_CHARACTERS = 100_000
# The parser overflowed its stack at 4 KB of nested brackets; 100 levels are 25 times less.
MAX_DEPTH = 100
# Planning 200 triple patterns took over 12 s on an empty store; the wall clock catches what is left below this.
MAX_TOKENS = 20_000
# `1+1+1…` and `!!!!…` nest in the parser without any bracket; a path of 800 steps hangs the planner.
MAX_OPERATOR_RUN = 500

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<name>[\w.-]*:[\w.%\\:-]*)
    |(?P<variable>[?$]\w+)
    |(?P<word>@?[A-Za-z_]\w*)
    |(?P<open>[({\[])
    |(?P<close>[)}\]])
    |(?P<operator>[!+*/|^-])
    |(?P<other>[^\s])""",
    re.VERBOSE | re.DOTALL,
)
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})


class QueryForm(StrEnum):
    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"


@dataclass(frozen=True, slots=True)
class CheckedQuery:
    """A query that may be handed to a worker."""

    text: str
    form: QueryForm

    @property
    def gives_graph(self) -> bool:
        return self.form in (QueryForm.CONSTRUCT, QueryForm.DESCRIBE)


def check(query: str) -> CheckedQuery:
    """The query with its form; raises QueryRefused for what is too large, too deep, an update or a call to another
    service.
    """
    if len(query) > MAX_CHARACTERS:
        raise QueryRefused("too-long", f"the query has {len(query)} characters; at most {MAX_CHARACTERS} are accepted")
    form: QueryForm | None = None
    depth = tokens = operators = 0
    for token in _TOKEN.finditer(query):
        kind = token.lastgroup
        if kind == "comment":
            continue
        tokens += 1
        operators += kind == "operator"
        depth += (kind == "open") - (kind == "close")
        _bound(depth, tokens, operators)
        if kind == "word" or (kind == "name" and not token.group().strip(":")):
            form = _word(token.group().upper(), form)
    if form is None:
        raise QueryRefused("not-a-query", "the text is no SPARQL query: it has no SELECT, ASK, CONSTRUCT or DESCRIBE")
    return CheckedQuery(query, form)


def _bound(depth: int, tokens: int, operators: int) -> None:
    if depth > MAX_DEPTH:
        raise QueryRefused("too-deep", f"the query nests more than {MAX_DEPTH} brackets")
    if tokens > MAX_TOKENS:
        raise QueryRefused("too-complex", f"the query has more than {MAX_TOKENS} tokens")
    if operators > MAX_OPERATOR_RUN:
        raise QueryRefused("too-complex", f"the query has more than {MAX_OPERATOR_RUN} operators")


def _word(word: str, form: QueryForm | None) -> QueryForm | None:
    if word == "SERVICE":
        raise QueryRefused("service", "SERVICE is refused: this endpoint asks no other endpoint")
    if form is None and word in _UPDATES:
        raise QueryRefused("update", f"{word} is refused: this endpoint is read-only")
    if form is None and word in QueryForm.__members__:
        return QueryForm(word)
    return form
