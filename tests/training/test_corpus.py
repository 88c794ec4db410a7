"""Which pairs are learned from, and which are kept to measure with."""

import gzip
from pathlib import Path

import pytest

from training.corpus import Corpus, Group, is_held_out, read_corpus


def held_out_sentence(wanted: bool) -> str:
    return next(s for s in (f"the school has {n} pupils this year" for n in range(500)) if is_held_out(s) == wanted)


def write(folder: Path, name: str, *lines: str) -> None:
    with gzip.open(folder / name, "wt", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    kept, held = held_out_sentence(False), held_out_sentence(True)
    write(
        tmp_path, "en-ro.tsv.gz",
        "school\tșcoală\twiktdict",
        f"{kept}\tșcoala are elevi anul acesta\ttatoeba",
        f"{held}\tpropoziție ținută deoparte pentru măsurat\ttatoeba",
        "Save file\tSalvați fișierul pe disc acum\tmastodon",
        "Windows\tWindows\tcldr",
        "broken line",
    )  # fmt: skip
    write(tmp_path, "xx-tatoeba.tsv.gz", "de\tro\tGut.\tBine.", "de\tro\tX\tpropoziție ținută deoparte pentru măsurat")
    return read_corpus(tmp_path)


def test_pairs_are_grouped_by_language_and_kind(corpus: Corpus) -> None:
    sizes = {group: len(pairs) for group, pairs in corpus.groups.items()}

    assert sizes == {
        Group("de", "ro", "others"): 1, Group("en", "ro", "dictionary"): 1, Group("en", "ro", "sentences"): 1,
    }  # fmt: skip


def test_held_out_translations_are_in_no_pair(corpus: Corpus) -> None:
    learned = {corpus.texts[number] for pairs in corpus.groups.values() for number in pairs.ravel()}

    assert len(corpus.held_out["ro"]) == 1
    assert "propoziție ținută deoparte pentru măsurat" not in learned


def test_sources_outside_the_licence_rule_are_read_on_request_only(tmp_path: Path) -> None:
    write(tmp_path, "en-ro.tsv.gz", "Save file\tSalvați fișierul\tmastodon")

    assert not read_corpus(tmp_path).groups
    assert len(read_corpus(tmp_path, every_source=True).groups) == 1


def test_case_and_punctuation_do_not_change_what_is_held_out() -> None:
    sentence = held_out_sentence(True)

    assert is_held_out(sentence.upper() + "!")


def test_named_texts_can_be_taken_out(corpus: Corpus) -> None:
    assert len(corpus.without({"scoala"}).groups[Group("en", "ro", "dictionary")]) == 0
