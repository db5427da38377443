"""An alert: the open fact that a unit is behind on something, and what has become of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, NamedTuple
from uuid import uuid5

from services.notify.domain.acknowledgement import Acknowledgement
from services.notify.domain.mute import Mute
from services.notify.domain.reason import Reason
from shared.events import NAMESPACE
from shared.facts import Doubts, Evaluation, QuietSource, TaskState, Verdict
from shared.figures import SeriesKey

Judgement = Literal["met", "not_met"] | None
#: what an alert rests on, by its kind
News = Evaluation | TaskState | Doubts | QuietSource


class Kind(StrEnum):
    """What a unit is behind on: a target, a figure it owes, a task, an answer to a doubt; or its source is silent."""

    TARGET = "target"
    MISSING = "missing"
    TASK = "task"
    DOUBT = "doubt"
    SILENT_SOURCE = "silent_source"


class AlertState(StrEnum):
    """Where an alert is: nobody hears of a pending one; the next three are open."""

    PENDING = "pending"
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    ESCALATED = "escalated"
    CLOSED = "closed"


OPEN_STATES = (AlertState.OPEN, AlertState.ACKNOWLEDGED, AlertState.ESCALATED)


class Order(NamedTuple):
    """What is newer: a later period, and within it the later evaluation.

    A late figure of a past period has a high sequence but says nothing about now.
    """

    period: str
    sequence: int

    @classmethod
    def of(cls, news: News) -> Order:
        """The order of news; tasks have no period, and a silent source is as new as the day it was silent on."""
        if isinstance(news, TaskState):
            return cls("", news.sequence)
        if isinstance(news, QuietSource):
            return cls(news.period, news.due.toordinal())
        return cls(news.period, news.sequence)


class AlertKey(NamedTuple):
    """What an alert is about: a series judged under a programme.

    A figure that is owed, a task, a doubt and a silent source have no programme. Of a task, the series has its id and
    stage; of a silent source, its name as dimension; `period` tells the doubted figures of one series apart.
    """

    series: SeriesKey
    programme: str = ""
    kind: Kind = Kind.TARGET
    period: str = ""


@dataclass(frozen=True)
class Escalation:
    """The superior at this level above the unit was told, and when. The parent is level 1."""

    level: int
    at: datetime


@dataclass(frozen=True)
class Alert:
    """What is known of one matter.

    `reason` is why it is in its state. `news` is the newest that is known of the matter; `trace` came with it.
    `turned` is the newest turn of the verdict heard of, and `turned_to` what it turned to; None while only figures
    after an unheard turn are known. `since` is the as_of of the figure that opened it, or the day after the due one.
    It stays pending until the day `speaks_on`; `opened_at` is when it then opened. `mute` is what keeps it from
    being told, while something does.
    """

    id: str
    key: AlertKey
    state: AlertState
    reason: Reason
    news: News
    turned: Order | None = None
    turned_to: Judgement = None
    since: date | None = None
    trace: str | None = None
    speaks_on: date | None = None
    opened_at: datetime | None = None
    acknowledgement: Acknowledgement | None = None
    escalation: Escalation | None = None
    mute: Mute | None = None

    @property
    def kind(self) -> Kind:
        return self.key.kind

    @property
    def unit(self) -> str:
        return self.key.series.unit

    @property
    def stands(self) -> bool:
        """Whether the unit is behind, told or not."""
        return self.state is not AlertState.CLOSED

    @property
    def is_open(self) -> bool:
        """Whether the unit is behind and its grace has passed."""
        return self.state in OPEN_STATES

    @property
    def speaks(self) -> bool:
        """Whether it may be told: open, and nothing mutes it. A muted one has not recovered."""
        return self.is_open and self.mute is None

    @property
    def began_on(self) -> date:
        """The day since which the unit is behind."""
        return self.since or self.evaluation.as_of

    @property
    def evaluation(self) -> Evaluation:
        """The newest figure. Raises TypeError for an alert that is about no figure."""
        if not isinstance(self.news, Evaluation):
            raise TypeError(f"an alert about a {self.kind} has no figure")
        return self.news

    @property
    def verdict(self) -> Verdict | None:
        """The programme's verdict on the newest figure; None where it has none."""
        return verdict_under(self.news, self.key.programme) if isinstance(self.news, Evaluation) else None


def verdict_under(evaluation: Evaluation, programme: str) -> Verdict | None:
    return next((verdict for verdict in evaluation.verdicts if verdict.programme == programme), None)


def alert_id(key: AlertKey, opened: Order) -> str:
    """The id of one spell of being behind: falling behind again later is another alert."""
    parts = (key.series.unit, key.series.indicator, key.series.dimension, key.programme, *map(str, opened))
    kind = () if key.kind is Kind.TARGET else (key.kind.value, key.period)
    return str(uuid5(NAMESPACE, "\n".join(("alert", *kind, *parts))))
