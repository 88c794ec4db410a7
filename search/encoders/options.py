"""How a model that torch or ONNX runs is opened; static models run without either and need none of it."""

from dataclasses import dataclass
from enum import StrEnum


class Backend(StrEnum):
    """What computes the vectors."""

    TORCH = "torch"
    ONNX = "onnx"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelOptions:
    """What the operator may choose besides the model itself."""

    revision: str | None = None  # branch, tag or commit of a model on the hub
    batch_size: int = 32  # texts that pass through the model at once
    device: str | None = None  # cpu, cuda, cuda:1, mps; CUDA where it is there, else the processor
    backend: Backend = Backend.TORCH


DEFAULT_OPTIONS = ModelOptions()
