"""The first page: the question, examples that have answers, and what the release holds."""

from dataclasses import asdict

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from search.question import Question
from service.dependencies import CurrentServing
from service.pages.examples import examples_elsewhere, examples_in
from service.pages.interface import View
from service.pages.overview import overview
from service.pages.rendering import html_page

router = APIRouter(include_in_schema=False)
# Themes offered to look around by: two rows on a wide screen.
MOST_THEMES = 12


@router.get("/")
def home_page(serving: CurrentServing, view: View) -> HTMLResponse:
    everything = serving.engine.answer(Question(ui=view.ui, limit=1))
    return html_page(
        view,
        "home.html",
        release=serving.release.number,
        examples=examples_in(view.ui),
        examples_elsewhere=examples_elsewhere(view.ui),
        counts=tuple(asdict(overview(serving)).items()),
        themes=everything.facets.get("theme", ())[:MOST_THEMES],
    )
