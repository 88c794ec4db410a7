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
    assert Settings().model == "drom-static-320"


LLM = {"DROM_LLM_URL": "http://localhost:11434/v1", "DROM_LLM_MODEL": "qwen2.5:14b", "DROM_LLM_KEY": "sk-secret"}


def test_nothing_is_asked_of_a_language_model_by_default():
    assert Settings().llm_url is None


def test_key_of_the_language_model_is_shown_nowhere(monkeypatch: pytest.MonkeyPatch):
    for name, value in LLM.items():
        monkeypatch.setenv(name, value)

    settings = load_settings()

    assert settings.llm_key is not None and settings.llm_key.get_secret_value() == "sk-secret"
    assert "secret" not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DROM_LLM_KEY", "sk-secret\nHost: evil"),
        ("DROM_LLM_KEY", "sk-secret ключ"),
        ("DROM_LLM_URL", "https://user:sk-secret@llm.example/v1"),
        ("DROM_LLM_URL", "https://llm.example/v1?api-key=sk-secret"),
        ("DROM_LLM_URL", "ftp://sk-secret.example/v1"),
        ("DROM_LLM_MODEL", ""),
        ("DROM_LLM_TIMEOUT_S", "0"),
        ("DROM_LLM_MAX_CHARACTERS", "1"),
    ],
)
def test_wrong_endpoint_is_refused_and_its_secrets_are_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
):
    for each, right in {**LLM, name: value}.items():
        monkeypatch.setenv(each, right)

    with pytest.raises(SettingsWrong, match=name) as refused:
        load_settings()

    assert "secret" not in f"{refused.value} {refused.value.__cause__} {refused.value.__cause__!r}"


def test_address_of_a_language_model_wants_its_name(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DROM_LLM_URL", LLM["DROM_LLM_URL"])

    with pytest.raises(SettingsWrong, match="DROM_LLM_MODEL"):
        load_settings()
