"""From bytes to text: which encoding a page is really in, whatever it says of itself."""

import codecs
import re
from collections.abc import Iterator

from graph.language import word_share
from ingest.errors import PageRejected

# What a page may call itself, and what browsers take it for (WHATWG Encoding): the Windows sets hold the ISO ones.
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "iso8859-13": "cp1257",
    "gb2312": "gb18030",
}
# Single-byte sets of the languages we read, tried where the declared one gives no words. The commonest come first.
_CANDIDATES = (
    *("cp1251", "cp1250", "iso8859-2", "cp1252", "cp1253", "iso8859-7", "cp1254", "cp1257", "iso8859-4", "iso8859-15"),
    *("iso8859-16", "iso8859-5", "koi8-r", "koi8-u", "cp866", "mac_cyrillic"),
)
_MULTIBYTE = frozenset({"gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"})
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(
    rb"(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9][A-Za-z0-9_.:-]{1,30})", re.IGNORECASE
)
_MARKUP = re.compile(rb"<[^<>]{0,2000}>")
_HIGH = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_HEAD_BYTES = 4096
_WORDS_WEIGHED = 150  # words with letters beyond ASCII; a dozen decide already
_BROKEN_SHARE = 0.05  # of the bytes beyond ASCII: a UTF-8 page with single bytes damaged
# How much more like words another encoding must look than the declared one. Western is what servers say by default.
_DECLARED_BONUS = {"cp1252": 0.02}
_CONTROLS = bytes(byte for byte in range(0x20) if byte not in b"\t\n\r\f\x1a\x1b")  # that no text holds


def decoded(body: bytes, declared: str | None) -> tuple[str, str]:
    """The text and the encoding it was in. Never fails on damaged bytes: they come out as U+FFFD.

    A byte order mark decides; then valid UTF-8; then the declared set (`declared` by HTTP, else in the page) unless
    another one gives words of a language and it does not. Raises PageRejected for bytes that are no text.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name
    _refuse_binary(body)
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if _is_damaged_utf8(body):
        return body.decode("utf-8", "replace"), "utf-8"
    name = _likeliest(body, [name for name in _declared(body, declared) if name != "utf-8"])
    return body.decode(name, "replace"), name


def _refuse_binary(body: bytes) -> None:
    head = body[:_HEAD_BYTES]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > len(head) // 100:
        raise PageRejected("it holds no text but binary data", "give an HTML or text file")


def _is_damaged_utf8(body: bytes) -> bool:
    high = sum(len(match.group()) for match in re.finditer(rb"[\x80-\xff]+", body))
    return body.decode("utf-8", "replace").count("\ufffd") <= high * _BROKEN_SHARE


def _declared(body: bytes, by_http: str | None) -> Iterator[str]:
    """The encodings named for the page that we know, HTTP's first."""
    in_page = [match.decode("ascii") for match in _META.findall(body[:_HEAD_BYTES])]
    for label in (by_http, *in_page):
        try:
            name = codecs.lookup(label or "").name
            body[:100].decode(name, "replace")  # some codecs turn text to text, or bytes to bytes
        except (LookupError, UnicodeError, TypeError, ValueError, AssertionError):
            continue
        yield _SUPERSETS.get(name, name)


def _likeliest(body: bytes, declared: list[str]) -> str:
    if declared and declared[0] in _MULTIBYTE:
        return declared[0]
    words = [match.group() for match in _HIGH.finditer(_MARKUP.sub(b" ", body))][:_WORDS_WEIGHED]
    best, most = "cp1252", -1.0
    for name in dict.fromkeys([*declared[:2], *_CANDIDATES]):
        likeness = _likeness(words, name) + (_DECLARED_BONUS.get(name, 0.05) if name in declared else 0.0)
        if likeness > most:
            best, most = name, likeness
    return best


def _likeness(words: list[bytes], name: str) -> float:
    """How far the words, read in this encoding, look like words of one language: about 0..1."""
    text = b" ".join(words).decode(name, "replace")
    read = text.split(" ")
    whole = sum(_is_plausible(word) for word in read) / max(1, len(read))
    return (whole + 2 * word_share(text)) / 3


def _is_plausible(word: str) -> bool:
    """Letters only, and capitals only where words have them."""
    return word.isalpha() and (word.islower() or word.isupper() or word[1:].islower())
