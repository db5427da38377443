"""What will be sent when and to whom, and why what is open is not told now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection

from services.notify.alert_listing import about_text
from services.notify.appointments import appointments
from services.notify.desk import Circumstances
from services.notify.dispatch import papers_of
from services.notify.domain.alert import Alert, AlertState
from services.notify.domain.climbing import next_climb
from services.notify.domain.cue import Action
from services.notify.domain.gathering import Gathering
from services.notify.domain.hours import Hours, day_of
from services.notify.domain.occasion import following
from services.notify.outlook import look_at
from services.notify.store import NotifyStore
from services.notify.telling_store import TellingStore
from shared.clock import BUSINESS_ZONE

DUE = ("at", "what", "to", "about", "why")
NEVER = datetime.max.replace(tzinfo=BUSINESS_ZONE)


@dataclass(frozen=True)
class Due:
    """One thing to come: `at` is None where it will not be by itself; `what` is sent `to` a unit, and why then."""

    at: datetime | None
    what: str
    to: str
    about: str
    why: str

    def line(self) -> dict[str, Any]:
        moment = None if self.at is None else self.at.astimezone(BUSINESS_ZONE).isoformat(timespec="minutes")
        return asdict(self) | {"at": moment}


def due_list(tx: Connection, around: Circumstances, unit: str | None = None) -> list[Due]:
    """Everything to come (to one unit, or about it), the soonest first."""
    alerts = [each for each in NotifyStore(tx).standing_alerts() if unit in {None, each.unit}]
    found = [*_messages(tx, around, unit), *_climbs(tx, alerts, around), *_quiet(alerts)]
    found += _appointments(around) if unit is None else []
    return sorted(found, key=lambda due: (due.at or NEVER, due.to, due.what, due.about))


def _messages(tx: Connection, around: Circumstances, unit: str | None) -> Iterator[Due]:
    """What each unit is told next about its alerts."""
    store = NotifyStore(tx)
    units = sorted(store.units() if unit is None else {unit})
    gathered, papers = store.gatherings(units), papers_of(tx, around.catalogue, around.now)
    for each in units:
        gathering: Gathering | None = gathered.get(each)
        outlook = look_at(each, papers, None if gathering is None else gathering.due_at(around.patience))
        if outlook.content is None:
            continue
        cue, is_news = outlook.cue, gathering is not None and outlook.news is not None
        at = papers.hours.opening(around.now) if cue.action is Action.WRITE else cue.not_before
        count = sum(1 for _ in outlook.content.concerns)
        yield Due(at, "news" if is_news else "reminder", each, f"{count} open", cue.reason.value)


def _climbs(tx: Connection, alerts: list[Alert], around: Circumstances) -> Iterator[Due]:
    """Which superiors will be told, if nobody answers before."""
    hours = Hours(around.catalogue.alert_policy, around.catalogue.working)
    told = TellingStore(tx).first_told([alert.id for alert in alerts])
    for alert in alerts:
        climb = next_climb(alert, told.get(alert.id), around.catalogue)
        if climb is not None:
            at = max(hours.round_on(climb.on), hours.opening(around.now))
            why = f"no answer since {day_of(told[alert.id])}, level {climb.level}"
            yield Due(at, "escalation", climb.superior, f"{alert.unit}: {about_text(alert)}", why)


def _quiet(alerts: list[Alert]) -> Iterator[Due]:
    """What is not told although it stands."""
    for alert in alerts:
        at = None
        if alert.state is AlertState.PENDING:
            at = None if alert.speaks_on is None else datetime.combine(alert.speaks_on, time(), BUSINESS_ZONE)
            why = "pending: its grace has not passed"
        elif alert.mute is not None:
            why = f"muted by {alert.mute.by} {alert.mute.ref}"
        elif alert.state is AlertState.ACKNOWLEDGED and alert.acknowledgement is not None:
            promised = alert.acknowledgement.promised_on
            why = "acknowledged" if promised is None else f"acknowledged, promised for {promised}"
        else:
            continue
        yield Due(at, "nothing", alert.unit, about_text(alert), why)


def _appointments(around: Circumstances) -> Iterator[Due]:
    for each in appointments(around.catalogue, around.now):
        at = following(each.plan, each.at, around.catalogue.working, around.now)
        yield Due(at, each.name, each.unit, "all units", "appointment")
