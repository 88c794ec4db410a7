"""One WARC file: captures to records and back, and how much of a file that a crash cut short is whole.

Pages of the web are `response` records with a status line and the headers we need (the body is stored decoded, so no
Content-Encoding); files are `resource` records. Every record is one gzip member: each can be read by its offset.
"""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import NAMESPACE_URL, uuid5

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from ingest.capture import FILE_SCHEME, Capture
from ingest.errors import ArchiveDamaged

OPEN = ".open"  # ends the name of a file that is being written
_DATE = "%Y-%m-%dT%H:%M:%SZ"
_TOKEN = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+/:-]{0,126}")
_CHUNK = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class CaptureRef:
    """Where a capture lies in the archive, and all that is known of it without its body."""

    address: str
    sha256: str
    fetched: datetime
    warc: str  # file name in the archive's folder
    offset: int  # bytes


class _Headers(Protocol):
    def get_header(self, name: str) -> str | None: ...


class _Record(Protocol):
    """What warcio hands out; it has no types of its own."""

    rec_type: str
    rec_headers: _Headers
    http_headers: _Headers | None

    def content_stream(self) -> BinaryIO: ...


def encoded_record(capture: Capture) -> bytes:
    """The capture as one gzip member; equal captures give equal bytes."""
    is_file = capture.address.startswith(FILE_SCHEME)
    kind = "resource" if is_file else "response"
    media_type = capture.media_type or "application/octet-stream"
    date = capture.fetched.strftime(_DATE)
    headers = {
        "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{date} {capture.sha256} {capture.address}')}>",
        "WARC-Date": date,
        "WARC-Payload-Digest": f"sha256:{capture.sha256}",
    }
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    record = writer.create_warc_record(
        capture.address,
        kind,
        payload=io.BytesIO(capture.body),
        length=len(capture.body),
        warc_content_type=media_type if is_file else "",
        warc_headers_dict=headers,
        http_headers=None if is_file else _http_headers(capture),
    )
    writer.write_record(record)
    return out.getvalue()


def _http_headers(capture: Capture) -> StatusAndHeaders:
    fields = [("Content-Length", str(len(capture.body)))]
    if capture.media_type:
        charset = f"; charset={capture.charset}" if capture.charset else ""
        fields.insert(0, ("Content-Type", capture.media_type + charset))
    return StatusAndHeaders("200 OK", fields, protocol="HTTP/1.1")


def refs_in(path: Path) -> Iterator[CaptureRef]:
    """Every whole capture of the file in the order written; bytes after the last whole record are passed over."""
    whole = whole_length(path)
    with path.open("rb") as stream:
        for record, offset in _records(stream, path, whole):
            yield _ref(record, path, offset)


def captures_in(path: Path) -> Iterator[Capture]:
    """Like `refs_in`, with the bodies. Raises ArchiveDamaged where a body is not the one that was written."""
    whole = whole_length(path)
    with path.open("rb") as stream:
        for record, offset in _records(stream, path, whole):
            yield _capture(record, path, offset)


def capture_at(path: Path, offset: int) -> Capture:
    """The capture that begins at `offset`. Raises ArchiveDamaged when there is none."""
    with path.open("rb") as stream:
        stream.seek(offset)
        for record, _ in _records(stream, path, path.stat().st_size):
            return _capture(record, path, offset)
    raise ArchiveDamaged(path, offset, "no record begins here")


def _records(stream: BinaryIO, path: Path, whole: int) -> Iterator[tuple[_Record, int]]:
    records = ArchiveIterator(_Head(stream, whole))
    while True:
        try:
            record = next(records)
        except StopIteration:
            return
        except Exception as err:
            raise ArchiveDamaged(path, stream.tell(), f"unreadable record ({err})") from err
        if record.rec_type in ("response", "resource"):
            yield record, records.offset  # asking by method would read past the body


class _Head:
    """The first `whole` bytes of a file."""

    def __init__(self, stream: BinaryIO, whole: int) -> None:
        self._stream = stream
        self._whole = whole

    def read(self, size: int) -> bytes:
        return self._stream.read(min(size, max(0, self._whole - self._stream.tell())))

    def tell(self) -> int:
        return self._stream.tell()


def whole_length(path: Path) -> int:
    """How many bytes from the start are complete gzip members with right checksums.

    A file that was closed properly is whole; reading it to the end finds damage anyway, so only open ones are measured.
    """
    if path.suffix != OPEN:
        return path.stat().st_size
    whole = 0
    with path.open("rb") as stream:
        inflate, position = zlib.decompressobj(zlib.MAX_WBITS | 16), 0
        while chunk := stream.read(_CHUNK):
            while chunk:
                try:
                    inflate.decompress(chunk)
                except zlib.error:
                    return whole
                rest = inflate.unused_data
                position += len(chunk) - len(rest)
                if inflate.eof:
                    whole = position
                    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
                chunk = rest
    return whole


def _ref(record: _Record, path: Path, offset: int) -> CaptureRef:
    headers = record.rec_headers
    address, date, digest = (
        headers.get_header(name) for name in ("WARC-Target-URI", "WARC-Date", "WARC-Payload-Digest")
    )
    if not (address and date and digest and digest.startswith("sha256:")):
        raise ArchiveDamaged(path, offset, "a header is missing")
    fetched = datetime.strptime(date, _DATE).replace(tzinfo=UTC)
    warc = path.name.removesuffix(OPEN)
    return CaptureRef(address, digest.removeprefix("sha256:"), fetched, warc, offset)


def _capture(record: _Record, path: Path, offset: int) -> Capture:
    ref = _ref(record, path, offset)
    declared = (record.http_headers or record.rec_headers).get_header("Content-Type")
    media_type, charset = split_content_type(declared)
    capture = Capture.of(
        ref.address, record.content_stream().read(), ref.fetched, media_type=media_type, charset=charset
    )
    if capture.sha256 != ref.sha256:
        raise ArchiveDamaged(path, offset, f"the body of {ref.address} does not have its digest")
    return capture


def split_content_type(header: str | None) -> tuple[str | None, str | None]:
    """Media type and charset of a Content-Type header, lower case; None for what it does not say or says wrongly."""
    media_type, *parameters = (header or "").lower().split(";")
    charset = None
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and _TOKEN.fullmatch(value.strip().strip("\"'")):
            charset = value.strip().strip("\"'")
    return (media_type.strip() if _TOKEN.fullmatch(media_type.strip()) else None), charset
