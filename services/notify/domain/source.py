"""A source system that sent nothing: one alert to who answers for it, in place of one to each of its units."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from services.notify.domain.alert import Alert, AlertKey, AlertState, Kind, Order, alert_id
from services.notify.domain.decision import Decision, close, open_anew
from services.notify.domain.owed import Owed
from services.notify.domain.reason import Reason
from shared.catalogue import Catalogue
from shared.facts import QuietSource
from shared.figures import SeriesKey

#: a single unit that sent nothing is told itself
FEWEST_UNITS = 2
NEXT_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """What a source owed on the last day that anything of it was due, and how much of it is missing."""

    source: str
    period: str
    due: date
    figures: int
    missing: int
    units: int


def source_of(indicator: str, catalogue: Catalogue) -> str:
    """The system that figures of an indicator come from; empty where none is named."""
    known = catalogue.indicators.get(indicator)
    return "" if known is None else known.source_system


def indicators_of(source: str, catalogue: Catalogue) -> list[str]:
    """The indicators whose figures come from a source."""
    return [indicator.id for indicator in catalogue.indicators.values() if indicator.source_system == source]


def owner_of(source: str, catalogue: Catalogue) -> str | None:
    """The unit that answers for a source: the one the policy names, or the standing office that gets the digest."""
    policy = catalogue.alert_policy
    owner = policy.sources.get(source) or (policy.digest.unit if policy.digest is not None else None)
    return owner if owner in catalogue.units else None


def source_key(source: str, owner: str) -> AlertKey:
    return AlertKey(SeriesKey(owner, "", source), kind=Kind.SILENT_SOURCE)


def last_due(source: str, indicators: Collection[str], owed: Iterable[Owed]) -> Due | None:
    """What the source owed on the last day that anything of these indicators was due."""
    owing = [(each.due, each) for each in owed if each.series.indicator in indicators and each.due is not None]
    day = max((due for due, _ in owing), default=None)
    if day is None:
        return None
    of_day = [each for due, each in owing if due == day]
    units = {each.series.unit for each in of_day}
    missing = sum(each.is_missing for each in of_day)
    return Due(source, max(each.order.period for each in of_day), day, len(of_day), missing, len(units))


def quiet(due: Due | None, owner: str) -> QuietSource | None:
    """The source that is silent: everything it owed is missing; None for one that has sent something."""
    if due is None or due.missing < due.figures or due.units < FEWEST_UNITS:
        return None
    return QuietSource(
        unit=owner, source=due.source, period=due.period, due=due.due, figures=due.figures, units=due.units
    )


def decide_source(alert: Alert | None, found: QuietSource | None) -> Decision:
    """What follows from what has come of a source so far; nothing else counts, in whatever order it came."""
    stands = alert is not None and alert.stands
    if alert is None or not stands:
        return Decision(alert, Reason.NOTED) if found is None else _open(found)
    if found is None:
        return close(alert, Reason.CLOSED_SOURCE_SPEAKS)
    if found == alert.news:
        return Decision(alert, Reason.NOTED)
    before = alert.news
    another_day = isinstance(before, QuietSource) and before.due != found.due
    after = replace(alert, news=found, since=found.due + NEXT_DAY)
    return Decision(after, Reason.REFRESHED, tells=alert.is_open and another_day)


def _open(found: QuietSource) -> Decision:
    key, order = source_key(found.source, found.unit), Order.of(found)
    since = found.due + NEXT_DAY
    known = Alert(alert_id(key, order), key, AlertState.CLOSED, Reason.NOTED, found, since=since)
    return open_anew(known, order)
