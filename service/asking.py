"""From the parameters of a request to a `Question`; the API, the pages and the command line share it."""

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from graph.records import PartialDate
from search.question import LARGEST_PAGE, LAST_RESULT, Box, Question
from service.errors import ParameterWrong

Values = Annotated[list[str], Field(default_factory=list, max_length=50)]


class SearchParameters(BaseModel):
    """What may be asked beside the words; a repeated parameter is an OR, different parameters are an AND."""

    model_config = ConfigDict(populate_by_name=True, extra="forbid")

    q: str = Field("", description="question or key words in any supported language")
    type: Values = Field(description="practice, project, programme, organisation, place, event, document")
    theme: Values = Field(description="notation of a theme; narrower ones are included")
    approach: Values = Field(description="notation of an approach")
    target_group: Values = Field(description="notation of a target group")
    place: Values = Field(description="ISO 3166 code, EU, geonames:ID or IRI; places inside are included")
    organisation: Values = Field(description="IRI of an organisation")
    lang: Values = Field(description="language of the source")
    begins: str | None = Field(None, alias="from", description="year or ISO date")
    ends: str | None = Field(None, alias="to", description="year or ISO date")
    bbox: str | None = Field(None, description="west,south,east,north in degrees")
    ui: str = Field("en", max_length=35, description="language of the labels")
    limit: int = Field(20, ge=1, le=LARGEST_PAGE)
    offset: int = Field(0, ge=0, le=LAST_RESULT)
    interpret: bool = Field(True, description="understand the question")
    explain: bool = Field(False, description="add scores")
    release: int | None = Field(None, description="the release that the first page came from")


SearchQuery = Annotated[SearchParameters, Query()]


def question_from(asked: SearchParameters, *, ui: str | None = None) -> Question:
    """Raises ParameterWrong, or QueryRefused from the search room, naming the parameter."""
    return Question(
        text=asked.q,
        types=tuple(asked.type),
        themes=tuple(asked.theme),
        approaches=tuple(asked.approach),
        target_groups=tuple(asked.target_group),
        places=tuple(asked.place),
        organisations=tuple(asked.organisation),
        langs=tuple(asked.lang),
        begins=_date("from", asked.begins),
        ends=_date("to", asked.ends),
        bbox=_box(asked.bbox),
        ui=ui or asked.ui,
        limit=asked.limit,
        offset=asked.offset,
        interpret=asked.interpret,
        explain=asked.explain,
    )


def _date(parameter: str, text: str | None) -> PartialDate | None:
    if not text:
        return None
    try:
        return PartialDate(text)
    except ValueError:
        raise ParameterWrong(parameter, text, "give a year, YYYY-MM or YYYY-MM-DD") from None


def _box(text: str | None) -> Box | None:
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise ParameterWrong("bbox", text, "give west,south,east,north in degrees") from None
    return Box(west, south, east, north)
