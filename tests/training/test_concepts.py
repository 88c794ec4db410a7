"""Labels that are kept from training to measure with."""

from pathlib import Path

from ontology.scheme import ConceptScheme
from training.charsmap import plain
from training.concepts import held_out_labels, never_learned, texts_by_concept, write_held_out

SCHEME = ConceptScheme.open()
BENCH = Path(__file__).parents[2] / "bench"


def test_a_held_out_label_is_no_training_text() -> None:
    learned = {plain(label.text) for labels in texts_by_concept(SCHEME) for label in labels}

    assert not learned & never_learned(SCHEME)


def test_a_fifth_of_the_concepts_is_measured() -> None:
    assert len({(each.scheme, each.notation) for each in held_out_labels(SCHEME)}) == 28


def test_preferred_labels_of_all_concepts_are_learned() -> None:
    texts = [{label.text for label in labels} for labels in texts_by_concept(SCHEME)]

    assert all(any(concept.labels["en"] in each for each in texts) for concept in SCHEME.concepts())


def test_the_table_has_a_line_for_each_label(tmp_path: Path) -> None:
    write_held_out(SCHEME, tmp_path / "held-out.tsv")

    lines = (tmp_path / "held-out.tsv").read_text().splitlines()
    assert lines[0] == "notation\tlang\tlabel"
    assert len(lines) == 1 + len(held_out_labels(SCHEME))
