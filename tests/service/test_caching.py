"""Whether the version that a client holds still stands."""

import pytest

from service.caching import etag_of, is_current

ETAG = '"0123456789abcdef-project-k7q2-ttl"'


@pytest.mark.parametrize(
    "header", ["*", ETAG, f"W/{ETAG}", f'"other", {ETAG}', f'W/"a,b" ,W/{ETAG},"c"', f"  {ETAG}  "]
)
def test_client_that_holds_this_version_needs_no_other(header: str):
    assert is_current(header, ETAG)


@pytest.mark.parametrize(
    "header", [None, "", '"other"', ETAG.strip('"'), f'"x{ETAG[1:]}', f'{ETAG[:-1]}x"', '"', "W/*"]
)
def test_client_that_holds_another_version_gets_this_one(header: str | None):
    assert not is_current(header, ETAG)


def test_tag_changes_with_the_content_of_the_release():
    assert etag_of("a" * 64, "project", "k7q2", "ttl") != etag_of("b" * 64, "project", "k7q2", "ttl")
