"""The scores of a model card: `python -m training.evaluate FOLDER --flores FOLDER`; prints tables in Markdown.

`drom model evaluate` measures the same, and questions besides.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from ontology.scheme import ConceptScheme
from search.encoders.static import StaticEncoder
from search.measuring import TEN
from search.parallel import read_parallel
from search.yardstick import Measured, Yardstick, measured, read_labels

HELD_OUT = Path(__file__).parents[1] / "bench" / "labels-held-out.tsv"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description="Measure a static model.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--flores", type=Path, required=True, help="folder of <code>.devtest.gz, aligned by line")
    options = parser.parse_args()
    scheme = ConceptScheme.open()
    on = Yardstick(scheme, parallel=read_parallel(options.flores), labels=read_labels(HELD_OUT, scheme))
    print("\n".join(card_lines(measured(StaticEncoder(options.folder), on, lambda *_: None))))


def card_lines(found: Measured) -> Iterator[str]:
    """A table of languages, then one of single figures."""
    yield "| language | to English | from English |"
    yield "| --- | --- | --- |"
    for code, (to_english, from_english) in found.translations.items():
        yield f"| {code} | {100 * to_english:.1f} | {100 * from_english:.1f} |"
    if found.translated:
        yield f"| mean | {100 * found.translated.to_english:.1f} | {100 * found.translated.from_english:.1f} |"
    yield ""
    yield "| measured on | result |"
    yield "| --- | --- |"
    if found.labels:
        langs = found.labels.langs
        yield f"| held-out labels, recall@1 over {len(TEN)} languages | {found.labels.recall(TEN) or 0:.3f} |"
        yield f"| … over all {len(langs)} | {found.labels.recall(langs) or 0:.3f} |"
    yield f"| sentences per CPU-second | {found.sentences_per_second:,.0f} |"


if __name__ == "__main__":
    main()
