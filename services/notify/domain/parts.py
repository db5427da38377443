"""What messages are made of: figures with their names, missed targets, and what a unit has answered."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from services.notify.domain.alert import AlertKey, Kind
from services.notify.domain.reason import Reason
from shared.catalogue.indicator import Indicator, Measure
from shared.facts import Evaluation, Verdict
from shared.figures import SeriesKey


class Part(BaseModel):
    """A frozen part of a message, kept as JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Answer(Part):
    """What a unit said when it acknowledged: by whom, on which day, its plan and the day it promised (or None)."""

    by: str
    on: date
    plan: str = ""
    promised_on: date | None = None


class Named(Part):
    """The names of an indicator and of the dimension of its figure; both dimension texts are empty for none."""

    name_vi: str
    name_en: str
    dimension_vi: str = ""
    dimension_en: str = ""


class NamedFigure(Named):
    """A figure, unrounded, with its indicator's names; `case_*` name what its parts count."""

    evaluation: Evaluation
    measure: Measure
    case_vi: str = Indicator.case_vi
    case_en: str = Indicator.case_en


class Matter(Part):
    """What an alert is about, as it is kept: the fields of an AlertKey."""

    unit: str
    indicator: str
    dimension: str = ""
    programme: str = ""
    kind: Kind
    period: str = ""

    @classmethod
    def of(cls, key: AlertKey) -> Matter:
        series = key.series
        return cls(
            unit=series.unit,
            indicator=series.indicator,
            dimension=series.dimension,
            programme=key.programme,
            kind=key.kind,
            period=key.period,
        )

    @property
    def key(self) -> AlertKey:
        return AlertKey(SeriesKey(self.unit, self.indicator, self.dimension), self.programme, self.kind, self.period)


class Concern(Part):
    """One open alert, told: its id, since which day, new since the last message, and what the unit has answered."""

    alert: str = ""
    since: date
    is_new: bool = False
    answer: Answer | None = None


class Miss(Concern):
    """One programme's target that a figure misses, and since which day."""

    verdict: Verdict


class Recovery(Part):
    """One programme's alert that closed, and why."""

    programme: str
    verdict: Verdict | None
    reason: Reason


class Recovered(Part):
    """A figure the unit was told it is behind on, and the alerts on it that have closed."""

    figure: NamedFigure
    recoveries: tuple[Recovery, ...]
