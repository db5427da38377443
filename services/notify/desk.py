"""The alerts that one batch of news is about, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from services.notify.domain.alert import Alert, AlertKey, AlertState, Kind
from services.notify.domain.decision import Decision
from services.notify.domain.fact import fact_of
from services.notify.domain.gathering import Gathering, Patience, gather
from services.notify.domain.passing import begin, pass_time
from services.notify.domain.reason import Reason
from services.notify.domain.step import SYSTEM, Step, step_of
from shared.catalogue import Catalogue
from shared.clock import BUSINESS_ZONE
from shared.events import Event
from shared.figures import SeriesKey

SOURCE = "/nhipso/notify"


class Ledger(Protocol):
    """Where what happened to alerts is written, in one transaction."""

    def save(self, alerts: Iterable[Alert], now: datetime) -> None: ...

    def add_steps(self, steps: Sequence[Step]) -> None: ...

    def gatherings(self, units: Collection[str]) -> Mapping[str, Gathering]: ...

    def keep(self, gatherings: Iterable[Gathering], patience: Patience) -> None: ...

    def announce(self, events: Sequence[Event], now: datetime) -> None: ...


@dataclass(frozen=True)
class Circumstances:
    """What every decision about alerts needs beside the news: the province, how long to gather, and the time."""

    catalogue: Catalogue
    patience: Patience
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(BUSINESS_ZONE).date()

    def speaks_on(self, alert: Alert, heard_on: date) -> date:
        """The day on which the grace of an alert has passed that opens on `heard_on`."""
        policy = self.catalogue.alert_policy
        days = policy.grace_of(alert.kind.value) + (policy.doubt_days if alert.kind is Kind.DOUBT else 0)
        return self.catalogue.working.add_working_days(heard_on, days) if days else heard_on


class Book:
    """Alerts as they are known, and everything that happens to them."""

    def __init__(self, known: Mapping[AlertKey, Alert], around: Circumstances) -> None:
        self.known = dict(known)
        self.around = around
        self.programmes: dict[SeriesKey, set[str]] = {}
        self.touched: dict[AlertKey, Alert] = {}
        self.accepted: dict[str, datetime] = {}
        self.steps: list[Step] = []
        self.decisions: list[Decision] = []
        for key in known:
            self._index(key)

    def judging(self, series: SeriesKey) -> list[str]:
        """The programmes that an alert on the series is known of."""
        return sorted(self.programmes.get(series, ()))

    def settle(
        self,
        key: AlertKey,
        decide: Callable[[Alert | None], Decision],
        heard_at: datetime,
        accepted_at: datetime | None = None,
    ) -> None:
        """Decide about one alert, on what the earlier news of this batch made of it; `heard_at` is of the news.

        `accepted_at` is of the figure that it follows from.
        """
        before = self.known.get(key)
        decision = decide(before)
        if decision.alert is None or decision.alert is before:
            self.decisions.append(decision)
            return
        taken = self._in_time(decision, heard_at.astimezone(BUSINESS_ZONE).date())
        self.take(before, taken)
        if taken.tells and accepted_at is not None:
            unit = decision.alert.unit
            self.accepted[unit] = min(accepted_at, self.accepted.get(unit, accepted_at))

    def take(self, before: Alert | None, decision: Decision, *, by: str = SYSTEM, note: str = "") -> None:
        """Take over what was decided, as the step that it is."""
        after = decision.alert
        if after is None:
            return
        self.decisions.append(decision)
        self.touched[after.key] = self.known[after.key] = after
        self._index(after.key)
        step = step_of(before, decision, self.around.now, by, note)
        if step is not None:
            self.steps.append(step)

    def write(self, store: Ledger) -> list[Decision]:
        """Keep it all, gather what there is to tell and announce it."""
        now, patience = self.around.now, self.around.patience
        store.save(self.touched.values(), now)
        store.add_steps(self.steps)
        units = sorted({found.alert.unit for found in self.decisions if found.tells and found.alert is not None})
        gathered = store.gatherings(units)
        store.keep([gather(gathered.get(unit), unit, now, self.accepted.get(unit)) for unit in units], patience)
        store.announce([event for step in self.steps for event in self._announcement(step)], now)
        return self.decisions

    def _index(self, key: AlertKey) -> None:
        if key.kind is Kind.TARGET:
            self.programmes.setdefault(key.series, set()).add(key.programme)

    def _in_time(self, decision: Decision, heard_on: date) -> Decision:
        """The decision with what the clock makes of it: an alert that opens waits for its grace, if it has any left."""
        alert = decision.alert
        if alert is None:
            return decision
        if decision.reason is Reason.OPENED:
            alert = begin(alert, heard_on, self.around.speaks_on(alert, heard_on))
        passed = pass_time(alert, self.around.now, self.around.today)
        after = passed.alert or alert
        if after.state is AlertState.PENDING:
            reason = Reason.PENDING if decision.reason is Reason.OPENED else decision.reason
            return Decision(after, reason, tells=False)
        return Decision(after, passed.reason if passed.tells else decision.reason, tells=decision.tells or passed.tells)

    def _announcement(self, step: Step) -> list[Event]:
        kind, alert = step.event, step.alert
        return [] if kind is None else [kind.of(SOURCE, fact_of(alert), time=self.around.now, trace=alert.trace)]
