"""Train the recogniser of names: `python -m training.names --corpora FOLDER`; see README.md here."""

import argparse
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

from pycrfsuite import Trainer

from bench.names import measured
from graph.labels import LabelMatcher
from graph.places import Gazetteer
from ingest.extract.extraction import Extractor
from ingest.extract.recogniser import LANGUAGES, MODEL, Recogniser
from training.folder import MODELS, write_manifest
from training.names.corpora import corpora, training_texts
from training.names.lessons import common_words, lessons

TRAINED = MODELS / "drom-names"
_PARAMETERS = {
    "c1": 0.3,  # L1 keeps the file small; with 0.1 it grows by half and gains nothing (README.md)
    "c2": 0.05,
    "max_iterations": 70,  # 120 gain nothing
    "feature.minfreq": 2,
}
# The probability from which an organisation counts: README.md has what others would give.
_THRESHOLD = 0.6
_GAIN = 0.02  # F1 of organisations that a language must gain to be recognised in
# Languages without a corpus that are recognised in when a near one gains.
_KIN = {"bs": "hr", "cnr": "sr", "sh": "sr", "mk": "bg"}


def main() -> None:
    options = _options()
    options.to.mkdir(parents=True, exist_ok=True)
    train(options.corpora, options.to)
    gained = gains(options.corpora, options.to)
    for lang, gain in gained.items():
        print(f"{lang}: organisations F1 {gain:+.3f}")
    helped = {lang for lang, gain in gained.items() if gain >= _GAIN}
    helped |= {lang for lang, near in _KIN.items() if near in helped}
    write_languages(options.to, helped)
    write_manifest(options.to.parent)


def train(folder: Path, to: Path) -> None:
    """Write the model; the same texts, gazetteer and rules give the same bytes."""
    gazetteer = Gazetteer.open()
    common = common_words(chain.from_iterable(training_texts(folder, corpus) for corpus in corpora().values()))
    trainer = Trainer(params=_PARAMETERS, verbose=False)
    for corpus in corpora().values():
        for lesson in lessons(training_texts(folder, corpus), gazetteer, common):
            trainer.append(lesson.attributes, lesson.tags)
    trainer.train(str(to / MODEL))


def gains(folder: Path, to: Path) -> Mapping[str, float]:
    """By how much F1 of organisations grows on the development part of each corpus."""
    write_languages(to, {corpus.lang.split("-")[0] for corpus in corpora().values()})
    gazetteer, matcher = Gazetteer.open(), LabelMatcher.open()
    ruled = measured(folder, Extractor(gazetteer, matcher))
    helped = measured(folder, Extractor(gazetteer, matcher, Recogniser(to)))
    return {key: helped[key]["organisation"]["f1"] - ruled[key]["organisation"]["f1"] for key in ruled}


def write_languages(folder: Path, langs: set[str]) -> None:
    """Which languages are recognised in, and from which probability."""
    lines = [
        "# Written by training/names: the probability from which an organisation counts, by language.",
        "[organisation]",
    ]
    lines += [f"{lang} = {_THRESHOLD}" for lang in sorted(langs)]
    (folder / LANGUAGES).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.names", description="Train drom's recogniser of names.")
    parser.add_argument("--corpora", type=Path, required=True, help="folder of the corpora of corpora.toml")
    parser.add_argument("--to", type=Path, default=TRAINED, help="folder to write (default: %(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
