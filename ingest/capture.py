"""One page or file as it was fetched: its bytes, where they came from and when."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, unquote

_SHA256 = re.compile(r"[0-9a-f]{64}")
FILE_SCHEME = "file:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """The bytes of one address at one moment."""

    address: str  # http(s) URL after redirects, or `file:folder/rel/name.html`, percent-encoded
    fetched: datetime  # aware, UTC, whole seconds: what WARC-Date can carry
    media_type: str | None  # lower case, without parameters
    charset: str | None  # as declared by HTTP
    sha256: str  # of `body`, 64 hex digits
    body: bytes
    file_name: str | None  # path relative to the folder read, for files

    def __post_init__(self) -> None:
        if self.fetched.utcoffset() != timedelta(0) or self.fetched.microsecond:
            raise ValueError(f"{self.fetched!r} is not in whole seconds of UTC")
        if not _SHA256.fullmatch(self.sha256):
            raise ValueError(f"{self.sha256!r} is no SHA-256")

    @classmethod
    def of(
        cls, address: str, body: bytes, fetched: datetime, *, media_type: str | None = None, charset: str | None = None
    ) -> "Capture":
        """The capture of `body`; digest and file name follow from the bytes and the address."""
        return cls(
            address=address,
            fetched=fetched.replace(microsecond=0),
            media_type=media_type,
            charset=charset,
            sha256=hashlib.sha256(body).hexdigest(),
            body=body,
            file_name=file_name_of(address),
        )


def file_address(folder_name: str, relative_path: str) -> str:
    """`file:folder/rel/name.html`, percent-encoded; never says where on the machine the folder lies."""
    return FILE_SCHEME + quote(f"{folder_name}/{relative_path}")


def file_name_of(address: str) -> str | None:
    """The path inside the folder that was read; None for an address of the web."""
    if not address.startswith(FILE_SCHEME):
        return None
    return unquote(address.removeprefix(FILE_SCHEME).partition("/")[2])
