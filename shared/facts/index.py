"""Weighted indices: the points of a unit in a period, component by component."""

from __future__ import annotations

from typing import Literal

from shared.facts.fact import Fact, Identifier, Number, Period


class ComponentScore(Fact):
    """The points of one component; `maximum` is what counts of its own, 0 where it is left out.

    `basis` says how they came about when no value was scored.
    """

    component: Identifier
    group: Identifier
    value: Number | None
    points: Number
    maximum: Number
    basis: Literal["scored", "no_activity", "missing", "not_applicable"]


class IndexScore(Fact):
    """What an index gives one unit in one period; the higher `sequence` of index, unit and period wins.

    `maximum` leaves out what does not count for the unit; `score` is `points` of `maximum` on the scale of the index,
    None where nothing counts. `band` is None too where too little does. Without components there is no score any more.
    """

    index: Identifier
    version: str
    unit: Identifier
    period: Period
    sequence: int
    points: Number
    maximum: Number
    score: Number | None
    band: str | None
    components: tuple[ComponentScore, ...]
