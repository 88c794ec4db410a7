"""Opens a model by sentence-transformers, on the device and by the backend that were chosen. The only file that imports
it; the heavy imports happen when a model is opened. Program code that a model brings along never runs.
"""

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from search.encoders import hub
from search.encoders.options import Backend, ModelOptions
from search.encoders.origin import Origin
from search.errors import EncodingFailed

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_PROVIDERS = {"cpu": "CPUExecutionProvider", "cuda": "CUDAExecutionProvider"}
_LONGEST_REASON = 300  # characters of a library's message


def opened(origin: Origin, options: ModelOptions) -> "SentenceTransformer":
    """The model on its device, ready to encode. Raises EncodingFailed."""
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar
    except ImportError as error:
        raise hub.missing_library(origin.name) from error
    disable_progress_bar()  # type: ignore[no-untyped-call]  # of reading weights; fetching them has another
    device = _device(origin.name, options.device)
    onnx_arguments = _onnx_arguments(origin.name, device) if options.backend is Backend.ONNX else None
    try:
        return SentenceTransformer(
            origin.location,
            revision=origin.commit,
            device=device,
            backend=options.backend.value,
            model_kwargs=onnx_arguments,
            trust_remote_code=False,
        )
    except Exception as error:  # tokenizers and safetensors raise bare Exception for files they cannot read
        raise EncodingFailed(origin.name, _why_not_opened(error)) from error


def _why_not_opened(error: Exception) -> str:
    if "trust_remote_code" in str(error):
        return "it brings program code of its own, which drom never runs; choose a model that transformers itself knows"
    return f"{first_words(error)}; fetch or build it again, or choose another with DROM_MODEL"


def first_words(error: Exception) -> str:
    """What a library says went wrong, on one line and not too long."""
    words = " ".join(str(error).split()) or type(error).__name__
    return words if len(words) <= _LONGEST_REASON else words[:_LONGEST_REASON] + "…"


def _device(model: str, wanted: str | None) -> str:
    import torch

    if wanted is None:
        return "cuda" if torch.cuda.is_available() else "cpu"
    there = ["cpu", *(f"cuda:{number}" for number in range(torch.cuda.device_count()))]
    there += ["mps"] if torch.backends.mps.is_available() else []
    if wanted not in there and not (wanted == "cuda" and "cuda:0" in there):
        raise EncodingFailed(
            model,
            f"DROM_MODEL_DEVICE={wanted}, but torch {torch.__version__} sees only {', '.join(there)} here; set one of "
            "these, or install a torch built for the device",
        )
    return wanted


def _onnx_arguments(model: str, device: str) -> dict[str, Any]:
    """For sentence-transformers, which would otherwise take the first provider of its list, whatever the device."""
    if not (find_spec("onnxruntime") and find_spec("optimum") and find_spec("optimum.onnxruntime")):
        raise EncodingFailed(
            model, "DROM_MODEL_BACKEND=onnx needs more: run `pip install 'drom[onnx]'`, or set DROM_MODEL_BACKEND=torch"
        )
    from onnxruntime import get_available_providers

    kind, _, number = device.partition(":")
    provider = _PROVIDERS.get(kind, "")
    if provider not in get_available_providers():
        raise EncodingFailed(
            model,
            f"this onnxruntime cannot run on {kind}; set DROM_MODEL_DEVICE=cpu, install onnxruntime-gpu, or set "
            "DROM_MODEL_BACKEND=torch",
        )
    return {"provider": provider, "provider_options": {"device_id": int(number)} if number else None}
