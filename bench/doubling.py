"""Reading and extraction on hostile text, at one length and at twice that: time may double, never quadruple.

Each shape is one paragraph that does the most harm it can: no line ever ends, words never begin, names never stop.
"""

import json
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime

from bench.measure import Figure, spent
from bench.workplace import Workplace
from ingest.capture import Capture
from ingest.errors import PageRejected

RUNS = 3
_CHARACTERS = 125_000  # and twice as many; up to a megabyte in UTF-8
_ALLOWED = 3.0  # times that of half the text; garbage collection and caches are not quite linear
_NOISE_S = 0.1
_PLAIN = "Medijatorë shkollorë vizitojnë familjet rome në Elbasan. "
SHAPES: Mapping[str, str] = {
    "one paragraph": "Образователни медиатори посещават семействата в Разград, 134 деца тръгнаха на училище. ",
    "no space": "училище",
    "no word": ".,;:!?",
    "zero-width characters": "m\u200be\u200dd\u2060i\ufeffa\u00adtor Ra\u200bz\u200bgrad ",
    "combining marks": "s\u030c" + "\u0301" * 30 + " ",
    "mixed alphabets": "РOMAKT в Рaзград и Oбщина Kаварна ",
    "right to left": "\u202eהמגשרים מבקרים את המשפחות\u202c في مدينة رازغراد ",
    "markup in text": "&lt;b&gt;проект&lt;/b&gt; [[Разград]] {{#if: &lt;![CDATA[ ]]&gt; ",
    "capitals": "Hope Foundation Roma Union School Council ",
    "open quotation marks": "„проект “",
    "heads of names": "Община Сдружение Фондация проект програма ",
    "places": "Sofia, Plovdiv, Roma, Most, Kavarna ",
    "numbers": "1.234,5 от 34 % и 12 милиона лева 2014-2020 ",
    "telephone numbers": "0899 92 16 29 a@b.bg 161175-19997 ",
    "one long number": "0 1",
    "brackets": "((((",
    "plain text": _PLAIN,
}


def measured(_place: Workplace) -> list[Figure]:
    """Processor seconds of twice the text, beside those of the text; the median of several processes."""
    runs = [_times() for _ in range(RUNS)]
    return [_figure(shape, sorted(run[shape] for run in runs)[RUNS // 2]) for shape in SHAPES]


def _figure(shape: str, times: tuple[float, float]) -> Figure:
    once, twice = times
    return Figure(
        name=f"hostile text, {shape}",
        measured=twice,
        unit="CPU s",
        runs=RUNS,
        limit=_ALLOWED * once + _NOISE_S,
        beside="half of it",
        peer=once,
    )


def _times() -> dict[str, tuple[float, float]]:
    found = json.loads(spent([sys.executable, "-m", "bench.doubling"]).output)
    return {shape: (once, twice) for shape, (once, twice) in found.items()}


def _main() -> None:
    """Print the seconds of each shape at both lengths."""
    from ingest.pipeline import read_and_extract

    read_and_extract(_capture(_PLAIN))
    found = {shape: [_timed(text, count) for count in (_CHARACTERS, 2 * _CHARACTERS)] for shape, text in SHAPES.items()}
    print(json.dumps(found))


def _timed(text: str, characters: int) -> float:
    from ingest.pipeline import read_and_extract

    capture = _capture((text * (characters // len(text) + 1))[:characters])
    began = time.process_time()
    with suppress(PageRejected):  # that is an answer too, and must come as fast
        read_and_extract(capture)
    return time.process_time() - began


def _capture(text: str) -> Capture:
    body = f"<html><body><article><h1>Title</h1><p>{text}</p></article></body></html>".encode()
    return Capture.of("https://news.example/hostile", body, datetime.now(UTC), media_type="text/html")


if __name__ == "__main__":
    _main()
