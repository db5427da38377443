"""From what a sender wrote to a figure of the catalogue, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ParamSpec, TypeVar

from services.ingest.domain.amount import read_amount
from services.ingest.domain.dimension import read_dimension
from services.ingest.domain.fields import check_fields, read_day, read_period, read_revision, read_text, required
from services.ingest.domain.names import Names
from services.ingest.domain.strict_json import Unreadable
from shared.catalogue import Indicator, ReportingCalendar, Unit
from shared.errors import Refused
from shared.facts import Figure
from shared.wording import say

Given = ParamSpec("Given")
Read = TypeVar("Read")


@dataclass(frozen=True)
class Draft:
    """A figure that can be accepted: the revision its sender names, if any, and the sender's own id."""

    figure: Figure
    revision: int | None = None
    reference: str | None = None
    trace: str | None = None


@dataclass
class Attempt:
    """Gathers what is wrong, so that a sender hears of all of it at once."""

    refusals: list[Refused] = field(default_factory=list)

    def __call__(self, read: Callable[Given, Read], *args: Given.args, **kwargs: Given.kwargs) -> Read | None:
        try:
            return read(*args, **kwargs)
        except Refused as refused:
            self.refusals.append(refused)
            return None


def read_figure(item: object, names: Names, today: date) -> Draft | list[Refused]:
    """Read one item (JSON object or CSV row). `today` is the business day; figures of tomorrow are still taken."""
    if isinstance(item, Unreadable):
        return [Refused(item.code, say("given-twice", name=item.text[:80]), value=item.text)]
    if not isinstance(item, Mapping):
        return [Refused("not-an-object", say("one-object"), value=item)]
    attempt = Attempt()
    attempt(check_fields, item)
    unit, indicator = _subject(attempt, item, names, today)
    days = attempt(_days, item, names.catalogue.calendar, today)
    dimension = attempt(read_dimension, item, indicator) if indicator else None
    amount = attempt(read_amount, item, indicator) if indicator else None
    revision, reference = attempt(read_revision, item), attempt(read_text, item, "id")
    if attempt.refusals or unit is None or indicator is None or days is None or amount is None:
        return attempt.refusals
    figure = Figure(unit=unit.id, indicator=indicator.id, dimension=dimension or {}, **days, **amount)
    return Draft(figure, revision, reference)


def _subject(
    attempt: Attempt, item: Mapping[str, Any], names: Names, today: date
) -> tuple[Unit | None, Indicator | None]:
    # A wrong date is told once, where the dates are read.
    on = Attempt()(read_day, item, "as_of", today) or today
    return attempt(_unit, item, names, on), attempt(_indicator, item, names)


def _unit(item: Mapping[str, Any], names: Names, on: date) -> Unit:
    return names.unit(required(item, "unit"), on)


def _indicator(item: Mapping[str, Any], names: Names) -> Indicator:
    return names.indicator(required(item, "indicator"))


def _days(item: Mapping[str, Any], calendar: ReportingCalendar, today: date) -> dict[str, Any]:
    required(item, "as_of")
    as_of = read_day(item, "as_of", today) or today
    start = read_day(item, "window_start", today)
    if start is not None and start > as_of:
        raise Refused(
            "window-after-as-of",
            say("starts-after", start=start, as_of=as_of),
            pointer="/window_start",
            value=str(start),
        )
    return {"as_of": as_of, "window_start": start, "period": read_period(item, as_of, calendar, today)}
