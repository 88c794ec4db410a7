"""Where pages may point."""

import pytest

from service.pages.links import host_of, path_of, web_address

BASE = "http://localhost:8000"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JaVa\tScRipt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "file:bg/page.html",
        "//evil.example/x",
        "/relative",
        "https://",
        "",
        None,
    ],
)
def test_only_web_addresses_become_links(address):
    assert web_address(address) is None


def test_web_address_is_written_safely():
    assert web_address('https://example.org/a"b<c> d') == "https://example.org/a%22b%3Cc%3E%20d"


def test_host_is_shown_without_www():
    assert host_of("https://www.example.org/x?y") == "example.org"


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (f"{BASE}/id/project/k7q2m9x4c1w3z", "/page/project/k7q2m9x4c1w3z"),
        (f"{BASE}/concept/themes/school-mediation", "/concept/themes/school-mediation"),
        (f"{BASE}/id/project/../../etc", None),
        ("https://sws.geonames.org/732800/", None),
    ],
)
def test_things_of_ours_have_a_page(iri, expected):
    assert path_of(iri, BASE) == expected
