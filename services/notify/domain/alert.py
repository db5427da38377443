"""An alert: the open fact that a unit is behind on one figure series under one programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, NamedTuple
from uuid import uuid5

from services.notify.domain.reason import Reason
from shared.events import NAMESPACE
from shared.facts import AlertFact, Evaluation, Verdict
from shared.figures import SeriesKey

Judgement = Literal["met", "not_met"] | None


class AlertState(StrEnum):
    """Whether the unit is behind now."""

    OPEN = "open"
    CLOSED = "closed"


class Order(NamedTuple):
    """What is newer: a later period, and within it the later evaluation.

    A late figure of a past period has a high sequence but says nothing about now.
    """

    period: str
    sequence: int

    @classmethod
    def of(cls, evaluation: Evaluation) -> Order:
        return cls(evaluation.period, evaluation.sequence)


class AlertKey(NamedTuple):
    """What an alert is about: a series judged under a programme."""

    series: SeriesKey
    programme: str


@dataclass(frozen=True)
class Alert:
    """What is known of one series under one programme.

    `reason` is why it opened or closed. `turned` is the newest turn of the verdict heard of, and `turned_to` what
    it turned to; None while only figures after an unheard turn are known.
    `since` is the as_of of the figure that opened it; `evaluation` is the newest one; `trace` came with it.
    """

    id: str
    key: AlertKey
    state: AlertState
    reason: Reason
    evaluation: Evaluation
    turned: Order | None = None
    turned_to: Judgement = None
    since: date | None = None
    trace: str | None = None

    @property
    def is_open(self) -> bool:
        return self.state is AlertState.OPEN

    @property
    def verdict(self) -> Verdict | None:
        """The programme's verdict on the newest figure; None where it has none."""
        return verdict_under(self.evaluation, self.key.programme)

    def fact(self) -> AlertFact:
        """What other services hear of this alert."""
        return AlertFact(
            alert=self.id,
            unit=self.key.series.unit,
            indicator=self.key.series.indicator,
            dimension=self.evaluation.dimension,
            programme=self.key.programme,
            period=self.evaluation.period,
            since=self.since or self.evaluation.as_of,
            reason=self.reason,
        )


def verdict_under(evaluation: Evaluation, programme: str) -> Verdict | None:
    return next((verdict for verdict in evaluation.verdicts if verdict.programme == programme), None)


def alert_id(key: AlertKey, opened: Order) -> str:
    """The id of one spell of being behind: falling behind again later is another alert."""
    parts = (key.series.unit, key.series.indicator, key.series.dimension, key.programme, *map(str, opened))
    return str(uuid5(NAMESPACE, "\n".join(("alert", *parts))))
