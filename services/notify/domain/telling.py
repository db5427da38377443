"""Telling a unit how it stands: from its alerts to the content of a message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from services.notify.domain.alert import Alert, verdict_under
from services.notify.domain.message import Behind, Content, Miss, NamedFigure, Recovered, Recovery
from shared.catalogue import Catalogue
from shared.facts import Evaluation
from shared.figures import SeriesKey
from shared.trace import trace_ids


def describe(unit: str, alerts: Iterable[Alert], told: Content | None, catalogue: Catalogue) -> Content | None:
    """Say how `unit` stands: its open alerts, and those it was told of that have closed since.

    None when there is nothing of either kind.
    """
    known = list(alerts)
    before = frozenset() if told is None else told.alerts
    open_alerts = [alert for alert in known if alert.is_open]
    closed = [alert for alert in known if not alert.is_open and alert.key in before and not _unsettled(alert)]
    if not open_alerts and not closed:
        return None
    everything = [*open_alerts, *closed]
    newest = max((alert.evaluation for alert in everything), key=lambda found: (found.as_of, found.period))
    return Content(
        unit=unit,
        name=catalogue.units[unit].name_on(newest.as_of) if unit in catalogue.units else unit,
        as_of=newest.as_of,
        period=newest.period,
        behind=_behind(open_alerts, catalogue),
        recovered=_recovered(closed, catalogue),
        traces=tuple(trace_ids(alert.trace for alert in everything)),
    )


def _unsettled(alert: Alert) -> bool:
    """A newer figure misses the target again, and the news of that turn is still on its way."""
    return alert.verdict is not None and alert.verdict.standing == "not_met"


def _behind(alerts: Sequence[Alert], catalogue: Catalogue) -> tuple[Behind, ...]:
    items = []
    for group in _by_series(alerts, catalogue):
        evaluation = _latest(group)
        misses = tuple(filter(None, (_miss(alert, evaluation) for alert in group)))
        items.append(Behind(figure=named(evaluation, catalogue), misses=misses))
    return tuple(sorted(items, key=lambda item: (-item.severity, item.figure.evaluation.key)))


def _miss(alert: Alert, evaluation: Evaluation) -> Miss | None:
    # The figure may be newer than this alert's: then its own verdict is the one that fits.
    verdict = verdict_under(evaluation, alert.key.programme)
    if verdict is None or verdict.standing != "not_met":
        return None
    return Miss(verdict=verdict, since=alert.since or evaluation.as_of)


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


def named(evaluation: Evaluation, catalogue: Catalogue) -> NamedFigure:
    """The figure with the names of its indicator; an indicator that is gone from the catalogue goes by its id."""
    indicator = catalogue.indicators.get(evaluation.indicator)
    if indicator is None:
        name = evaluation.indicator
        return NamedFigure(evaluation=evaluation, name_vi=name, name_en=name, measure="count")
    return NamedFigure(
        evaluation=evaluation,
        name_vi=indicator.name_vi,
        name_en=indicator.name_en,
        measure=indicator.measure,
        case_vi=indicator.case_vi,
        case_en=indicator.case_en,
    )
