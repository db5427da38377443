"""Up the unit tree: which superior is told of an alert that nobody answers, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from services.notify.domain.alert import Alert, AlertState
from services.notify.domain.hours import Hours, day_of
from services.notify.domain.muting import ancestors
from shared.catalogue import Catalogue, Contact


@dataclass(frozen=True)
class Climb:
    """The next level an alert climbs to: whom it reaches there, and on which day, if nobody answers before."""

    superior: str
    level: int
    on: date


def next_climb(alert: Alert, told_at: datetime | None, catalogue: Catalogue) -> Climb | None:
    """How an alert climbs next whose unit was first told at `told_at`.

    None where it does not: it is answered, may not be told or was not, or nobody is left to be told.
    """
    steps = catalogue.alert_policy.escalation
    reached = 0 if alert.escalation is None else alert.escalation.level
    if told_at is None or not alert.speaks or alert.state is AlertState.ACKNOWLEDGED or reached >= len(steps):
        return None
    superior = next(islice(ancestors(alert.unit, catalogue), reached, None), None)
    if superior is None:
        return None
    hours = Hours(catalogue.alert_policy, catalogue.working)
    days = [hours.working_days_after(day_of(told_at), steps[reached].after)]
    if alert.escalation is not None:
        # Whoever was told late has as long to act as if told in time.
        gap = steps[reached].after - steps[alert.escalation.level - 1].after
        days.append(hours.working_days_after(day_of(alert.escalation.at), gap))
    if alert.acknowledgement is not None and alert.acknowledgement.promised_on is not None:
        days.append(hours.working_days_after(alert.acknowledgement.promised_on, 1))
    return Climb(superior, reached + 1, max(days))


def listeners(superior: str, level: int, catalogue: Catalogue) -> list[Contact]:
    """Whom to write to at a superior; everybody there where nobody has a role that the step names."""
    steps, contacts = catalogue.alert_policy.escalation, catalogue.contacts_of(superior)
    roles = steps[level - 1].roles if level <= len(steps) else ()
    return [contact for contact in contacts if contact.role in roles] or contacts
