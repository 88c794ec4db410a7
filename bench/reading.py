"""Reading a page: text, language, findings, things and their quads, beside bare trafilatura and langdetect.

Each side runs in a process of its own, so that no cache of one repetition serves the next.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TypeAlias

from bench.measure import Figure, spent
from bench.workplace import JUDGED_PAGES, SAMPLE, Workplace

RUNS = 5
_ALLOWED = 3.0  # times the processor time of the bare libraries
_TEXT_ALLOWED = 1.2  # times the processor time of trafilatura with metadata, which knows no language
Page: TypeAlias = tuple[str, bytes]  # address, content
Stages: TypeAlias = Callable[[str, bytes], Iterator[None]]  # yields after each stage


def measured(_place: Workplace) -> list[Figure]:
    """Processor time per page over the judged pages and the sample, all stages up to the quads of its graph."""
    runs = [(_side("drom"), _side("bare")) for _ in range(RUNS)]
    ours, bare = ([median(column) for column in zip(*side, strict=True)] for side in zip(*runs, strict=True))
    first, (text, findings, things), (bare_first, *bare_parts, with_metadata) = ours[0], ours[1:], bare
    beside, whole, peer = "trafilatura.extract + langdetect.detect", text + findings + things, sum(bare_parts)
    return [
        Figure(name="read a page, all stages", measured=whole, unit="CPU ms", runs=RUNS, limit=_ALLOWED * peer,
               beside=beside, peer=peer),
        Figure(name="… text, title, date, language", measured=text, unit="CPU ms", runs=RUNS,
               limit=_TEXT_ALLOWED * with_metadata, beside="trafilatura.extract with metadata", peer=with_metadata),
        Figure(name="… findings", measured=findings, unit="CPU ms", runs=RUNS),
        Figure(name="… things and their quads", measured=things, unit="CPU ms", runs=RUNS),
        Figure(name="… once in each process: a page in each language", measured=first, unit="CPU s", runs=RUNS,
               beside=beside, peer=bare_first),
    ]  # fmt: skip


def _side(name: str) -> list[float]:
    found: list[float] = json.loads(spent([sys.executable, "-m", "bench.reading", name]).output)
    return found


def _pages() -> tuple[list[Page], list[Page]]:
    """One page in each language of the sample, and all others with the judged pages."""
    paths = sorted(SAMPLE.rglob("*.html"))
    first = {path.parent: path for path in reversed(paths)}
    others = [*(path for path in paths if path != first[path.parent]), *sorted(JUDGED_PAGES.glob("*.html"))]
    return [_page(path) for path in first.values()], [_page(path) for path in others]


def _page(path: Path) -> Page:
    return f"file:{path.parent.name}/{path.name}", path.read_bytes()


def _bare() -> Stages:
    import langdetect
    import trafilatura

    langdetect.DetectorFactory.seed = 0

    def read(_address: str, body: bytes) -> Iterator[None]:
        text = trafilatura.extract(body)
        yield
        if text:
            langdetect.detect(text)
        yield
        trafilatura.extract(body, with_metadata=True, output_format="json")
        yield

    return read


def _drom(folder: Path) -> Stages:
    from graph.identifiers import Identifiers
    from graph.mapping import quads_of
    from graph.places import Gazetteer
    from ingest.assemble import assemble
    from ingest.capture import Capture
    from ingest.extract.extraction import Extractor, KnownLabels
    from ingest.extract.version import extractor_version
    from ingest.pipeline import collect_rarely
    from ingest.reading import read as document_from
    from ontology.scheme import ConceptScheme

    base = "http://localhost:8000"
    extractor, known = Extractor.open(), KnownLabels()
    scheme, gazetteer = ConceptScheme.open(base), Gazetteer.open()
    identifiers = Identifiers(folder / "identifiers.jsonl", base)
    collect_rarely()  # as a run does
    now = datetime.now(UTC)

    def read(address: str, body: bytes) -> Iterator[None]:
        document = document_from(Capture.of(address, body, now, media_type="text/html"))
        yield
        findings = extractor.findings(document)
        yield
        quads_of(
            assemble(document, findings, identifiers=identifiers, scheme=scheme, gazetteer=gazetteer, known=known,
                     extractor=extractor_version())
        )  # fmt: skip
        yield

    return read


def _main(side: str) -> None:
    """Print the seconds of the first pages, then the milliseconds of each stage per page."""
    first, pages = _pages()
    with tempfile.TemporaryDirectory() as folder:
        read = _bare() if side == "bare" else _drom(Path(folder))
        for page in first:  # what is loaded once for each language, in whatever library
            _timed(read, page)
        first_s = time.process_time()
        stages = [sum(column) for column in zip(*(_timed(read, page) for page in pages), strict=True)]
    print(json.dumps([first_s, *(1000 * stage / len(pages) for stage in stages)]))


def _timed(read: Stages, page: Page) -> list[float]:
    """Seconds of each stage."""
    times = [time.process_time()]
    times.extend(time.process_time() for _ in read(*page))
    return [after - before for before, after in pairwise(times)]


if __name__ == "__main__":
    _main(sys.argv[1])
