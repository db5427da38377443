"""Alerts, their steps and what is owed, kept in memory as the tables keep them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from services.notify.domain.alert import Alert, AlertKey, Kind
from services.notify.domain.gathering import Gathering, Patience
from services.notify.domain.owed import Owed
from services.notify.domain.silence import Silence
from services.notify.domain.source import Due, last_due
from services.notify.domain.step import Step
from shared.events import Event
from shared.figures import SeriesKey


class Memory:
    """Everything notify knows of alerts."""

    def __init__(self) -> None:
        self.alerts: dict[AlertKey, Alert] = {}
        self.steps: list[Step] = []
        self.owes: dict[SeriesKey, Owed] = {}
        self.silences: list[Silence] = []
        self.gathering: dict[str, Gathering] = {}
        self.announced: list[Event] = []
        self.held: set[str] = set()

    def hold(self, names: Collection[str]) -> None:
        assert list(names) == sorted(set(names))
        self.held |= set(names)

    def alerts_on(self, series: Collection[SeriesKey]) -> dict[AlertKey, Alert]:
        return {key: alert for key, alert in self.alerts.items() if key.series in series}

    def named_alerts(self, names: Collection[str]) -> list[Alert]:
        return [alert for alert in self.alerts.values() if alert.id in names]

    def open_alerts(self, unit: str | None = None) -> list[Alert]:
        return [alert for alert in self.open.values() if unit in {None, alert.unit}]

    def standing_alerts(self, units: Collection[str] | None = None) -> list[Alert]:
        standing = [alert for alert in self.alerts.values() if alert.stands]
        return [a for a in standing if units is None or a.unit in units or a.kind is Kind.SILENT_SOURCE]

    def source_alerts(self, sources: Collection[str]) -> dict[AlertKey, Alert]:
        return {k: a for k, a in self.alerts.items() if k.kind is Kind.SILENT_SOURCE and k.series.dimension in sources}

    def holding_silences(self, today: date) -> list[Silence]:
        return [silence for silence in self.silences if silence.holds_on(today)]

    def keep_silence(self, silence: Silence) -> None:
        self.silences = [each for each in self.silences if each.id != silence.id] + [silence]

    def find_silence(self, name: str) -> Silence | None:
        return next((silence for silence in self.silences if silence.id == name), None)

    def owed(self, series: Collection[SeriesKey]) -> dict[SeriesKey, Owed]:
        return {key: owed for key, owed in self.owes.items() if key in series}

    def keep_owed(self, owed: Iterable[Owed]) -> None:
        self.owes.update({each.series: each for each in owed})

    def last_due(self, source: str, indicators: Collection[str]) -> Due | None:
        return last_due(source, indicators, self.owes.values())

    def save(self, alerts: Iterable[Alert], now: datetime) -> None:
        self.alerts.update({alert.key: alert for alert in alerts})

    def add_steps(self, steps: Sequence[Step]) -> None:
        self.steps += steps

    def gatherings(self, units: Collection[str]) -> dict[str, Gathering]:
        return {unit: found for unit, found in self.gathering.items() if unit in units}

    def keep(self, gatherings: Iterable[Gathering], patience: Patience) -> None:
        self.gathering.update({found.unit: found for found in gatherings})

    def announce(self, events: Sequence[Event], now: datetime) -> None:
        self.announced += events

    @property
    def open(self) -> dict[AlertKey, Alert]:
        return {key: alert for key, alert in self.alerts.items() if alert.is_open}

    @property
    def reasons(self) -> list[str]:
        """Why each step was taken, in order."""
        return [step.reason.value for step in self.steps]
