"""The assembled bulletin: what every rendering is made from, as written to bulletin.json."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from services.report.domain.aim import AT_LEAST, Aim
from services.report.domain.article import Article, ArticleSection
from services.report.domain.bar_chart import Chart
from services.report.domain.bulletin_status import CellStatus, Stage
from services.report.domain.correction import Correction
from services.report.domain.issuance import Issuance
from services.report.domain.letter_blocks import Letterhead
from services.report.domain.part import English, EnglishLines, Part
from services.report.domain.trend import Trend


class CellDoubt(Part):
    """Something implausible about a figure, until it is confirmed or corrected."""

    rule: str
    severity: Literal["warning", "error"]
    text: str
    text_en: str


class Cell(Part):
    """One figure as printed, with what it was judged by and the events it came from. Decimals are strings.

    `change_text` is empty where there is nothing to compare with; `verdict` is None where there is no verdict.
    `revised` marks a figure corrected since it was published, `change_revised` a change since such a figure;
    `missing_reason` is why it was declared missing. `upper` is the end of a range that begins at `target`.
    """

    printed: ClassVar[tuple[str, ...]] = ("text", "change_text")

    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    text: str
    status: CellStatus
    verdict: Literal["met", "not_met"] | None = None
    gap: str | None = None
    comparator: str | None = None
    target: str | None = None
    upper: str | None = Field(default=None, exclude_if=lambda end: end is None)
    legal_basis: str | None = None
    change: str | None = None
    change_text: str = ""
    compared_with: str | None = None
    change_revised: bool = Field(default=False, exclude_if=lambda revised: not revised)
    revised: bool = False
    missing_reason: str | None = Field(default=None, exclude_if=lambda reason: reason is None)
    revision: int | None = None
    as_of: date | None = None
    events: tuple[UUID, ...] = ()
    doubts: tuple[CellDoubt, ...] = Field(default=(), exclude_if=lambda doubts: not doubts)

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """The ends of what the figure was judged by: none, one, or those of a range."""
        return tuple(Decimal(end) for end in (self.target, self.upper) if end is not None)


class Column(Part):
    """One column of figures. `heading` is ready to print; `group` is the heading above it, shared with its neighbours.

    `show_change` and `show_verdict` say whether the printed table has those columns beside the figure. `target` is the
    one its verdicts share; `limit` says how they are held against it where it is not enough to reach it.
    """

    key: str
    indicator: str
    dimension: dict[str, str] = Field(default_factory=dict)
    heading: str
    group: str = ""
    measure: Literal["percent", "count", "number", "vnd", "rank"]
    compared_with: str | None = None
    change_heading: str = ""
    verdict_heading: str = ""
    show_change: bool = False
    show_verdict: bool = False
    target: str | None = None
    limit: Literal[">", "<=", "<", "between"] | None = Field(default=None, exclude_if=lambda limit: limit is None)
    upper: str | None = Field(default=None, exclude_if=lambda end: end is None)
    heading_en: English = ""
    group_en: English = ""
    change_heading_en: English = ""
    verdict_heading_en: English = ""

    @property
    def aim(self) -> Aim | None:
        """What its verdicts share."""
        return None if self.target is None else Aim(self.limit or AT_LEAST, self.target, self.upper)


class Row(Part):
    """One unit (or one line of a table of lines): its cells by column key.

    `rank` is the unit's place within its level by the table's ranking column; None where nothing is ranked.
    """

    unit: str
    name: str
    name_en: English = ""
    rank: int | None = None
    cells: dict[str, Cell]


class Total(Part):
    """The last row of a table: a row that has no rank.

    `how` is the weakest of its cells' ways; each cell keeps its own in `ways`.
    """

    unit: str
    name: str
    rank: None = None
    name_en: English = ""
    cells: dict[str, Cell]
    how: Literal["submitted", "ratio_of_sums", "sum", "none"]
    ways: dict[str, Literal["submitted", "ratio_of_sums", "sum", "none"]]


class Table(Part):
    """One table of the results section; `section` is the numbered heading it stands under."""

    id: str
    section: str
    title: str
    note: str = ""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Total | None = None
    footnotes: tuple[str, ...] = ()
    landscape: bool = False
    section_en: English = ""
    title_en: English = ""
    note_en: English = ""
    footnotes_en: EnglishLines = ()


class Sentence(Part):
    """A sentence computed from the rows of a table; `facts` are the numbers and units it states.

    `place` says whether it is printed before or after its table.
    """

    id: str
    table: str
    kind: Literal["trend", "behind", "top", "all_at", "share", "total", "statement"]
    text: str
    facts: dict[str, Any]
    place: Literal["before", "after"] = "after"
    text_en: English = ""


class Bulletin(Part):
    """One edition. `content_hash` is the SHA-256 of everything else, in canonical JSON.

    `sections` are those that its articles stand in. `issuance` is that of a published one; `corrections` are of figures
    in earlier ones. The English of a text stands beside it, in the field of its name with `_en` (see `twins`).
    """

    period: str
    previous_period: str | None
    title: str
    title_en: English = ""
    as_of: date
    status: Stage
    content_hash: str = ""
    letterhead: Letterhead
    tables: tuple[Table, ...]
    sentences: tuple[Sentence, ...]
    articles: tuple[Article, ...] = ()
    sections: tuple[ArticleSection, ...] = Field(default=(), exclude_if=lambda sections: not sections)
    charts: tuple[Chart, ...] = ()
    trends: tuple[Trend, ...] = Field(default=(), exclude_if=lambda trends: not trends)
    issuance: Issuance | None = Field(default=None, exclude_if=lambda issuance: issuance is None)
    corrections: tuple[Correction, ...] = Field(default=(), exclude_if=lambda corrections: not corrections)
