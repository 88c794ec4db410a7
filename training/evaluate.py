"""Measure a static model: `python -m training.evaluate FOLDER --flores FOLDER`; prints a table in Markdown.

Translations of sentences by language, and held-out labels that look for their concept in another language.
"""

import argparse
import csv
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from ontology.scheme import Concept, ConceptScheme
from search.encoder import Encoder
from search.encoders.static import StaticEncoder
from training.scores import Found, mean, nearest, parallel_sentences

_ENGLISH = "eng_Latn"
_HELD_OUT = Path(__file__).parents[1] / "bench" / "labels-held-out.tsv"
# Ten languages of the countries drom began with, in which nearly every concept has a label.
TEN = ("en", "bg", "ro", "lv", "hu", "cs", "sk", "sr-Cyrl", "mk", "de")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description="Measure a static model.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--flores", type=Path, required=True, help="folder of <code>.devtest.gz, aligned by line")
    options = parser.parse_args()
    encoder = StaticEncoder(options.folder)
    sentences = parallel_sentences(options.flores)
    print("\n".join(_table(translations(encoder, sentences))))
    recall = label_recall(encoder, ConceptScheme.open(), _held_out(_HELD_OUT), TEN)
    print(f"\nheld-out labels, recall@1 over {len(TEN)} languages: {recall:.3f}")
    print(f"sentences per CPU-second: {speed(encoder, [text for texts in sentences.values() for text in texts]):,.0f}")


def translations(encoder: Encoder, sentences: Mapping[str, Sequence[str]]) -> dict[str, Found]:
    english = encoder.encode(sentences[_ENGLISH])
    return {code: nearest(encoder.encode(texts), english) for code, texts in sentences.items() if code != _ENGLISH}


def label_recall(
    encoder: Encoder, scheme: ConceptScheme, held_out: Mapping[str, Sequence[tuple[str, str]]], langs: Sequence[str]
) -> float:
    """Share of the held-out labels nearest to their own concept's preferred label in another language, all pairs.

    `held_out` has notation and label by language; a label counts where its concept has a name in the other language.
    """
    hits = [
        hit
        for target in langs
        for hit in _hits(encoder, [c for c in scheme.concepts() if target in c.labels], target, held_out, langs)
    ]
    return float(np.mean(hits))


def _hits(
    encoder: Encoder, concepts: Sequence[Concept], target: str, held_out: Mapping[str, Sequence[tuple[str, str]]],
    langs: Sequence[str],
) -> Iterator[bool]:  # fmt: skip
    notations = [concept.notation for concept in concepts]
    asked = [each for lang in langs if lang != target for each in held_out.get(lang, ()) if each[0] in notations]
    names = encoder.encode([concept.labels[target] for concept in concepts])
    best = (encoder.encode([label for _, label in asked]) @ names.T).argmax(axis=1)
    yield from (notations[number] == notation for number, (notation, _) in zip(best, asked, strict=True))


def speed(encoder: Encoder, texts: Sequence[str]) -> float:
    """Texts per second of processor time, all threads counted."""
    encoder.encode(texts[:1_000])
    began = time.process_time()
    encoder.encode(texts)
    return len(texts) / (time.process_time() - began)


def _held_out(path: Path) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found[row["lang"]].append((row["notation"], row["label"]))
    return found


def _table(found: Mapping[str, Found]) -> Iterator[str]:
    yield "| language | to English | from English |"
    yield "| --- | --- | --- |"
    for code, (to_english, from_english) in [*found.items(), ("mean", mean(list(found.values())))]:
        yield f"| {code} | {100 * to_english:.1f} | {100 * from_english:.1f} |"


if __name__ == "__main__":
    main()
