"""The sentences a table may carry: their wording is data, their facts are computed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from services.report.domain.periods import Rule
from shared.facts import Identifier, Number


class SentenceRule(Rule):
    """What every sentence has: an id, its place beside the table, and a wording (see pattern.fill)."""

    id: Identifier
    place: Literal["before", "after"] = "after"
    pattern: str


class ColumnSentence(SentenceRule):
    """A sentence about one column of the table."""

    column: str


class TrendRule(ColumnSentence):
    """How the figure of the total row moved since the period before it."""

    kind: Literal["trend"]


class BehindRule(ColumnSentence):
    """The units below the target; `none` is said when there are none."""

    kind: Literal["behind"]
    none: str = ""


class TopRule(ColumnSentence):
    """The units in the first `n` places, with all who share the last of them."""

    kind: Literal["top"]
    n: Annotated[int, Field(ge=1)] = 3
    exclude: tuple[Identifier, ...] = ()


class AllAtRule(ColumnSentence):
    """All units at a value; `some` is said when not all are."""

    kind: Literal["all_at"]
    value: Number
    some: str


class TotalRuleSentence(ColumnSentence):
    """The figure of the total row."""

    kind: Literal["total"]


class StatementRule(SentenceRule):
    """A passage of figures of one unit of the table (its first row, if none is named)."""

    kind: Literal["statement"]
    unit: str = ""


AnySentence = Annotated[
    TrendRule | BehindRule | TopRule | AllAtRule | TotalRuleSentence | StatementRule, Field(discriminator="kind")
]
