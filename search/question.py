"""A question as asked: the words, and the filters chosen beside them."""

from dataclasses import dataclass
from typing import Final

from graph.records import PartialDate
from search.errors import QueryRefused

# What can be asked for; indicator values and funding are shown with their things.
TYPES: Final = ("practice", "project", "programme", "organisation", "place", "event", "document")
LONGEST_QUESTION = 2_000  # characters; ten times the longest question anyone has asked
LARGEST_PAGE = 100  # results
LAST_RESULT = 10_000  # how far paging goes


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the map in degrees (WGS 84); west > east crosses the 180th meridian."""

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        inside = all(-180 <= x <= 180 for x in (self.west, self.east))
        if not (inside and -90 <= self.south <= self.north <= 90):
            wanted = "west,south,east,north in degrees, south not above north"
            raise QueryRefused("bbox", f"{self.west},{self.south},{self.east},{self.north}", wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Words and filters; values of one filter are alternatives, different filters must all hold.

    `themes`, `approaches` and `target_groups` are notations, `places` are ISO 3166 codes, `EU`, `geonames:ID` or IRIs,
    `organisations` IRIs, `langs` BCP 47 tags of sources. Raises QueryRefused for what no release could answer; values
    that only a release can judge are refused when it is asked.
    """

    text: str = ""
    types: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    approaches: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    begins: PartialDate | None = None
    ends: PartialDate | None = None
    bbox: Box | None = None
    ui: str = "en"
    limit: int = 20
    offset: int = 0
    interpret: bool = True
    explain: bool = False

    def __post_init__(self) -> None:
        if len(self.text) > LONGEST_QUESTION:
            raise QueryRefused("q", f"{len(self.text)} characters", f"at most {LONGEST_QUESTION} characters")
        for value in self.types:
            if value not in TYPES:
                raise QueryRefused("type", value, TYPES)
        if not 1 <= self.limit <= LARGEST_PAGE:
            raise QueryRefused("limit", self.limit, f"1 to {LARGEST_PAGE}")
        if not 0 <= self.offset <= LAST_RESULT:
            raise QueryRefused("offset", self.offset, f"0 to {LAST_RESULT}")
        if self.begins and self.ends and self.begins.text > self.ends.text + "~":  # 2015-04 is not after 2015
            raise QueryRefused("from", self.begins.text, f"a date not after `to` ({self.ends.text})")
