"""The sentences a table may carry: their wording is data, their facts are computed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from services.report.domain.periods import Rule
from shared.facts import Identifier, Number


class SentenceRule(Rule):
    """What every sentence has: an id, its place beside the table, and a wording (see pattern.fill).

    `also` are other wordings of the same facts: they take turns, so that neighbours do not repeat each other.
    Every wording has its English in the field of its name with `_en`, or none has: both languages say the same.
    """

    id: Identifier
    place: Literal["before", "after"] = "after"
    pattern: str
    also: tuple[str, ...] = ()
    pattern_en: str = ""
    also_en: tuple[str, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        """The usual wordings, in their turn."""
        return (self.pattern, *self.also)

    @property
    def others(self) -> tuple[str, ...]:
        """The wordings for what is not usual."""
        return ()


class ColumnSentence(SentenceRule):
    """A sentence about one column of the table."""

    column: str


class TrendRule(ColumnSentence):
    """How the figure of the total row moved since the period before it."""

    kind: Literal["trend"]


class BehindRule(ColumnSentence):
    """The units below the target; `none` is said when there are none, `one` of a single one, `every` when all are."""

    kind: Literal["behind"]
    none: str = ""
    one: str = ""
    every: str = ""
    none_en: str = ""
    one_en: str = ""
    every_en: str = ""

    @property
    def others(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.none, self.one, self.every)))


class TopRule(ColumnSentence):
    """The units in the first `n` places from the `order` end on, with all who share the last of them.

    `one` is said of a single one, `every` when all units share the first place.
    """

    kind: Literal["top"]
    n: Annotated[int, Field(ge=1)] = 3
    order: Literal["highest", "lowest"] = "highest"
    exclude: tuple[Identifier, ...] = ()
    one: str = ""
    every: str = ""
    one_en: str = ""
    every_en: str = ""

    @property
    def others(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.one, self.every)))


class AllAtRule(ColumnSentence):
    """All units at a value; `some` is said when not all are, `nobody` when none is."""

    kind: Literal["all_at"]
    value: Number
    some: str
    nobody: str = ""
    some_en: str = ""
    nobody_en: str = ""

    @property
    def others(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.some, self.nobody)))


class ShareRule(ColumnSentence):
    """A part of a whole with its percent: of the total row, else of the first row, unless a unit is named."""

    kind: Literal["share"]
    unit: str = ""


class TotalRuleSentence(ColumnSentence):
    """The figure of the total row."""

    kind: Literal["total"]


class StatementRule(SentenceRule):
    """A passage of figures of one unit of the table (its first row, if none is named)."""

    kind: Literal["statement"]
    unit: str = ""


AnySentence = Annotated[
    TrendRule | BehindRule | TopRule | AllAtRule | ShareRule | TotalRuleSentence | StatementRule,
    Field(discriminator="kind"),
]
