"""What holds for every page."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

PAGES = [
    "/",
    "/search?q=mediation",
    "/search?q=mediation&theme=health&offset=1",
    "/search?theme=nonsense",
    "/page/practice/pract1ce00000",
    "/page/project/pr0ject000000",
    "/page/organisation/b0dy000000000",
    "/page/document/d1gest0000000",
    "/page/document/page000000000",
    "/concept/themes/school-mediation",
    "/about",
]
VOID = {"meta", "link", "input", "br", "img", "hr", "circle", "path"}


class Outline(HTMLParser):
    """Collects what the checks below need; complains about tags that are not closed as they were opened."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.headings: list[int] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag in ("h1", "h2", "h3"):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def values(self, name: str) -> list[str]:
        return [value for _, known, value in self.attributes if known == name]


@pytest.fixture(params=PAGES)
def outline(request, page) -> Outline:
    return Outline(page(request.param))


def test_tags_are_closed_as_they_were_opened(outline):
    assert outline.wrong == []
    assert outline.open == []


def test_identifiers_are_unique_and_pointed_at_ones_exist(outline):
    ids = outline.values("id")
    pointed = [v.removeprefix("#") for v in outline.values("href") if v.startswith("#")]

    assert len(ids) == len(set(ids))
    assert {*pointed, *outline.values("aria-labelledby"), *outline.values("for")} <= set(ids)


def test_headings_begin_with_one_first_and_leave_no_level_out(outline):
    assert outline.headings.count(1) == 1
    assert [pair for pair in pairwise(outline.headings) if pair[1] - pair[0] > 1] == []


def test_nothing_is_inline_that_a_strict_policy_forbids(outline):
    tags = {tag for tag, _, _ in outline.attributes}

    assert not tags & {"script", "style", "iframe", "object", "embed", "base"}
    assert [name for _, name, _ in outline.attributes if name == "style" or name.startswith("on")] == []


def test_nothing_is_loaded_from_elsewhere(outline):
    loaded = [v for tag, name, v in outline.attributes if name == "src" or (tag == "link" and name == "href")]

    assert [v for v in loaded if not v.startswith(("/", "http://localhost:8000/"))] == []


def test_links_lead_to_the_web_or_to_paths_of_ours(outline):
    odd = [v for v in outline.values("href") if not re.match(r"/|#|https?://|mailto:", v)]

    assert odd == []


def test_every_language_attribute_is_a_language_tag(outline):
    assert [v for v in outline.values("lang") if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", v)] == []


def test_no_link_is_empty(outline):
    assert "None" not in outline.values("href")
    assert "" not in outline.values("href")
