"""What one message to one unit says about how the unit stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Literal

from services.notify.domain.alert import AlertKey
from services.notify.domain.concerns import DoubtedFigure, Other, OverdueTask, OwedFigure, Settled, SilentSource
from services.notify.domain.parts import Concern, Miss, NamedFigure, Part, Recovered
from shared.catalogue.indicator import Measure
from shared.facts import Verdict


class Behind(Part):
    """A figure and every target it misses; `is_changed` where it, or a target, changed since the last message."""

    figure: NamedFigure
    misses: tuple[Miss, ...]
    is_changed: bool = False

    @property
    def severity(self) -> Decimal:
        """The largest gap, in points; for counts and amounts, in percent of the target."""
        return max(_severity(miss.verdict, self.figure.measure) for miss in self.misses)


class Content(Part):
    """Everything one message says of a unit: the worst first. `traces` are the trace ids of the news in it.

    `told_on` is the day of the message before it in the thread, None for the first. Where there is no answer by the end
    of `answer_by`, the unit called `superior` is told (None and empty: nobody). `is_answered`: the unit has answered
    all that is open, and no day that it promised is over.
    """

    kind: Literal["alerts"] = "alerts"
    unit: str
    name: str
    as_of: date
    period: str
    behind: tuple[Behind, ...] = ()
    recovered: tuple[Recovered, ...] = ()
    owed: tuple[OwedFigure, ...] = ()
    tasks: tuple[OverdueTask, ...] = ()
    doubted: tuple[DoubtedFigure, ...] = ()
    silent: tuple[SilentSource, ...] = ()
    settled: tuple[Settled, ...] = ()
    told_on: date | None = None
    answer_by: date | None = None
    superior: str = ""
    is_answered: bool = False
    traces: tuple[str, ...] = ()

    @property
    def alerts(self) -> frozenset[AlertKey]:
        """The open alerts it tells of."""
        missed = (
            AlertKey(item.figure.evaluation.series, miss.verdict.programme)
            for item in self.behind
            for miss in item.misses
        )
        return frozenset([*missed, *(other.matter.key for other in self.others)])

    @property
    def others(self) -> tuple[Other, ...]:
        """The open alerts about no target, in the order it tells them."""
        return *self.owed, *self.tasks, *self.doubted, *self.silent

    @property
    def concerns(self) -> Iterator[Concern]:
        """Every open alert it tells of, in the order it tells them."""
        misses = chain.from_iterable(item.misses for item in self.behind)
        return chain(misses, self.others)

    @property
    def alert_ids(self) -> frozenset[str]:
        """The ids of the open alerts it tells of."""
        return frozenset(concern.alert for concern in self.concerns if concern.alert)

    def counts(self) -> dict[str, int]:
        """How much it tells of, for the log."""
        return {
            "behind": len(self.behind),
            "others": len(self.others),
            "recovered": len(self.recovered) + len(self.settled),
        }

    @property
    def is_closing(self) -> bool:
        """Say whether it tells of nothing that is still open."""
        return next(self.concerns, None) is None


def _severity(verdict: Verdict, measure: Measure) -> Decimal:
    gap = abs(min(verdict.gap, Decimal(0)))
    return gap if measure == "percent" or not verdict.threshold else 100 * gap / abs(verdict.threshold)
