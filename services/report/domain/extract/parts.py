"""The extracts of an edition: the page of each unit and the page for leaders, as facts. Decimals are strings."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from services.report.domain.bulletin import Cell
from services.report.domain.bulletin_status import Stage
from services.report.domain.part import English, Part

Measure = Literal["percent", "count", "number", "vnd", "rank"]
TaskStand = Literal["open", "due_soon", "overdue", "done"]


class Named(Part):
    """What something is called in Vietnamese and in English."""

    vi: str
    en: str


class Heading(Part):
    """The edition that an extract is out of; `number` is "02/2023", None before there is one."""

    period: str
    title: str
    title_en: English = ""
    number: str | None
    kind: str
    status: Stage
    issued_on: date
    as_of: date
    issuing_body: str
    issuing_body_en: English = ""
    content_hash: str


class Point(Part):
    """The figure of an earlier period, or of this one."""

    printed: ClassVar[tuple[str, ...]] = ("text",)

    period: str
    value: str | None
    text: str


class Place(Part):
    """The unit's place among `of` units of its level."""

    rank: int
    of: int


class Line(Part):
    """One figure of the unit as its table prints it; `trend` is that of all periods known, the oldest first."""

    table: str
    column: str
    name: Named
    measure: Measure
    cell: Cell
    place: Place | None = None
    trend: tuple[Point, ...] = ()


class TaskLine(Part):
    """Where the unit stands with a task."""

    unit: str
    unit_name: str
    title: str
    legal_basis: str
    stage: Literal["work", "report"]
    due: date | None
    state: TaskStand
    done_on: date | None = None


class Standing(Part):
    """How many figures of a unit are met, behind, without a target, missing and doubted."""

    met: int = 0
    not_met: int = 0
    unjudged: int = 0
    missing: int = 0
    doubted: int = 0


class Extract(Part):
    """The page of one unit."""

    heading: Heading
    unit: str
    name: str
    level: str
    standing: Standing
    lines: tuple[Line, ...]
    tasks: tuple[TaskLine, ...] = ()


class IndicatorStanding(Part):
    """How an indicator with a target stands: units that meet it, of those judged; the figure of the whole, if any."""

    name: Named
    met: int
    judged: int
    whole: Cell | None = None


class Movement(Part):
    """A figure that moved far since the period before."""

    unit: str
    unit_name: str
    name: Named
    cell: Cell


class Attention(Part):
    """A unit that is behind, the `worst` of its figures first."""

    unit: str
    unit_name: str
    standing: Standing
    worst: tuple[Line, ...] = ()


class Doubted(Part):
    """A figure that is doubted."""

    unit: str
    unit_name: str
    name: Named
    cell: Cell


class Summary(Part):
    """The page for leaders: everything, the weightiest first; what the page has no room for, it counts."""

    heading: Heading
    units: int
    standing: Standing
    indicators: tuple[IndicatorStanding, ...] = ()
    rises: tuple[Movement, ...] = ()
    falls: tuple[Movement, ...] = ()
    attention: tuple[Attention, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    doubts: tuple[Doubted, ...] = ()


class Extracts(Part):
    """All extracts of one edition, as they are kept with it."""

    summary: Summary
    units: tuple[Extract, ...] = Field(default=())

    def unit(self, name: str) -> Extract | None:
        """The extract of a unit; None where the edition has no line of it."""
        return next((extract for extract in self.units if extract.unit == name), None)
