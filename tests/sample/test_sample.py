"""The sample collection: every digest names its source, is short, and carries nobody's address."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html

SAMPLE = Path(__file__).parents[2] / "sample"
PATHS = sorted(SAMPLE.glob("*/*.html"))
WORDS = range(80, 251)  # the length that README.md promises, title and footer not counted
MAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}|mailto:")
# An international prefix and digits, or a national number written after a leading zero.
PHONE = re.compile(r"\+\d[\d ()/-]{6,20}\d|\b0\d{1,4}[ /-]\d{2,4}[ /-]?\d{2,4}\b|\btel:")


@dataclass(frozen=True, slots=True)
class Digest:
    """What a digest says of itself; `words` counts paragraphs and list items."""

    file: str  # language folder and name, with a slash between
    lang: str
    title: str
    date: str  # as the source states it; empty where it states none
    source: str
    source_title: str
    read: str
    licence: str
    footer_link: str
    words: int
    text: str


def digest_from(path: Path) -> Digest:
    page = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))

    def meta(name: str) -> str:
        return page.xpath("string(//meta[@name=$name]/@content)", name=name)

    blocks = [block.text_content() for block in page.xpath("//article//*[self::p or self::li]")]
    return Digest(
        file=f"{path.parent.name}/{path.name}",
        lang=page.get("lang", ""),
        title=page.xpath("string(//h1)"),
        date=meta("dcterms.date"),
        source=page.xpath("string(//link[@rel='prov:wasDerivedFrom']/@href)"),
        source_title=meta("drom.source-title"),
        read=meta("drom.source-read"),
        licence=meta("dcterms.license"),
        footer_link=page.xpath("string(//footer//a/@href)"),
        words=len(" ".join(blocks).split()),
        text=page.text_content(),
    )


DIGESTS = [digest_from(path) for path in PATHS]


def cell(text: str) -> str:
    return text.replace("|", "\\|")


def readme_row(digest: Digest) -> str:
    return (
        f"| [{digest.file}]({digest.file}) | {digest.lang} | {digest.date or '–'} | {cell(digest.title)} "
        f"| [{cell(digest.source_title)}](<{digest.source}>) |"
    )


@pytest.fixture(params=DIGESTS, ids=lambda digest: digest.file)
def digest(request) -> Digest:
    return request.param


def test_collection_has_forty_digests_in_ten_languages():
    assert len(DIGESTS) >= 40
    assert len({digest.lang for digest in DIGESTS}) >= 10


def test_no_two_digests_share_a_title():
    assert len({digest.title for digest in DIGESTS}) == len(DIGESTS)


def test_source_is_named_in_head_and_footer(digest):
    assert digest.source.startswith(("https://", "http://"))
    assert digest.footer_link == digest.source
    assert digest.source_title


def test_language_is_that_of_the_folder(digest):
    assert digest.lang == digest.file.split("/")[0]


def test_dates_are_written_as_iso(digest):
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", digest.read)
    assert re.fullmatch(r"(\d{4}(-\d{2}(-\d{2})?)?)?", digest.date)


def test_licence_is_ours(digest):
    assert digest.licence == "https://creativecommons.org/licenses/by/4.0/"


def test_length_is_that_of_a_digest(digest):
    assert digest.words in WORDS


def test_nobody_can_be_written_to_or_rung_up(digest):
    assert not MAIL.search(digest.text)
    assert not PHONE.search(digest.text)


@pytest.mark.parametrize("text", ["ana@example.org", "+359 2 123 45 67", "0897 123 456", "tel:112"])
def test_contact_details_would_be_found(text):
    assert MAIL.search(text) or PHONE.search(text)


@pytest.mark.parametrize("text", ["46 475 541", "2014–2020", "TÁMOP-3.3.9.A-12/2-2012-0069", "1.8.2016–31.12.2018"])
def test_figures_are_not_taken_for_contact_details(text):
    assert not MAIL.search(text)
    assert not PHONE.search(text)


def test_readme_lists_every_digest_and_no_other():
    rows = [line for line in (SAMPLE / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("| [")]

    assert rows == [readme_row(digest) for digest in DIGESTS]
