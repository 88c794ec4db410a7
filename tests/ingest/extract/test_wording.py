"""Words, sentences and quotations."""

import pytest

from ingest.extract.wording import Wording


def sentences(text: str, abbreviations: frozenset[str] = frozenset()) -> list[str]:
    wording = Wording(text, abbreviations)
    return [text[wording.words[s.start].start : wording.words[s.stop - 1].end] for s in wording.sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The project ended. It was useful.", 2),
        ("Kopš 2016. gada strādā biedrība. Tā palīdz.", 2),
        ("A heading\nThe text under it", 2),
        ("A long line that was broken by the width of the page in the middle of\nits sentence goes on.", 1),
        ("One.\n\nTwo", 2),
        ("", 0),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text, count):
    assert len(sentences(text)) == count


def test_abbreviation_ends_no_sentence():
    assert len(sentences("В гр. Разград живеят хора.", frozenset(["gr"]))) == 1


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("проект „Работа“ в града", "Работа"),
        ("proiectul „O casă” din", "O casă"),
        ("project “Side by Side” ended", "Side by Side"),
        ("el «Primer contrato» de", "Primer contrato"),
        ("das »Hier und dort« in", "Hier und dort"),
        ('the "Open Door" project', "Open Door"),
        ("projektu “Līdzās” un", "Līdzās"),
    ],
)
def test_every_pair_of_quotation_marks_is_known(text, inner):
    (quotation,) = Wording(text).quotations

    assert quotation.inner == inner


@pytest.mark.parametrize("text", ["the mother's 'own' way", "„never closed", '5" wide and 6" high'])
def test_apostrophes_and_open_marks_are_no_quotations(text):
    assert Wording(text).quotations == ()
