from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.exchange import Syntax, lines, parse, serialise
from graph.mapping import document_graph_from, ordered, quads_of
from graph.quads import ANYWHERE
from graph.records import (
    DocumentGraph,
    DocumentPart,
    DocumentRecord,
    Evidence,
    Iri,
    LangText,
    PartialDate,
    Property,
    Statement,
    Thing,
    ThingType,
)
from graph.stores.oxigraph import OxigraphStore

DOCUMENT = "http://localhost:8000/id/document/0123456789abc"

texts = st.text(min_size=1, max_size=20)
fractions = st.integers(0, 1_000_000).map(lambda millionths: millionths / 1_000_000)
dates = st.sampled_from(["2015", "2015-04", "2015-04-23", "0001"]).map(PartialDate)
values = st.one_of(
    st.sampled_from(["http://localhost:8000/concept/themes/housing", "http://пример.бг/имя"]).map(Iri),
    st.builds(LangText, texts, st.sampled_from(["bg", "sr-Latn", "und", "pt-BR"])),
    dates,
    st.decimals(-(10**9), 10**9, places=3),
    st.integers(-(10**12), 10**12),
    texts,
)
evidence = st.builds(
    lambda start, length, exact, prefix, suffix, confidence: Evidence(
        DOCUMENT, start, start + length, exact, prefix, suffix, "rule", confidence
    ),
    st.integers(0, 10**6),
    st.integers(1, 50),
    texts,
    st.text(max_size=8),
    st.text(max_size=8),
    fractions,
)
statements = st.builds(
    Statement, st.sampled_from(Property), values, st.lists(evidence, max_size=2, unique=True).map(tuple)
)
keys = st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=13, max_size=13)
things = st.builds(
    lambda type_, key, said: Thing(f"http://localhost:8000/id/{type_}/{key}", type_, tuple(said)),
    st.sampled_from([type_ for type_ in ThingType if type_ is not ThingType.DOCUMENT]),
    keys,
    st.lists(statements, max_size=4),
)
records = st.builds(
    DocumentRecord,
    iri=st.just(DOCUMENT),
    address=texts,
    source=st.none() | st.just("https://example.org/a?b=c"),
    file_name=st.none() | texts,
    derived_from=st.none() | st.just("https://example.org/original"),
    source_title=st.none() | texts,
    source_read=st.none() | dates,
    fetched=st.datetimes(timezones=st.just(UTC), min_value=datetime(1990, 1, 1)).map(
        lambda t: t.replace(microsecond=0)
    ),
    sha256=st.just("0" * 64),
    extractor=texts,
    kind=st.sampled_from(["article", "several", "listing"]),
    lang=st.sampled_from(["bg", "sr-Latn"]),
    lang_confidence=fractions,
    title=st.none() | texts,
    date=st.none() | dates,
    licence=st.none() | st.just("https://creativecommons.org/licenses/by/4.0/"),
    parts=st.lists(
        st.builds(lambda start, title: DocumentPart(start, start + 5, title), st.integers(0, 99), st.none() | texts),
        max_size=2,
        unique_by=lambda part: part.start,
    ).map(lambda parts: tuple(sorted(parts, key=lambda part: part.start))),
)
about_the_document = st.builds(
    lambda said: Thing(DOCUMENT, ThingType.DOCUMENT, tuple(said)),
    st.lists(statements.filter(lambda said: said.property is not Property.TITLE), min_size=1, max_size=2),
)
document_graphs = st.builds(
    lambda record, things, about: DocumentGraph(record, (*things, *about)),
    records,
    st.lists(things, max_size=3, unique_by=lambda thing: thing.iri),
    st.lists(about_the_document, max_size=1),
)


def document_record(**changes) -> DocumentRecord:
    known = {
        "iri": DOCUMENT,
        "address": "https://example.org/a",
        "source": "https://example.org/a",
        "file_name": None,
        "derived_from": None,
        "source_title": None,
        "source_read": None,
        "fetched": datetime(2024, 5, 1, tzinfo=UTC),
        "sha256": "0" * 64,
        "extractor": "1",
        "kind": "article",
        "lang": "bg",
        "lang_confidence": 0.9,
    }
    return DocumentRecord(**{**known, **changes})


@given(document_graphs)
def test_a_document_graph_comes_back_from_its_quads(content):
    assert document_graph_from(quads_of(content)) == ordered(content)


@given(document_graphs)
def test_a_document_graph_comes_back_from_the_store(content):
    store = OxigraphStore.in_memory()

    store.replace_graph(DOCUMENT, quads_of(content))

    assert document_graph_from(store.quads(graph=ANYWHERE)) == ordered(content)


@given(document_graphs)
def test_quads_survive_being_written_and_parsed(content):
    quads = quads_of(content)

    assert lines(parse(serialise(quads, Syntax.N_QUADS), Syntax.N_QUADS)) == lines(quads)


def test_no_node_is_blank():
    found = Evidence(DOCUMENT, 3, 9, "Разград", "в ", ".", "gazetteer", 0.9)
    said = Statement(Property.START, PartialDate("2015"), (found,))
    thing = Thing("http://localhost:8000/id/project/0123456789abc", ThingType.PROJECT, (said,))
    part = DocumentPart(0, 9, "Заглавие")

    written = lines(quads_of(DocumentGraph(document_record(parts=(part,)), (thing,))))

    assert not any(line.startswith("_:") or " _:" in line for line in written)


def test_an_address_that_is_no_iri_is_percent_encoded():
    content = DocumentGraph(document_record(source="https://example.org/a b|c?100%"))

    assert document_graph_from(quads_of(content)).document.source == "https://example.org/a%20b%7Cc?100%25"


def test_words_of_another_document_are_refused():
    found = Evidence("http://localhost:8000/id/document/another", 0, 1, "x", "", "", "rule", 1.0)
    said = Statement(Property.OUTCOME, "worked", (found,))
    thing = Thing("http://localhost:8000/id/practice/0123456789abc", ThingType.PRACTICE, (said,))

    with pytest.raises(ValueError, match="another"):
        quads_of(DocumentGraph(document_record(), (thing,)))


def test_equal_decimals_are_one_statement():
    said = (Statement(Property.VALUE, Decimal("1.50")), Statement(Property.VALUE, Decimal("1.5")))
    thing = Thing("http://localhost:8000/id/observation/0123456789abc", ThingType.OBSERVATION, said)

    graph = document_graph_from(quads_of(DocumentGraph(document_record(), (thing,))))

    assert graph.things[0].values(Property.VALUE) == (Decimal("1.5"),)
