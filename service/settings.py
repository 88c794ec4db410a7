"""Everything an operator may choose; the only reader of the environment."""

import os
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from service.errors import SettingsWrong

PREFIX = "DROM_"


def _without_slash(address: str) -> str:
    return address.rstrip("/")


def _printable(key: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[\x21-\x7e]+", key.get_secret_value()):
        raise ValueError("a key is made of printable ASCII characters without spaces")
    return key


# What may hold a secret is never repeated in an error.
_UNSPOKEN = frozenset({"llm_key", "llm_url"})


class Settings(BaseSettings):
    """Settings of drom: each is an environment variable `DROM_…` or a line of `drom.toml` in the working folder."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, toml_file="drom.toml", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    data: Path = Path("data")  # the data folder: archive/, ledger/, releases/ and current
    base: Annotated[str, Field(pattern=r"^https?://[^\s/]+(/[^\s?#]*)?$"), AfterValidator(_without_slash)] = (
        "http://localhost:8000"  # of every permanent identifier; fixed when a data folder is created
    )
    model: str = "drom-static-320"  # the shipped one; or a sentence-transformers folder, or a hub name
    # The next four concern models that torch or ONNX runs; static ones, like that which ships, need none of it.
    model_revision: str | None = Field(None, pattern=r"^[A-Za-z0-9._/-]+$")  # branch, tag or commit of a hub name
    model_batch: int = Field(32, ge=1, le=4096)  # texts that pass through the model at once
    model_device: str | None = Field(None, pattern=r"^(cpu|mps|cuda(:[0-9]{1,2})?)$")  # CUDA when there, else cpu
    model_backend: Literal["torch", "onnx"] = "torch"
    host: str = "127.0.0.1"  # address the service listens on
    port: int = Field(8000, ge=1, le=65535)
    page_size: int = Field(20, ge=1, le=100)  # results per page
    keep_releases: int = Field(14, ge=1)  # releases kept whole
    query_workers: int = Field(2, ge=1, le=64)  # processes that answer SPARQL
    query_timeout_s: float = Field(10.0, gt=0, le=600)  # wall-clock seconds of one SPARQL query
    query_max_bytes: int = Field(50_000_000, ge=1000)  # of one SPARQL answer
    page_timeout_s: float = Field(20.0, gt=0, le=600)  # seconds to read one page
    page_max_bytes: int = Field(10_000_000, ge=1000, le=10_000_000)  # of one page or file; the reader takes no more
    fetch_timeout_s: float = Field(30.0, gt=0, le=600)  # whole time of one fetch, redirects included
    reading_workers: int = Field(2, ge=1, le=256)  # processes that read pages
    allow_private: bool = False  # fetch from private and loopback addresses (tests, intranets)
    contact: str | None = None  # mail address shown to people and sent in the User-Agent
    curator: str | None = None  # who decides where `--by` does not say: a name or a role, shown with every decision
    # A language model behind an OpenAI-compatible endpoint that is asked about each page; off without an address.
    llm_url: (
        Annotated[str, Field(pattern=r"^https?://[^\s/?#@]+(/[^\s?#]*)?$"), AfterValidator(_without_slash)] | None
    ) = None  # with the version in its path: http://localhost:11434/v1
    llm_model: str | None = Field(None, pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,99}$")  # as the endpoint calls it
    llm_key: Annotated[SecretStr, AfterValidator(_printable)] | None = None  # sent to that endpoint only
    llm_timeout_s: float = Field(60.0, gt=0, le=3600)  # whole time of one answer
    llm_max_characters: int = Field(8000, ge=500, le=200_000)  # of a page's text that is sent

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings() -> Settings:
    """The settings of this process; raises SettingsWrong naming the variable and what it allows."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name.upper() not in known:
            raise SettingsWrong(name, f"unknown; the settings are {', '.join(sorted(known))}")
    try:
        settings = Settings()
    except ValidationError as err:
        first = err.errors()[0]
        name = str(first["loc"][0] if first["loc"] else "")
        given = "" if name in _UNSPOKEN else f" (given: {first.get('input')!r})"
        raise SettingsWrong(PREFIX + name.upper(), first["msg"] + given) from err
    if settings.llm_url and not settings.llm_model:
        raise SettingsWrong(PREFIX + "LLM_MODEL", "DROM_LLM_URL needs it: the model to ask")
    return settings
