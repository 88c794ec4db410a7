"""Where models come from, what pins them, and what is said when there is none."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from search.encoder import Role
from search.encoders.choice import encoder_for
from search.encoders.options import ModelOptions
from search.encoders.origin import origin_of
from search.errors import EncodingFailed

Make = Callable[..., Path]
OLD, NEW = "1" * 40, "2" * 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "ours"
    (home / "1_Pooling").mkdir(parents=True)
    (home / "modules.json").write_text("[]")
    for name in ("config.json", "1_Pooling/config.json"):
        (home / name).write_text("{}")
    return home


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The cache of a hub that cannot be reached, empty."""
    constants = pytest.importorskip("huggingface_hub.constants", reason="the extra `models` is not installed")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    return tmp_path / "hub"


def cache(hub: Path, name: str, commits: dict[str, Path], main: str) -> None:
    """Put commits of a model into the cache, as if they had been fetched."""
    home = hub / f"models--{name.replace('/', '--')}"
    for commit, folder in commits.items():
        shutil.copytree(folder, home / "snapshots" / commit)
    (home / "refs").mkdir(parents=True)
    (home / "refs" / "main").write_text(main)


@pytest.mark.parametrize("name", ["config.json", "1_Pooling/config.json", "model.onnx"])
def test_another_content_of_a_file_is_another_model(folder: Path, name: str):
    before = origin_of(str(folder)).revision

    (folder / name).write_text("[]")

    assert origin_of(str(folder)).revision != before


@pytest.mark.parametrize("name", ["README.md", ".cache/lock", ".gitattributes"])
def test_what_changes_no_vector_does_not_make_another_model(folder: Path, name: str):
    before = origin_of(str(folder)).revision

    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("other")

    assert origin_of(str(folder)).revision == before


def test_same_files_elsewhere_are_the_same_model(folder: Path, tmp_path: Path):
    elsewhere = Path(shutil.copytree(folder, tmp_path / "elsewhere" / folder.name))

    assert origin_of(str(elsewhere)).revision == origin_of(str(folder)).revision


def test_snapshot_in_the_cache_goes_by_its_name_on_the_hub(folder: Path, tmp_path: Path):
    home = tmp_path / "models--intfloat--multilingual-e5-small" / "snapshots" / OLD
    shutil.copytree(folder, home)

    assert origin_of(str(home)).name == "intfloat/multilingual-e5-small"


@pytest.mark.parametrize("model", ["./nowhere/at/all", "~/nowhere", "/nowhere", "a/b/c"])
def test_path_that_leads_nowhere_is_not_looked_for_on_the_hub(model: str):
    with pytest.raises(EncodingFailed, match=r"no folder.*DROM_MODEL"):
        origin_of(model)


def test_folder_that_is_no_model_is_told_what_it_lacks(tmp_path: Path):
    with pytest.raises(EncodingFailed, match=r"neither modules\.json nor config\.json"):
        origin_of(str(tmp_path))


def test_file_is_no_model(folder: Path):
    with pytest.raises(EncodingFailed, match="no folder"):
        origin_of(str(folder / "config.json"))


def test_folder_has_no_revision(folder: Path):
    with pytest.raises(EncodingFailed, match="unset DROM_MODEL_REVISION"):
        origin_of(str(folder), revision="main")


@pytest.mark.parametrize("held_in", ["router_config.json", "config.json"])
def test_code_of_its_own_is_found_inside_modules_that_hold_others(folder: Path, held_in: str):
    router = {"type": "sentence_transformers.base.modules.router.Router", "path": "1_Router", "name": "1", "idx": 1}
    (folder / "modules.json").write_text(json.dumps([router]))
    (folder / "1_Router").mkdir()
    (folder / "1_Router" / held_in).write_text(json.dumps({"types": {"query_0": "theirs.Module"}}))

    with pytest.raises(EncodingFailed, match=r"code of its own \(theirs\.Module\)"):
        origin_of(str(folder))


@pytest.mark.usefixtures("hub")
@pytest.mark.parametrize("model", ["intfloat/multilingual-e5-small", "LaBSE"])
def test_model_that_was_never_fetched_is_told_how_to_get_it(model: str):
    with pytest.raises(EncodingFailed, match=rf"{model}.*cannot be reached.*DROM_MODEL"):
        origin_of(model)


@pytest.mark.usefixtures("hub")
def test_name_that_cannot_be_one_is_refused_as_such():
    with pytest.raises(EncodingFailed, match="OWNER/NAME"):
        origin_of("no model at all")


def test_hub_model_is_pinned_to_its_newest_commit(hub: Path, folder: Path):
    cache(hub, "owner/ours", {OLD: folder, NEW: folder}, main=NEW)

    found = origin_of("owner/ours")

    assert (found.name, found.revision, found.has_modules) == ("owner/ours", NEW, True)


def test_commit_of_a_release_counts_until_another_is_asked_for(hub: Path, folder: Path):
    cache(hub, "owner/ours", {OLD: folder, NEW: folder}, main=NEW)

    assert origin_of("owner/ours", pinned=f"owner/ours@{OLD}+e5").commit == OLD
    assert origin_of("owner/ours", pinned=f"owner/ours@{OLD}", revision="main").commit == NEW
    assert origin_of("owner/ours", pinned=f"owner/theirs@{OLD}").commit == NEW


def test_hub_model_is_opened_from_the_cache_without_the_hub(hub: Path, tiny: Make):
    cache(hub, "intfloat/multilingual-e5-tiny", {OLD: tiny("saved")}, main=OLD)

    encoder = encoder_for("intfloat/multilingual-e5-tiny", ModelOptions(device="cpu"))

    assert encoder.name == f"intfloat/multilingual-e5-tiny@{OLD}+e5"
    assert encoder.encode(["mediatori"], role=Role.QUERY).any()


def test_plain_hub_model_is_pooled_as_its_family(hub: Path, plain: Make):
    cache(hub, "owner/bge-m3-tiny", {OLD: plain("saved")}, main=OLD)

    assert encoder_for("owner/bge-m3-tiny", ModelOptions(device="cpu")).name == f"owner/bge-m3-tiny@{OLD}+bge-m3"


@pytest.mark.parametrize("model", ["drom-static-320", ""])
def test_shipped_model_has_no_revision(model: str):
    with pytest.raises(EncodingFailed, match="unset DROM_MODEL_REVISION"):
        encoder_for(model, ModelOptions(revision="main"))
