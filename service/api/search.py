"""Search and interpretation as JSON."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from search.question import LONGEST_QUESTION
from service.api.responses import answers
from service.asking import SearchQuery, question_from
from service.dependencies import CurrentServing
from service.errors import ParameterWrong

router = APIRouter(prefix="/api/v1", tags=["search"])


@router.get("/search", responses=answers(400, 503))
def search(asked: SearchQuery, serving: CurrentServing) -> JSONResponse:
    """The things that answer a question, best first, each with its evidence and the reasons why it was found."""
    if asked.release is not None and asked.release != serving.release.number:
        raise ParameterWrong("release", str(asked.release), f"the release that answers now is {serving.release.number}")
    page = serving.engine.answer(question_from(asked))
    return JSONResponse(page.to_json())


@router.get("/interpret", responses=answers(400, 503))
def interpret(
    serving: CurrentServing,
    q: Annotated[str, Query(max_length=LONGEST_QUESTION, description="question in any supported language")],
    ui: Annotated[str, Query(max_length=35, description="language of the labels")] = "en",
) -> JSONResponse:
    """What a question was understood to mean, with the same question as SPARQL."""
    return JSONResponse(serving.engine.interpret(q, ui).to_json())
