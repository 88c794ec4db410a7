"""Text made to harm its reader: nothing crashes, nothing takes forever, and what is said is still found."""

import time
from datetime import UTC, datetime

import pytest

from bench.doubling import SHAPES
from graph.records import ThingType
from ingest.capture import Capture
from ingest.errors import PageRejected
from ingest.extract.extraction import Extractor
from ingest.finding import Finding, NameFinding, PlaceFinding
from ingest.reading import read


def found_in(extractor: Extractor, text: str, media_type: str = "text/plain") -> tuple[str, tuple[Finding, ...]]:
    capture = Capture.of("file:a", text.encode(), datetime(2026, 1, 1, tzinfo=UTC), media_type=media_type)
    document = read(capture)
    return document.text, extractor.findings(document)


@pytest.mark.parametrize("between", ["", "\n"], ids=["one line", "many lines"])
@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_of_text_breaks_the_reader(extractor: Extractor, shape: str, between: str):
    text = (SHAPES[shape] + between) * (4_000 // len(SHAPES[shape]))
    try:
        read_text, found = found_in(extractor, text)
    except PageRejected:
        return

    assert all(read_text[f.start : f.end].strip() for f in found)


def test_word_of_a_megabyte_takes_no_longer_than_a_megabyte_of_words(extractor: Extractor):
    began = time.process_time()
    found_in(extractor, "Училище в Разград. " + "училище" * 70_000)

    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "text", ["Проектът РOМАКТ е в Разград.", "Програмата RОМАСТ работи в Рaзград.", "ROM\u200bACT в Раз\u200bград."]
)
def test_mixed_alphabets_and_invisible_characters_hide_nothing(extractor: Extractor, text: str):
    _, found = found_in(extractor, text)

    assert any(isinstance(f, NameFinding) and f.type is ThingType.PROGRAMME for f in found)
    assert any(isinstance(f, PlaceFinding) for f in found)


def test_direction_cannot_be_overridden_by_what_is_quoted(extractor: Extractor):
    text, found = found_in(extractor, "The ROMACT \u202eprogramme\u2066 in \u200fRazgrad\U000e0069\U000e0067.")

    assert text == "The ROMACT programme in Razgrad."
    assert len(found) >= 2


def test_markup_in_the_text_is_text(extractor: Extractor):
    told = "The &lt;script&gt;ROMACT&lt;/script&gt; programme &lt;img src=x onerror=a()&gt; in Razgrad."
    text, found = found_in(extractor, f"<html><body><p>{told}</p></body></html>", "text/html")

    assert "<script>ROMACT</script>" in text
    assert any(text[f.start : f.end] == "ROMACT" for f in found)
