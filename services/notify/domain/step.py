"""One step of an alert: what it became, when, why and by whom. Steps are only added to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.notify.domain.alert import Alert, AlertState
from services.notify.domain.decision import Decision
from services.notify.domain.reason import Reason
from shared.events import AlertAcknowledged, AlertClosed, AlertEscalated, AlertOpened, Event

#: who takes the steps that nobody asked for
SYSTEM = "nhipso"
#: what is a step although the state may stay what it was, and its unit hears nothing new
QUIETLY = frozenset({Reason.MUTED, Reason.UNMUTED, Reason.ACKNOWLEDGED, Reason.ESCALATED})
EVENTS: dict[Reason, type[Event]] = {
    Reason.OPENED: AlertOpened,
    Reason.PROMISE_PASSED: AlertOpened,
    Reason.ACKNOWLEDGED: AlertAcknowledged,
    Reason.ESCALATED: AlertEscalated,
}


@dataclass(frozen=True)
class Step:
    """The `alert` as it became, from the state `before` (None: it did not stand)."""

    alert: Alert
    before: AlertState | None
    reason: Reason
    at: datetime
    by: str = SYSTEM
    note: str = ""

    @property
    def event(self) -> type[Event] | None:
        """What others hear of it: nothing of an alert that ends before it opened."""
        if self.reason.closes:
            return None if self.before is AlertState.PENDING else AlertClosed
        return EVENTS.get(self.reason)


def step_of(before: Alert | None, decision: Decision, at: datetime, by: str = SYSTEM, note: str = "") -> Step | None:
    """The step that a decision is; None for one that only learned something nobody would hear of."""
    after = decision.alert
    was = _standing(before, after)
    muting = decision.reason in QUIETLY
    if after is None or not (decision.tells or muting or was is not after.state):
        return None
    if was is None and not after.stands:
        return None
    return Step(after, was, decision.reason, at, by, note)


def _standing(before: Alert | None, after: Alert | None) -> AlertState | None:
    """The state before, of the same spell."""
    if before is None or after is None or before.id != after.id or before.reason is Reason.NOTED:
        return None
    return before.state
