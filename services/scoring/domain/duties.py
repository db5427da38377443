"""Who owes which figure by when, and what that says of one that has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from shared.catalogue import Catalogue, Duty, Unit
from shared.catalogue.binding import SPECIFIC, is_asked
from shared.catalogue.calendar import next_period, previous_period
from shared.catalogue.duty import LONGEST_WAIT, last_day
from shared.clock import BUSINESS_ZONE
from shared.facts import Evaluation
from shared.figures import FigureKey, Status

Timeliness = Literal["on_time", "late"]
#: a figure that was accepted in the last minute of its day may still be on its way here
PATIENCE = timedelta(minutes=5)


@dataclass(frozen=True, order=True)
class Obligation:
    """What one programme asks of one figure; with `applies` False, that it asks nothing of it."""

    due: date
    key: FigureKey
    programme: str
    applies: bool


def obligations(key: FigureKey, catalogue: Catalogue) -> list[Obligation]:
    """What each programme that speaks of the figure asks, the earliest due first.

    A unit owes only what is of a period that it outlived, and due while it still exists.
    """
    unit, duties = catalogue.units.get(key.unit), catalogue.duties_of(key.indicator, key.dimension)
    if unit is None or not duties or not unit.exists_on(last_day(key.period)):
        return []
    spoken = _spoken(duties, unit, key.period, catalogue)
    found = [
        Obligation(duty.due.day_of(key.period, catalogue.calendar, catalogue.working), key, programme, duty.applies)
        for programme, duty in spoken.items()
        if duty.is_due_for(key.period)
    ]
    return sorted(obligation for obligation in found if unit.exists_on(obligation.due))


def _spoken(duties: list[Duty], unit: Unit, period: str, catalogue: Catalogue) -> dict[str, Duty]:
    """Per programme the duty that speaks of the unit most specifically."""
    spoken: dict[str, Duty] = {}
    for duty in sorted(duties, key=lambda duty: (SPECIFIC[duty.scope.kind], duty.valid_from or date.min, duty.id)):
        if duty.in_force_in(period) and is_asked(duty.scope, unit, last_day(period), catalogue):
            spoken[duty.programme] = duty
    return spoken


def obligations_in(period: str, catalogue: Catalogue) -> Iterator[Obligation]:
    """Everything asked, or said not to be asked, of a period."""
    for indicator, dimension in sorted({(duty.indicator, duty.dimension) for duty in catalogue.duties}):
        for unit in catalogue.units:
            yield from obligations(FigureKey(unit, indicator, dimension, period), catalogue)


def due_on(day: date, catalogue: Catalogue) -> list[Obligation]:
    """Everything that is due on `day`, in one order everywhere."""
    periods = {period for duty in catalogue.duties for period in _periods_due(duty, day, day, catalogue)}
    found = (obligation for period in periods for obligation in obligations_in(period, catalogue))
    return sorted(obligation for obligation in found if obligation.due == day)


def next_due_day(after: date, until: date, catalogue: Catalogue) -> date | None:
    """The first day after `after`, and not after `until`, on which something may be due."""
    days = (
        duty.due.day_of(period, catalogue.calendar, catalogue.working)
        for duty in catalogue.duties
        for period in _periods_due(duty, after + timedelta(days=1), until, catalogue)
    )
    return min(days, default=None)


def _periods_due(duty: Duty, first: date, last: date, catalogue: Catalogue) -> Iterator[str]:
    """The periods that a duty asks for from `first` to `last`."""
    period = f"{first:%Y-%m}"
    for _ in range(LONGEST_WAIT):
        period = previous_period(period)
    while period <= f"{last:%Y-%m}":
        due = duty.due.day_of(period, catalogue.calendar, catalogue.working)
        if first <= due <= last and duty.is_due_for(period) and duty.in_force_in(period):
            yield period
        period = next_period(period)


def last_ended(now: datetime) -> date:
    """The last day in the province that is over, what was sent on it included."""
    return (now - PATIENCE).astimezone(BUSINESS_ZONE).date() - timedelta(days=1)


def timeliness(arrived: datetime, due: date) -> Timeliness:
    """On time until the last moment of the day it is due, as the province counts its days."""
    return "on_time" if arrived.astimezone(BUSINESS_ZONE).date() <= due else "late"


def end_of(day: date) -> datetime:
    """The first moment after `day`."""
    return datetime.combine(day + timedelta(days=1), time.min, BUSINESS_ZONE)


def dated(figure: Evaluation, arrived: datetime | None, catalogue: Catalogue) -> Evaluation:
    """The figure with the day it was due and whether it was in time, and without verdicts of programmes that waive it.

    `arrived` is when the figure came first, in whatever revision; None leaves a figure as timely as it was known to be.
    What nobody submitted is never late.
    """
    asked = obligations(figure.key, catalogue)
    if not asked:
        return figure.model_copy(update={"due": None, "timeliness": None})
    waived = {obligation.programme for obligation in asked if not obligation.applies}
    due = min((obligation.due for obligation in asked if obligation.applies), default=None)
    timely = figure.timeliness if arrived is None or due is None else timeliness(arrived, due)
    verdicts = tuple(verdict for verdict in figure.verdicts if verdict.programme not in waived)
    return figure.model_copy(update={"due": due, "timeliness": None if due is None else timely, "verdicts": verdicts})


def has_come(evaluation: Evaluation | None) -> bool:
    """Whether there is a figure, were it only to say that there was nothing to count."""
    concluded = {Status.MISSING, Status.NOT_APPLICABLE}
    return evaluation is not None and evaluation.status not in concluded and evaluation.counted != 0
