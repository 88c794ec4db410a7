"""Train the shipped model: `python -m training --pairs FOLDER --teacher FOLDER --work FOLDER`; see README.md here."""

import argparse
import logging
from pathlib import Path

import torch

from ontology.scheme import ConceptScheme
from training.folder import TRAINED, write_model
from training.lessons import Places, lessons
from training.narrowing import narrowed
from training.recipe import Recipe
from training.record import write_record
from training.run import trained_table


def main() -> None:
    options = _options()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    places = Places(options.pairs, options.packages, options.teacher, options.work)
    recipe = Recipe(steps=options.steps)
    learned = lessons(places, recipe, every_source=options.every_source)
    table = narrowed(trained_table(learned, recipe), learned.pieces, recipe.numbers)
    write_model(options.to, learned.tokenizer, table)
    write_record(learned.corpus, ConceptScheme.open(), options.to / "model.safetensors")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description="Train drom's multilingual static model.")
    parser.add_argument("--pairs", type=Path, required=True, help="folder of en-XX.tsv.gz and xx-tatoeba.tsv.gz")
    parser.add_argument("--packages", type=Path, required=True, help="folder of the archives of packages.toml")
    parser.add_argument("--teacher", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--work", type=Path, required=True, help="folder for the teacher's vectors, kept between runs")
    parser.add_argument("--to", type=Path, default=TRAINED, help="folder to write (default: %(default)s)")
    parser.add_argument("--steps", type=int, default=Recipe().steps, help="default: %(default)s")
    parser.add_argument("--threads", type=int, default=1, help="of torch (default: %(default)s)")
    parser.add_argument("--every-source", action="store_true", help="learn from GPL, AGPL and unlicensed texts as well")
    return parser.parse_args()


if __name__ == "__main__":
    main()
