"""What a model folder says of itself, whole or damaged."""

from collections.abc import Callable
from pathlib import Path

import pytest

from search.encoder import Encoder
from search.encoders.choice import SHIPPED, encoder_for, shipped_folder
from search.encoders.static import StaticEncoder
from search.errors import EncodingFailed
from search.modelfacts import facts_of_model, read_card


@pytest.fixture
def folder(static_model: Callable[..., Path]) -> Path:
    return static_model({"school": [1.0, 0.0], "road": [0.0, 1.0]})


def facts(folder: Path):
    return facts_of_model("tiny", folder, lambda: StaticEncoder(folder))


def test_a_static_model_is_described(folder: Path) -> None:
    found = facts(folder)

    assert (found.kind, found.dimension, found.vocabulary) == ("static", 2, 3)
    assert found.name.startswith("tiny@")
    assert found.is_listed and not found.problems


def test_the_shipped_model_is_listed_and_has_a_card() -> None:
    found = facts_of_model(SHIPPED, shipped_folder(), encoder_for)

    assert found.is_listed and not found.problems
    assert found.licence and {"en", "bg", "ro", "lv"} <= set(found.languages)


def test_a_damaged_model_is_described_all_the_same(folder: Path) -> None:
    (folder / "tokenizer.json").write_text("{")

    found = facts(folder)

    assert (found.dimension, found.vocabulary, found.kind) == (None, None, "static")
    assert len(found.problems) == 1 and "tokenizer.json" in found.problems[0]


def test_every_damaged_file_is_told(folder: Path) -> None:
    (folder / "tokenizer.json").write_text("{")
    (folder / "model.safetensors").unlink()

    assert len(facts(folder).problems) == 2


def test_a_model_that_no_manifest_lists_is_no_problem(folder: Path) -> None:
    (folder.parent / "manifest.toml").unlink()

    found = facts(folder)

    assert not found.is_listed and not found.problems


def test_a_folder_of_anything_else_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8")

    found = facts_of_model("tiny", tmp_path, lambda: StaticEncoder(tmp_path))

    assert found.kind is None and "modules.json" in found.problems[0]


def test_a_model_that_is_nowhere_is_refused() -> None:
    def nowhere() -> Encoder:
        raise EncodingFailed("owner/name", "no such model")

    with pytest.raises(EncodingFailed):
        facts_of_model("owner/name", None, nowhere)


@pytest.mark.parametrize(
    ("card", "licence", "languages"),
    [
        ("---\nlanguage: [en, bg]\nlicense: mit\n---\n# x", "mit", ("en", "bg")),
        ("---\nlanguage:\n- en\n- 'bg'\nlicense: \"mit\"\ntags:\n- x\n---\n", "mit", ("en", "bg")),
        ("---\nlicense: cc-by-sa-4.0\nlanguage: bg\n---\n", "cc-by-sa-4.0", ("bg",)),
        ("---\nlicense:\nlanguage: []\n---\n", None, ()),
        ("# a card\n\nlicense: mit\n", None, ()),
        ("---\nlicense mit\n- en\n", None, ()),
        ("", None, ()),
    ],
)
def test_licence_and_languages_come_from_the_head_of_the_card(
    tmp_path: Path, card: str, licence: str | None, languages: tuple[str, ...]
) -> None:
    (tmp_path / "README.md").write_text(card)

    assert read_card(tmp_path / "README.md") == (licence, languages)


def test_a_folder_without_a_card_says_nothing_of_licence(tmp_path: Path) -> None:
    assert read_card(tmp_path / "README.md") == (None, ())
