"""The recogniser that ships."""

from search.modelfiles import damages, listed_files
from training.names.__main__ import TRAINED


def test_files_are_those_of_the_manifest() -> None:
    assert set(listed_files(TRAINED, TRAINED.name)) == {"languages.toml", "model.crfsuite"}
    assert list(damages(TRAINED, TRAINED.name)) == []
