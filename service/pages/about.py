"""The page that says what drom is and how to read it."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from service.dependencies import CurrentSettings
from service.pages.interface import View
from service.pages.rendering import html_page

router = APIRouter(include_in_schema=False)


@router.get("/about")
def about_page(settings: CurrentSettings, view: View) -> HTMLResponse:
    return html_page(view, "about.html", release=None, contact=settings.contact)
