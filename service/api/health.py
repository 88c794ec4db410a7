"""Is the service alive, is it ready, which program and release answer."""

import shutil
from http import HTTPStatus
from importlib.metadata import version

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from service.api.responses import answers
from service.dependencies import CurrentServing, CurrentSettings
from service.problems import problem

router = APIRouter(tags=["operations"])
# Below this the next release cannot be written; readers go on.
LEAST_FREE_BYTES = 50_000_000


@router.get("/health/live")
def live() -> dict[str, str]:
    """200 as long as the process answers."""
    return {"status": "alive"}


@router.get("/health/ready", responses=answers(503))
def ready(serving: CurrentServing, settings: CurrentSettings) -> JSONResponse:
    """200 when a release is open and there is room for the next; else 503."""
    free = shutil.disk_usage(settings.data).free
    if free < LEAST_FREE_BYTES:
        return problem(
            HTTPStatus.SERVICE_UNAVAILABLE, "disk-full", f"only {free} bytes are free; make room for the next release"
        )
    return JSONResponse({"status": "ready", "release": serving.release.number})


@router.get("/version", responses=answers(503))
def program_version(serving: CurrentServing) -> dict[str, object]:
    """The program, the release that answers and what it holds."""
    manifest = serving.release.manifest
    return {
        "program": "drom",
        "version": version("drom"),
        "release": manifest.number,
        "published": manifest.built.isoformat(),
        "model": manifest.model,
        "counts": dict(manifest.counts),
    }
