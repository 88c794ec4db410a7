"""Reading annotated corpora."""

import gzip
import json
from pathlib import Path

import pytest

from training.names.corpora import Corpus, Name, corpora, development_texts, training_texts

CONLL = """# newdoc id = a
# text = Udruga Zora radi.
1\tUdruga\tB-ORG
2\tZora\tI-ORG
3\tradi\tO
4\t.\tO

# newdoc id = b
1\tAna\tB-PER
2\t,\tO
3\tZadar\tB-LOC

"""


def conll(folder: Path, **parts: str | None) -> Corpus:
    with gzip.open(folder / "x.gz", "wt", encoding="utf-8") as file:
        file.write(CONLL)
    return Corpus("hr", "hr", "conll", parts.get("train"), parts.get("dev"), (1, 2))


def test_tags_become_stretches_of_the_text(tmp_path):
    first, second = training_texts(tmp_path, conll(tmp_path, train="x.gz", dev="y.gz"))

    assert (first.text, first.names) == ("Udruga Zora radi.", (Name(0, 11, "ORG"),))
    assert (second.text, second.names) == ("Ana, Zadar", (Name(0, 3, "PER"), Name(5, 10, "LOC")))


def test_what_is_cut_from_one_part_either_teaches_or_measures(tmp_path):
    corpus = conll(tmp_path, train="x.gz")
    teaching, measuring = ({a.text for a in part(tmp_path, corpus)} for part in (training_texts, development_texts))

    assert teaching.isdisjoint(measuring) and len(teaching | measuring) == 2


def test_corpus_without_licence_never_teaches(tmp_path):
    assert list(training_texts(tmp_path, conll(tmp_path, dev="x.gz"))) == []
    assert [key for key, corpus in corpora().items() if corpus.train is None] == ["bg", "cs", "sl"]


@pytest.mark.parametrize("kind", ["EVT", "PRO", "LOC"])
def test_spans_are_kept_with_their_kind(tmp_path, kind):
    row = {"id": "1", "text": "Sofia", "entities": [[0, 5, "Sofia", "Sofia", kind, "x"]]}
    with gzip.open(tmp_path / "x.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(row))

    (annotated,) = development_texts(tmp_path, Corpus("bg", "bg", "spans", None, "x.gz"))

    assert annotated.names == (Name(0, 5, "LOC" if kind == "LOC" else "MISC"),)
