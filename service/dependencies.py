"""What routes ask for: the release that is served, held open for as long as the request lasts."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request

from service.serving import Serving, ServingHolder
from service.settings import Settings


def holder(request: Request) -> ServingHolder:
    found = request.app.state.holder
    assert isinstance(found, ServingHolder)
    return found


def settings(request: Request) -> Settings:
    found = request.app.state.settings
    assert isinstance(found, Settings)
    return found


def current_serving(request: Request) -> Iterator[Serving]:
    """The release served now; it stays open until this request is answered, even when a newer one is published
    meanwhile.
    """
    with holder(request).use() as serving:
        yield serving


CurrentServing = Annotated[Serving, Depends(current_serving)]
CurrentSettings = Annotated[Settings, Depends(settings)]
