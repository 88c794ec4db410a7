"""The encoding of a page is told from its bytes; what it declares is only evidence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.charset import decoded
from ingest.errors import PageRejected

BULGARIAN = "Общината и ромските семейства откриха център, в който децата учат заедно със своите учители."
CROATIAN = "Općina je priključila četrdeset kuća na električnu mrežu, a djeca više ne uče pored svijeće."
GREEK = "Ογδόντα τρεις πωλητές από την κοινότητα των Ρομά απέκτησαν άδεια μέσα από το πρόγραμμα του δήμου."
LATVIAN = "Seši mediatori strādāja ar ģimenēm, un bērni pēc gada atgriezās skolā, jo viņiem vairāk palīdzēja."
TEXTS = [
    *((BULGARIAN, name) for name in ("utf-8", "cp1251", "iso8859-5", "koi8-r")),
    *((CROATIAN, name) for name in ("utf-8", "cp1250", "iso8859-2")),
    *((GREEK, name) for name in ("utf-8", "cp1253", "iso8859-7")),
    *((LATVIAN, name) for name in ("utf-8", "cp1257")),
]


@pytest.mark.parametrize("text, encoding", TEXTS)
@pytest.mark.parametrize("declared", ["true", "utf-8", "iso-8859-1", "no-such-set", None])
def test_text_is_right_whatever_is_declared(text, encoding, declared):
    label = encoding if declared == "true" else declared

    assert decoded(text.encode(encoding), label)[0] == text


def test_declaration_in_the_page_counts():
    page = f'<meta charset="windows-1251"><p>{BULGARIAN}'

    assert decoded(page.encode("cp1251"), None) == (page, "cp1251")


@pytest.mark.parametrize("mark, encoding", [("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le")])
def test_byte_order_mark_decides(mark, encoding):
    assert decoded(BULGARIAN.encode(mark), "windows-1251") == (BULGARIAN, encoding)


def test_one_broken_byte_does_not_make_utf_8_something_else():
    body = BULGARIAN.encode() * 20 + b"\xff"

    assert decoded(body, None) == (BULGARIAN * 20 + "\ufffd", "utf-8")


@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\n" + bytes(100), bytes(range(256)) * 10, b"PK\x03\x04" + bytes(50)])
def test_binary_data_is_rejected(body):
    with pytest.raises(PageRejected, match="binary"):
        decoded(body, None)


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "utf-16", "rot13", "base64", "idna", "x" * 40]))
def test_any_bytes_give_text_or_a_rejection(body, declared):
    try:
        text, _ = decoded(body, declared)
    except PageRejected:
        return
    assert isinstance(text, str)
