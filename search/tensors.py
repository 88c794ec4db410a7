"""Arrays in a file: the safetensors format, memory-mapped, so that opening costs nothing and pages come on demand.

Used for the index's own arrays and for static models. Texts are kept as UTF-8 bytes with offsets (`Strings`).
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

Arrays: TypeAlias = Mapping[str, NDArray[Any]]

_DTYPES = {
    "BOOL": np.bool_, "U8": np.uint8, "I8": np.int8, "I16": np.int16, "U16": np.uint16, "I32": np.int32,
    "U32": np.uint32, "I64": np.int64, "U64": np.uint64, "F16": np.float16, "F32": np.float32, "F64": np.float64,
}  # fmt: skip
_LARGEST_HEADER = 16_000_000  # bytes; safetensors itself allows 100 MB, ours have a few hundred


def open_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Read-only arrays by name; raises ValueError when the file is not what its header says."""
    size = path.stat().st_size
    if size < 8:
        raise ValueError("too short to be a safetensors file")
    whole = np.memmap(path, dtype=np.uint8, mode="r")
    length = int.from_bytes(whole[:8].tobytes(), "little")
    if length > min(_LARGEST_HEADER, size - 8):
        raise ValueError("its header is longer than the file")
    body = np.asarray(whole[8 + length :])
    try:
        header = json.loads(whole[8 : 8 + length].tobytes())
        return {name: _array(body, entry) for name, entry in header.items() if name != "__metadata__"}
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"its header cannot be read ({error!r})") from error


def _array(body: NDArray[np.uint8], entry: Mapping[str, Any]) -> NDArray[Any]:
    start, end = entry["data_offsets"]
    shape = tuple(int(n) for n in entry["shape"])
    dtype = np.dtype(_DTYPES[entry["dtype"]])
    if not 0 <= start <= end <= len(body) or end - start != dtype.itemsize * int(np.prod(shape, dtype=np.int64)):
        raise ValueError("an array lies outside the file")
    return body[start:end].view(dtype).reshape(shape)


def write_arrays(path: Path, arrays: Arrays) -> None:
    """Write beside, flush to the disk and put in place; never changes a file that someone has mapped."""
    beside = path.with_name(path.name + ".tmp")
    with beside.open("wb") as file:
        file.write(save({name: np.ascontiguousarray(array) for name, array in arrays.items()}))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


@dataclass(frozen=True, slots=True)
class Strings:
    """Many texts as one array of bytes; `ends[i]` is where text i ends."""

    ends: NDArray[np.int64]
    utf8: NDArray[np.uint8]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Strings":
        encoded = [text.encode("utf-8", "replace") for text in texts]
        ends = np.cumsum([len(each) for each in encoded], dtype=np.int64)
        return cls(ends, np.frombuffer(b"".join(encoded), dtype=np.uint8))

    @classmethod
    def named(cls, arrays: Arrays, name: str) -> "Strings":
        return cls(arrays[f"{name}.ends"], arrays[f"{name}.utf8"])

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        return {f"{name}.ends": self.ends, f"{name}.utf8": self.utf8}

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, i: int) -> str:
        return self.bytes_at(i).decode()

    def bytes_at(self, i: int) -> bytes:
        start = int(self.ends[i - 1]) if i else 0
        return self.utf8[start : int(self.ends[i])].tobytes()

    def position(self, text: str) -> int | None:
        """Where `text` is among texts sorted by their UTF-8 bytes; None when it is not."""
        wanted = text.encode("utf-8", "replace")
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.bytes_at(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self.bytes_at(low) == wanted else None
