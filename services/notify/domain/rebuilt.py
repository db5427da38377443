"""An alert as it follows from how a series stands, for one whose news were lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from services.notify.domain.alert import Alert, AlertKey, AlertState, Order, alert_id
from services.notify.domain.decision import judgement, why_closed
from services.notify.domain.reason import Reason
from shared.facts import Evaluation


def rebuilt(known: Alert | None, key: AlertKey, figures: Sequence[Evaluation], *, stands: bool) -> Alert | None:
    """The alert under one programme on a series of `figures` in order of their periods; None where there is none.

    It is open when the series `stands` behind and its newest figure is. What is known of it stays where it is right:
    its id, and since when it is open. A closed one stays as it is.
    """
    newest = figures[-1] if figures else None
    if newest is None or not stands or judgement(newest, key.programme) != "not_met":
        return known if known is None or not known.stands else _closed(known, newest)
    if known is not None and known.stands:
        return _with(known, newest)
    first = _first_behind(figures, key.programme)
    turned = Order.of(first)
    name = alert_id(key, turned)
    return Alert(name, key, AlertState.OPEN, Reason.OPENED, newest, turned, "not_met", since=first.as_of)


def _with(known: Alert, newest: Evaluation) -> Alert:
    if known.evaluation == newest and known.turned_to == "not_met":
        return known
    trace = known.trace if known.evaluation == newest else None
    turned = known.turned if known.turned_to == "not_met" else Order.of(newest)
    return replace(known, news=newest, trace=trace, turned=turned, turned_to="not_met")


def _closed(known: Alert, newest: Evaluation | None) -> Alert:
    ended = Reason.CLOSED_TARGET_ENDED
    closed = replace(known, state=AlertState.CLOSED, reason=ended, speaks_on=None, mute=None, turned_to=None)
    if newest is None:
        return closed
    reason, word = why_closed(known.evaluation, newest, known.key.programme), judgement(newest, known.key.programme)
    turned_to = None if word == "not_met" else word
    return replace(closed, reason=reason, news=newest, trace=None, turned=Order.of(newest), turned_to=turned_to)


def _first_behind(figures: Sequence[Evaluation], programme: str) -> Evaluation:
    """The figure since which every one of the series has been behind."""
    first = figures[-1]
    for figure in reversed(figures):
        if judgement(figure, programme) != "not_met":
            break
        first = figure
    return first
