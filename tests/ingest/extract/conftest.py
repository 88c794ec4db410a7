"""One extractor for all tests of this folder, and documents made from a line of text."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from ingest.document import Document
from ingest.extract.extraction import Extractor
from ingest.extract.page import Page


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor.open()


@pytest.fixture(scope="session")
def document() -> Callable[..., Document]:
    def made(text: str, lang: str = "en", title: str | None = None) -> Document:
        return Document(
            address="https://news.example/a",
            source="https://news.example/a",
            file_name=None,
            derived_from=None,
            source_title=None,
            source_read=None,
            fetched=datetime(2026, 1, 1, tzinfo=UTC),
            sha256="0" * 64,
            kind="article",
            lang=lang,
            lang_confidence=1.0,
            text=text,
            title=title,
        )

    return made


@pytest.fixture(scope="session")
def page(document: Callable[..., Document]) -> Callable[..., Page]:
    def made(text: str, lang: str = "en", title: str | None = None) -> Page:
        return Page(document(text, lang, title))

    return made
