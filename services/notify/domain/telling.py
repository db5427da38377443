"""Telling a unit how it stands: from its alerts to the content of a message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from services.notify.domain.alert import Alert, Kind, verdict_under
from services.notify.domain.answering import answer_of
from services.notify.domain.content import Behind, Content
from services.notify.domain.naming import named
from services.notify.domain.owing import owing, settled
from services.notify.domain.parts import Miss, Recovered, Recovery
from shared.catalogue import Catalogue
from shared.facts import Evaluation, TaskState
from shared.figures import SeriesKey
from shared.trace import trace_ids

New = frozenset[str]


def describe(
    unit: str,
    alerts: Iterable[Alert],
    told: Content | None,
    catalogue: Catalogue,
    *,
    told_on: date | None = None,
    answer_by: date | None = None,
    superior: str = "",
    is_answered: bool = False,
) -> Content | None:
    """Say how `unit` stands: its open alerts, and those it was told of that have closed since.

    None when there is nothing of either kind.
    """
    known = list(alerts)
    before = frozenset() if told is None else told.alerts
    standing = [alert for alert in known if alert.speaks]
    closed = [alert for alert in known if not alert.stands and alert.key in before and not _unsettled(alert)]
    if not standing and not closed:
        return None
    new = frozenset(alert.id for alert in standing if told is not None and alert.key not in before)
    as_of, period = _when([*standing, *closed])
    others = owing((alert for alert in standing if alert.kind is not Kind.TARGET), new, catalogue)
    return Content(
        unit=unit,
        name=catalogue.units[unit].name_on(as_of) if unit in catalogue.units else unit,
        as_of=as_of,
        period=period,
        behind=_behind([alert for alert in standing if alert.kind is Kind.TARGET], new, told, catalogue),
        recovered=_recovered([alert for alert in closed if alert.kind is Kind.TARGET], catalogue),
        settled=tuple(settled(alert, catalogue) for alert in closed if alert.kind is not Kind.TARGET),
        **others._asdict(),
        told_on=told_on,
        answer_by=answer_by,
        superior=superior,
        is_answered=is_answered,
        traces=tuple(trace_ids(alert.trace for alert in [*standing, *closed])),
    )


def _when(alerts: Sequence[Alert]) -> tuple[date, str]:
    """The day and the period of the newest figure; without any, of the newest other matter."""
    figures = [(one.news.as_of, one.news.period) for one in alerts if isinstance(one.news, Evaluation)]
    return max(figures or [(one.began_on, _period_of(one)) for one in alerts])


def _period_of(alert: Alert) -> str:
    """The period of what an alert is about; of a task, which has none, the month since which it is overdue."""
    return f"{alert.began_on:%Y-%m}" if isinstance(alert.news, TaskState) else alert.news.period


def _unsettled(alert: Alert) -> bool:
    """A newer figure misses the target again, and the news of that turn is still on its way."""
    return alert.verdict is not None and alert.verdict.standing == "not_met"


def _behind(alerts: Sequence[Alert], new: New, told: Content | None, catalogue: Catalogue) -> tuple[Behind, ...]:
    shown = (
        {} if told is None else {item.figure.evaluation.series: _shown(item.figure.evaluation) for item in told.behind}
    )
    items = []
    for group in _by_series(alerts, catalogue):
        evaluation = _latest(group)
        misses = tuple(filter(None, (_miss(alert, evaluation, new) for alert in group)))
        is_changed = shown.get(evaluation.series, now := _shown(evaluation)) != now
        items.append(Behind(figure=named(evaluation, catalogue), misses=misses, is_changed=is_changed))
    return tuple(sorted(items, key=lambda item: (-item.severity, item.figure.evaluation.key)))


def _shown(evaluation: Evaluation) -> tuple[object, ...]:
    return evaluation.period, evaluation.value


def _miss(alert: Alert, evaluation: Evaluation, new: New) -> Miss | None:
    # The figure may be newer than this alert's: then its own verdict is the one that fits.
    verdict = verdict_under(evaluation, alert.key.programme)
    if verdict is None or verdict.standing != "not_met":
        return None
    since = alert.since or evaluation.as_of
    return Miss(alert=alert.id, verdict=verdict, since=since, is_new=alert.id in new, answer=answer_of(alert))


def _recovered(alerts: Sequence[Alert], catalogue: Catalogue) -> tuple[Recovered, ...]:
    return tuple(
        Recovered(
            figure=named(evaluation := _latest(group), catalogue),
            recoveries=tuple(
                Recovery(
                    programme=alert.key.programme,
                    verdict=verdict_under(evaluation, alert.key.programme),
                    reason=alert.reason,
                )
                for alert in group
            ),
        )
        for group in _by_series(alerts, catalogue)
    )


def _by_series(alerts: Sequence[Alert], catalogue: Catalogue) -> list[list[Alert]]:
    groups: dict[SeriesKey, list[Alert]] = {}
    for alert in sorted(alerts, key=_speaking_order(catalogue)):
        groups.setdefault(alert.key.series, []).append(alert)
    return list(groups.values())


def _speaking_order(catalogue: Catalogue) -> Callable[[Alert], tuple[Any, ...]]:
    def order(alert: Alert) -> tuple[Any, ...]:
        programme = catalogue.programmes.get(alert.key.programme)
        place = len(catalogue.programmes) if programme is None else programme.order
        return (alert.key.series, place, alert.key.programme)

    return order


def _latest(alerts: Sequence[Alert]) -> Evaluation:
    return max((alert.evaluation for alert in alerts), key=lambda found: (found.period, found.sequence))
