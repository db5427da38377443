"""Appointments of the calendar: the weekly digest and the summary before the meeting, each written once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import Connection

from services.notify.dispatch import papers_of
from services.notify.domain.hours import day_of
from services.notify.domain.occasion import BeforeMeeting, Plan, Weekly, caught_up, occasions
from services.notify.occasion_store import OccasionStore
from services.notify.overviews import write_digest, write_summary
from services.notify.survey_store import SurveyStore
from services.notify.writing import Written
from shared.catalogue import Catalogue
from shared.catalogue.alert_policy import Missed, MonthlySummary, WeeklyDigest
from shared.database import Database

#: writes what is due at the first moment, of the time since the second
Write = Callable[[Connection, datetime, datetime], Written]


@dataclass(frozen=True)
class Appointment:
    """What is written to a unit at the moments of a plan."""

    name: str
    unit: str
    plan: Plan
    at: time
    missed: Missed
    write: Write


def appointments(catalogue: Catalogue, now: datetime) -> list[Appointment]:
    """What the policy asks for."""
    policy, found = catalogue.alert_policy, []
    if policy.digest is not None:
        found.append(_digest(policy.digest, catalogue, now))
    if policy.summary is not None:
        found.append(_summary(policy.summary, catalogue, now))
    return found


def keep(appointment: Appointment, database: Database, catalogue: Catalogue, now: datetime) -> Iterator[Written]:
    """Write what is due of an appointment; the first look at one only begins it."""
    with database.read() as tx:
        last = OccasionStore(tx).last(appointment.name, now)
    if last is None:
        with database.write() as tx:
            OccasionStore(tx).take(appointment.name, now, now)
        return
    due = list(occasions(appointment.plan, appointment.at, catalogue.working, last, now))
    for moment in caught_up(appointment.missed, due, now):
        with database.write() as tx:
            is_mine = OccasionStore(tx).take(appointment.name, moment, now)
            written = appointment.write(tx, moment, last) if is_mine else None
        if written is not None:
            yield written
        last = moment


def _digest(digest: WeeklyDigest, catalogue: Catalogue, now: datetime) -> Appointment:
    def write(tx: Connection, _due: datetime, since: datetime) -> Written:
        return write_digest(digest, since, SurveyStore(tx), papers_of(tx, catalogue, now))

    return Appointment("digest", digest.unit, Weekly(digest), digest.at, digest.missed, write)


def _summary(summary: MonthlySummary, catalogue: Catalogue, now: datetime) -> Appointment:
    plan = BeforeMeeting(summary)

    def write(tx: Connection, due: datetime, since: datetime) -> Written:
        meeting = plan.meeting_after(day_of(due), catalogue.working) or day_of(due)
        return write_summary(summary, meeting, since, SurveyStore(tx), papers_of(tx, catalogue, now))

    return Appointment("summary", summary.unit, plan, summary.at, summary.missed, write)
