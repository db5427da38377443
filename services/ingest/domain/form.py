"""The form of a unit: which figures it is asked for, and what it said before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fnmatch import fnmatchcase

from services.ingest.domain.fields import DAY, FIRST_YEAR
from shared.catalogue import Catalogue, Indicator, Unit
from shared.catalogue.binding import SPECIFIC, is_asked
from shared.catalogue.duty import Duty, last_day
from shared.clock import BUSINESS_ZONE
from shared.facts import Figure
from shared.figures import dimension_text, parse_dimension

#: the first that the door takes
FIRST_DAY = date(FIRST_YEAR, 1, 1)

#: indicator and dimension (canonical text)
Series = tuple[str, str]


@dataclass(frozen=True)
class Asked:
    """One row of the form. `before` is the unit's newest figure of an earlier month, `held` the one of this month.

    `due` is the last day on which it is in time, None where nobody is owed it.
    """

    indicator: Indicator
    dimension: str
    before: Figure | None = None
    held: Figure | None = None
    due: date | None = None


@dataclass(frozen=True)
class Form:
    """The form of a unit and a month. `day` is what its figures are of, unless the unit says otherwise."""

    unit: Unit
    period: str
    day: date
    cut_off: date
    first_day: date
    last_day: date
    rows: tuple[Asked, ...]


def make_form(
    unit: Unit,
    period: str,
    figures: Iterable[Figure],
    catalogue: Catalogue,
    now: datetime,
    *,
    patterns: Sequence[str] = (),
) -> Form:
    """The form of a unit with its `figures` of all months.

    It asks for what the unit owes; without duties for what it sent in earlier months; without these for every
    indicator that is no rank. What it has sent for the month stands there too. `patterns` (globs) choose among all.
    """
    before, held = _newest(figures, period)
    owed = _owed(unit, period, catalogue)
    every = {(each.id, "") for each in catalogue.indicators.values() if each.measure != "rank"}
    sent = {series for series in before if not _of_a_day(series[1])}
    asked = set(owed) or sent or every
    if patterns:
        chosen = set(owed) | sent | every
        asked = {series for series in chosen if any(fnmatchcase(series[0], pattern) for pattern in patterns)}
    order = {name: place for place, name in enumerate(catalogue.indicators)}
    shown = asked if patterns else asked | set(held)
    rows = (
        Asked(catalogue.indicators[each[0]], each[1], before.get(each), held.get(each), owed.get(each))
        for each in sorted(shown, key=lambda series: (order.get(series[0], 0), series[1]))
        if each[0] in order
    )
    calendar, today = catalogue.calendar, now.astimezone(BUSINESS_ZONE).date()
    cut_off = calendar.cut_off(period)
    return Form(unit, period, min(cut_off, today), cut_off, FIRST_DAY, calendar.last_day(period), tuple(rows))


def _newest(figures: Iterable[Figure], period: str) -> tuple[dict[Series, Figure], dict[Series, Figure]]:
    """Of each series the newest figure before the month, and the one of the month."""
    before: dict[Series, Figure] = {}
    held: dict[Series, Figure] = {}
    for figure in sorted(figures, key=lambda each: each.period):
        if figure.period <= period:
            kept = before if figure.period < period else held
            kept[figure.indicator, dimension_text(figure.dimension)] = figure
    return before, held


def _of_a_day(dimension: str) -> bool:
    """Whether figures of this dimension are of one day for ever, and so not asked again."""
    return any(DAY.fullmatch(value) for value in parse_dimension(dimension).values())


def _specific(duty: Duty) -> tuple[int, date, str]:
    return SPECIFIC[duty.scope.kind], duty.valid_from or date.min, duty.id


def _owed(unit: Unit, period: str, catalogue: Catalogue) -> dict[Series, date]:
    """What at least one programme asks of the unit for this month, and by when the first of them."""
    day = last_day(period)
    speaking: dict[tuple[str, str, str], Duty] = {}
    for duty in sorted(catalogue.duties, key=_specific):
        if duty.in_force_in(period) and is_asked(duty.scope, unit, day, catalogue):
            speaking[duty.programme, duty.indicator, duty.dimension] = duty
    owed: dict[Series, date] = {}
    for duty in speaking.values():
        if duty.applies and duty.is_due_for(period):
            due = duty.due.day_of(period, catalogue.calendar, catalogue.working)
            series = duty.indicator, duty.dimension
            owed[series] = min(due, owed.get(series, due))
    return owed
