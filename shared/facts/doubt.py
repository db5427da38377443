"""Doubts about figures: what makes one implausible, never altering it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from shared.facts.fact import Fact, Identifier, Number, Period
from shared.figures import FigureKey, dimension_text

DoubtRule = Literal[
    "part_above_whole",
    "parts_exceed_total",
    "parts_differ_from_total",
    "units_differ_from_total",
    "above_100",
    "ratio_contradicted",
    "cumulative_fell",
    "not_restarted",
    "fell_to_zero",
    "ratio_as_percent",
    "magnitude",
    "outlier_in_history",
    "outlier_among_peers",
    "relation_broken",
]


class Doubt(Fact):
    """One rule that a figure breaks.

    `expected_from` and `expected_to` bound what the rule would believe (None: open). `against` names the figures it was
    held against, each as "unit indicator dimension period"; `facts` has what a reader is told, by name.
    """

    rule: DoubtRule
    severity: Literal["note", "warning", "error"]
    expected_from: Number | None = None
    expected_to: Number | None = None
    against: tuple[str, ...] = ()
    facts: dict[str, str] = {}


class Confirmation(Fact):
    """Somebody answers for a doubted figure: it is right as it stands."""

    by: str
    on: date
    note: str


class Doubts(Fact):
    """All doubts about one figure as it stands now; none when `doubts` is empty. The higher `sequence` wins.

    `confirmation` holds while the figure keeps the value that was confirmed.
    """

    unit: Identifier
    indicator: Identifier
    dimension: dict[str, str] = {}
    period: Period
    revision: int
    value: Number | None
    sequence: int
    doubts: tuple[Doubt, ...]
    confirmation: Confirmation | None = None

    @property
    def key(self) -> FigureKey:
        return FigureKey(self.unit, self.indicator, dimension_text(self.dimension), self.period)
