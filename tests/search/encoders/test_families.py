"""Which family a model belongs to by its name, and that the table of families is whole."""

import pytest

from search.encoders.families import families, family_of

POOLINGS = {"mean", "cls", "lasttoken"}


@pytest.mark.parametrize(
    ("model", "family"),
    [
        ("intfloat/multilingual-e5-small", "e5"),
        ("intfloat/multilingual-e5-large-instruct", "e5-instruct"),
        ("multilingual_E5.small", "e5"),
        ("BAAI/bge-m3", "bge-m3"),
        ("BAAI/bge-small-en-v1.5", "bge-en"),
        ("thenlper/gte-small", "gte"),
        ("Alibaba-NLP/gte-base-en-v1.5", "gte-1-5"),
        ("Alibaba-NLP/gte-multilingual-base", "gte-multilingual"),
        ("nomic-ai/nomic-embed-text-v1.5", "nomic"),
        ("sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2", "paraphrase"),
        ("sentence-transformers/all-MiniLM-L6-v2", "all-minilm"),
        ("sentence-transformers/LaBSE", None),
        ("model-base5", None),
        ("", None),
    ],
)
def test_family_is_read_from_whole_words_of_the_name(model: str, family: str | None):
    found = family_of(model)

    assert (found.name if found else None) == family


@pytest.mark.parametrize("family", families(), ids=lambda family: family.name)
def test_family_says_how_to_pool_and_where_that_stands(family):
    assert family.pooling in POOLINGS
    assert family.card.startswith("https://huggingface.co/")
    assert family_of(family.card.removeprefix("https://huggingface.co/")) == family
