"""The layout of a province's bulletin as data: which tables, rows, columns and sentences, and since when.

The English of a wording stands beside it, in the field of its name with `_en`; what has none is printed as it is.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from services.report.domain.letterhead import EditionRule, LetterheadRule
from services.report.domain.periods import PeriodRange, Rule
from services.report.domain.sections import UNDECLARED, Sections
from services.report.domain.sentence_rules import AnySentence
from shared.facts import Identifier


class RowRule(Rule):
    """One row: a unit, under its own name unless the layout gives another."""

    unit: Identifier
    name: str = ""
    name_en: str = ""

    @model_validator(mode="before")
    @classmethod
    def from_text(cls, given: Any) -> Any:
        return {"unit": given} if isinstance(given, str) else given


class ColumnRule(Rule):
    """One column of figures. Headings may hold what headings.py has, {compared_with}, {compared_quarter} and {target}.

    Verdicts are those of `programme`; of the first programme that has one, where none is named.
    """

    key: Identifier
    indicator: Identifier
    dimension: dict[str, str] = Field(default_factory=dict)
    heading: str
    group: str = ""
    change_heading: str = ""
    verdict_heading: str = ""
    heading_en: str = ""
    group_en: str = ""
    change_heading_en: str = ""
    verdict_heading_en: str = ""
    show_change: bool = False
    show_verdict: bool = False
    programme: str | None = None


class ChartRule(Rule):
    """A chart of one column."""

    id: Identifier
    column: str
    title: str
    title_en: str = ""


class Variant(Rule):
    """A table as printed in the periods it is in force. Rows are listed in order, or all units of `levels`."""

    periods: PeriodRange
    order: int
    section: str
    title: str
    note: str = ""
    section_en: str = ""
    title_en: str = ""
    note_en: str = ""
    names: Literal["official", "short"] = "short"
    rows: tuple[RowRule, ...] = ()
    levels: tuple[str, ...] = ()
    columns: tuple[ColumnRule, ...] = Field(min_length=1)
    total: RowRule | None = None
    rank_by: str = ""
    sentences: tuple[AnySentence, ...] = ()
    charts: tuple[ChartRule, ...] = ()
    landscape: bool = False


class TableRule(Rule):
    """A table of the bulletin and its variants over time."""

    id: Identifier
    variants: tuple[Variant, ...] = Field(min_length=1)

    def variant(self, period: str) -> Variant | None:
        """The variant in force in `period`, if the table is printed at all."""
        return next((variant for variant in self.variants if variant.periods.holds(period)), None)


class Layout(Rule):
    """Everything about a province's bulletin apart from its figures and articles."""

    tables: tuple[TableRule, ...]
    letterhead: LetterheadRule
    editions: tuple[EditionRule, ...] = ()
    sections: Sections = UNDECLARED

    def printed(self, period: str) -> list[tuple[TableRule, Variant]]:
        """The tables of `period` with their variants, in printed order."""
        found = [(table, variant) for table in self.tables if (variant := table.variant(period)) is not None]
        return sorted(found, key=lambda pair: (pair[1].order, pair[0].id))
