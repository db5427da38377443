"""Following the verdicts: news in; alerts opened, refreshed and closed; what there is to tell, gathered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

from services.notify.domain.alert import Alert, AlertKey
from services.notify.domain.decision import Decision, decide_figure, decide_turn
from services.notify.domain.gathering import Gathering, Patience, gather
from services.notify.domain.reason import Reason
from shared.events import AlertClosed, AlertOpened, ComplianceChanged, ComplianceEvaluated, Event
from shared.figures import SeriesKey
from shared.trace import onward

SOURCE = "/nhipso/notify"


class AlertStore(Protocol):
    """What following the verdicts reads and writes, in one transaction."""

    def hold(self, units: Collection[str]) -> None:
        """Keep others from these units until the transaction ends."""
        ...

    def alerts_on(self, series: Collection[SeriesKey]) -> Mapping[AlertKey, Alert]: ...

    def save(self, alerts: Iterable[Alert], now: datetime) -> None: ...

    def gatherings(self, units: Collection[str]) -> Mapping[str, Gathering]: ...

    def keep(self, gatherings: Iterable[Gathering], patience: Patience) -> None: ...

    def announce(self, events: Sequence[Event], now: datetime) -> None: ...


class _Desk:
    """The alerts on the series of one batch, and what has happened to them so far."""

    def __init__(self, known: Mapping[AlertKey, Alert]) -> None:
        self.by_series: dict[SeriesKey, dict[str, Alert]] = {}
        for key, alert in known.items():
            self.by_series.setdefault(key.series, {})[key.programme] = alert
        self.touched: dict[AlertKey, Alert] = {}
        self.decisions: list[Decision] = []

    def on(self, series: SeriesKey) -> dict[str, Alert]:
        return self.by_series.setdefault(series, {})

    def settle(self, key: AlertKey, decide: Callable[[Alert | None], Decision]) -> None:
        """Decide about one alert, on what the earlier news of this batch made of it."""
        known = self.on(key.series).get(key.programme)
        decision = decide(known)
        self.decisions.append(decision)
        if decision.alert is not None and decision.alert is not known:
            self.touched[key] = self.on(key.series)[key.programme] = decision.alert


def follow_turns(
    events: Sequence[ComplianceChanged], store: AlertStore, patience: Patience, now: datetime
) -> list[Decision]:
    """Open and close alerts as verdicts flip; say what was decided."""
    desk = _open_desk({event.data.evaluation.series for event in events}, store)
    for event in events:
        change, trace = event.data, onward(event.traceparent, SOURCE)
        key = AlertKey(change.evaluation.series, change.programme)
        desk.settle(key, partial(decide_turn, change=change, trace=trace))
    return _write(desk, store, patience, now)


def follow_figures(
    events: Sequence[ComplianceEvaluated], store: AlertStore, patience: Patience, now: datetime
) -> list[Decision]:
    """Bring alerts up to date with newly judged figures; say what was decided."""
    desk = _open_desk({event.data.series for event in events}, store)
    for event in events:
        found, trace = event.data, onward(event.traceparent, SOURCE)
        # A programme that no longer judges the figure is news, too, for an alert it had opened.
        for programme in dict.fromkeys([*(v.programme for v in found.verdicts), *desk.on(found.series)]):
            decide = partial(decide_figure, programme=programme, evaluation=found, trace=trace)
            desk.settle(AlertKey(found.series, programme), decide)
    return _write(desk, store, patience, now)


def _open_desk(series: Collection[SeriesKey], store: AlertStore) -> _Desk:
    store.hold(sorted({key.unit for key in series}))
    return _Desk(store.alerts_on(series))


def _write(desk: _Desk, store: AlertStore, patience: Patience, now: datetime) -> list[Decision]:
    store.save(desk.touched.values(), now)
    units = sorted({found.alert.key.series.unit for found in desk.decisions if found.tells and found.alert is not None})
    gathered = store.gatherings(units)
    store.keep([gather(gathered.get(unit), unit, now) for unit in units], patience)
    store.announce([event for decision in desk.decisions for event in _announcement(decision, now)], now)
    return desk.decisions


def _announcement(decision: Decision, now: datetime) -> list[Event]:
    alert = decision.alert
    if alert is None or not (decision.reason is Reason.OPENED or decision.reason.closes):
        return []
    kind = AlertOpened if decision.reason is Reason.OPENED else AlertClosed
    return [kind.of(SOURCE, alert.fact(), time=now, trace=alert.trace)]
