"""What one message to one unit says, and whether it must be said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from services.notify.domain.alert import AlertKey
from services.notify.domain.reason import Reason
from shared.catalogue.indicator import Indicator, Measure
from shared.facts import Evaluation, Verdict


class WhyWrite(StrEnum):
    """Why a unit is written to now."""

    FIRST = "first"
    NEW_IN_GROUP = "new_in_group"
    RECOVERED = "recovered"
    CHANGED = "changed"


class Part(BaseModel):
    """A frozen part of a message, kept as JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class NamedFigure(Part):
    """A figure, unrounded, with its indicator's names; `case_*` name what its parts count."""

    evaluation: Evaluation
    name_vi: str
    name_en: str
    measure: Measure
    case_vi: str = Indicator.case_vi
    case_en: str = Indicator.case_en


class Miss(Part):
    """One programme's target that a figure misses, and since which day."""

    verdict: Verdict
    since: date


class Behind(Part):
    """A figure and every target it misses."""

    figure: NamedFigure
    misses: tuple[Miss, ...]

    @property
    def severity(self) -> Decimal:
        """The largest gap, in points; for counts and amounts, in percent of the target."""
        return max(_severity(miss.verdict, self.figure.measure) for miss in self.misses)


class Recovery(Part):
    """One programme's alert that closed, and why."""

    programme: str
    verdict: Verdict | None
    reason: Reason


class Recovered(Part):
    """A figure the unit was told it is behind on, and the alerts on it that have closed."""

    figure: NamedFigure
    recoveries: tuple[Recovery, ...]


class Content(Part):
    """Everything one message says: the worst first. `traces` are the trace ids of the news in it."""

    unit: str
    name: str
    as_of: date
    period: str
    behind: tuple[Behind, ...] = ()
    recovered: tuple[Recovered, ...] = ()
    traces: tuple[str, ...] = ()

    @property
    def alerts(self) -> frozenset[AlertKey]:
        """The open alerts it tells of."""
        return frozenset(_statements(self))


def why_write(content: Content, told: Content | None) -> WhyWrite | None:
    """Say why the unit must be written to, given what it was last told; None when it would learn nothing."""
    now, before = _statements(content), {} if told is None else _statements(told)
    if not before:
        return WhyWrite.FIRST if now else None
    if now.keys() - before.keys():
        return WhyWrite.NEW_IN_GROUP
    if content.recovered:
        return WhyWrite.RECOVERED
    return WhyWrite.CHANGED if any(before[key] != statement for key, statement in now.items()) else None


def _statements(content: Content) -> dict[AlertKey, tuple[object, ...]]:
    return {
        AlertKey(item.figure.evaluation.series, miss.verdict.programme): (
            item.figure.evaluation.period,
            item.figure.evaluation.value,
            miss.verdict.comparator,
            miss.verdict.threshold,
        )
        for item in content.behind
        for miss in item.misses
    }


def _severity(verdict: Verdict, measure: Measure) -> Decimal:
    gap = abs(min(verdict.gap, Decimal(0)))
    return gap if measure == "percent" or not verdict.threshold else 100 * gap / abs(verdict.threshold)
