"""From a template and its values to an HTML answer with the right headers."""

import hashlib
from functools import cache
from http import HTTPStatus
from importlib.resources import files

from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from service.pages import formatting
from service.pages.interface import Interface
from service.pages.language import direction
from service.pages.links import host_of, web_address


def html_page(view: Interface, template: str, *, status: int = HTTPStatus.OK, **values: object) -> HTMLResponse:
    """`template` filled with `values`, in the language of `view`."""
    body = (
        _environment()
        .get_template(template)
        .render(view=view, t=view.words.text, n=view.words.count, ui=view.ui, **_formats(view.ui), **values)
    )
    return HTMLResponse(body, status, headers={"Vary": "Accept-Language", "Content-Language": view.ui})


def _formats(ui: str) -> dict[str, object]:
    """What templates call to write a value in the language of the interface."""
    return {
        "language_name": lambda lang: formatting.language_name(lang, ui),
        "partial_date": lambda when: formatting.partial_date(when, ui),
        "day": lambda when: formatting.day(when, ui),
        "number": lambda value: formatting.number(value, ui),
        "percent": lambda share: formatting.percent(share, ui),
    }


@cache
def _environment() -> Environment:
    """Everything is escaped, always; a misspelt name in a template is an error, never an empty place."""
    loader = ChoiceLoader([PackageLoader("service", "templates"), PackageLoader("service", "static")])
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(static=static_path, direction=direction, web_address=web_address, host_of=host_of)
    return environment


@cache
def static_path(name: str) -> str:
    """The path of a static file with a digest of its content, so that browsers may keep it and still see a new one."""
    content = (files("service") / "static" / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:8]}"
