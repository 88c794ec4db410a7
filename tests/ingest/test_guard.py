"""The guard lets through public web addresses in any spelling, and nothing that leads inside."""

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import FetchRefused
from ingest.guard import addresses_of, checked_url, is_public


@pytest.mark.parametrize(
    "url",
    [
        *(
            "file:///etc/passwd",
            "ftp://example.org/",
            "javascript:alert(1)",
            "data:text/html,x",
            "gopher://example.org/",
        ),
        *(
            "example.org/page",
            "",
            "http://",
            "https://exa mple.org/",
            "http://example.org:22/",
            "http://example.org:6379/",
        ),
        *("http://user@example.org/", "http://user:secret@example.org/"),
    ],
)
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(FetchRefused):
        checked_url(url)


def test_refusal_does_not_repeat_a_password():
    with pytest.raises(FetchRefused) as refused:
        checked_url("https://user:secret@example.org/")

    assert "secret" not in str(refused.value)


def test_address_is_written_as_browsers_read_it():
    assert checked_url("HTTPS://Пример.example:443/а б?q=1#top") == ("https://xn--e1afmkfd.example/%D0%B0%20%D0%B1?q=1")


def test_redirect_is_resolved_against_its_page():
    assert checked_url("../b", base="https://example.org/x/y/z") == "https://example.org/x/b"


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *("255.255.255.255", "240.0.0.1", "168.63.129.16", "192.0.0.192", "198.18.0.1"),
        *("::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::1"),
        *("::127.0.0.1", "2001:0:4136:e378:8000:63bf:80ff:fffe"),
    ],
)
def test_inner_address_is_not_public(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808"]
)
def test_address_of_the_open_internet_is_public(address):
    assert is_public(ipaddress.ip_address(address))


@settings(deadline=None)
@given(st.ip_addresses(v=4))
def test_wrapping_an_address_does_not_change_what_it_is(inner):
    packed = int(inner)

    for wrapped in (0xFFFF << 32 | packed, 0x64FF9B << 96 | packed, 0x2002 << 112 | packed << 80):
        assert is_public(ipaddress.IPv6Address(wrapped)) == is_public(inner)


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "localhost"])
def test_every_spelling_of_this_machine_is_refused(host):
    url = checked_url(f"http://{host}/")

    with pytest.raises(FetchRefused, match="not public"):
        addresses_of(url.split("/")[2], 80, url=url, timeout_s=5)
