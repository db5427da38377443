"""Weighted indices: the points of a unit in a period, component by component."""

from __future__ import annotations

from typing import Literal

from shared.facts.fact import Fact, Identifier, Number, Period


class ComponentScore(Fact):
    """The points of one component. `basis` says how they came about when no value was scored."""

    component: Identifier
    group: Identifier
    value: Number | None
    points: Number
    maximum: Number
    basis: Literal["scored", "no_activity", "missing", "not_applicable"]


class IndexScore(Fact):
    """What an index gives one unit in one period; the higher `sequence` of index, unit and period wins.

    `maximum` leaves out what is not applicable; `score` is `points` on the scale of the index.
    """

    index: Identifier
    version: str
    unit: Identifier
    period: Period
    sequence: int
    points: Number
    maximum: Number
    score: Number
    band: str | None
    components: tuple[ComponentScore, ...]
