"""A silence ("tạm miễn"): some alerts are not told until a day, by a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from services.notify.domain.alert import Alert, Kind


@dataclass(frozen=True)
class Silence:
    """What is not told from `since` until `until`, both included: of a unit, an indicator, a period (None: of any).

    It rests on a `document`, by its number; `author` is who made it. It ends early at `ended_at`.
    """

    id: str
    since: date
    until: date
    document: str
    author: str
    reason: str
    made_at: datetime
    unit: str | None = None
    indicator: str | None = None
    period: str | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None

    def holds_on(self, day: date) -> bool:
        return self.ended_at is None and self.since <= day <= self.until

    def covers(self, alert: Alert) -> bool:
        """Whether it is about this alert, on whatever day. An alert about no figure is of no indicator."""
        about_figure = alert.kind in {Kind.TARGET, Kind.MISSING, Kind.DOUBT}
        indicator = alert.key.series.indicator if about_figure else None
        period = getattr(alert.news, "period", None)
        asked = ((self.unit, alert.unit), (self.indicator, indicator), (self.period, period))
        return all(wanted is None or wanted == found for wanted, found in asked)


def silenced(alert: Alert, silences: Iterable[Silence], today: date) -> Silence | None:
    """The silence that keeps the alert quiet today; of several the one that lasts longest."""
    holding = [silence for silence in silences if silence.holds_on(today) and silence.covers(alert)]
    return max(holding, key=lambda silence: (silence.until, silence.made_at, silence.id), default=None)
