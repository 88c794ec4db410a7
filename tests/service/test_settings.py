"""What an operator may choose, and what is said of what cannot be chosen."""

import pytest

from service.errors import SettingsWrong
from service.settings import Settings, load_settings


def test_models_of_others_are_chosen_by_five_variables(monkeypatch: pytest.MonkeyPatch):
    chosen = {
        "DROM_MODEL": "intfloat/multilingual-e5-small",
        "DROM_MODEL_REVISION": "614241f622f53c4eeff9890bdc4f31cfecc418b3",
        "DROM_MODEL_BATCH": "8",
        "DROM_MODEL_DEVICE": "cuda:1",
        "DROM_MODEL_BACKEND": "onnx",
    }
    for name, value in chosen.items():
        monkeypatch.setenv(name, value)

    settings = load_settings()

    assert {name: str(getattr(settings, name.removeprefix("DROM_").lower())) for name in chosen} == chosen


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DROM_MODEL_BATCH", "0"),
        ("DROM_MODEL_BATCH", "many"),
        ("DROM_MODEL_DEVICE", "gpu"),
        ("DROM_MODEL_DEVICE", "cuda:"),
        ("DROM_MODEL_BACKEND", "tensorflow"),
        ("DROM_MODEL_REVISION", "a b"),
        ("DROM_MODEL_TRUST", "yes"),
    ],
)
def test_wrong_value_is_refused_with_the_name_of_the_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsWrong, match=name):
        load_settings()


def test_shipped_model_is_the_default():
    assert Settings().model == "drom-static-384"
