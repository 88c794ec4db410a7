"""What a release says of itself in `manifest.json`."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from graph.errors import ReleaseDamaged


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The facts of a release; `checksums` is the SHA-256 of the file that lists the digest of every other file."""

    number: int
    base: str
    built: datetime  # aware, UTC
    extractor: str  # version of the rules that its documents were read with
    model: str  # name and revision of the encoder of its index; empty when it has none
    identifiers: int  # lines of the ledger of identifiers that it was built with
    judgements: int  # lines of the ledger of judgements that it was built with
    quads: int  # in all graphs
    counts: Mapping[str, int]  # things by type
    checksums: str
    curation: int = 0  # lines of the ledger of curation that it was built with; releases of before had none

    def to_json(self) -> bytes:
        content = asdict(self) | {"built": self.built.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
        return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def read_manifest(path: Path) -> Manifest:
    """Raises ReleaseDamaged when the file is missing or not a manifest."""
    try:
        content = json.loads(path.read_bytes())
        return Manifest(**(content | {"built": datetime.fromisoformat(content["built"])}))
    except (OSError, ValueError, TypeError, KeyError) as err:
        raise ReleaseDamaged(path.parent, [f"{path.name} cannot be read ({err})"]) from err
