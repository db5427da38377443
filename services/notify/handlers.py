"""Following the news: alerts opened, refreshed and closed; what there is to tell, gathered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Protocol

from services.notify.desk import SOURCE, Book, Circumstances, Ledger
from services.notify.domain.alert import Alert, AlertKey
from services.notify.domain.asked import decide_doubts, decide_task, doubt_key, task_key
from services.notify.domain.decision import Decision, decide_figure, decide_turn
from services.notify.owing import OwedStore, follow_owed, follow_sources, held_with, owing_sources
from shared.clock import BUSINESS_ZONE
from shared.events import ComplianceChanged, ComplianceEvaluated, FigureDoubted, TaskChanged
from shared.figures import SeriesKey
from shared.trace import onward


class AlertStore(Ledger, OwedStore, Protocol):
    """What following the news reads and writes, in one transaction."""

    def hold(self, names: Collection[str]) -> None:
        """Keep others from these units and sources until the transaction ends."""
        ...

    def alerts_on(self, series: Collection[SeriesKey]) -> Mapping[AlertKey, Alert]: ...


def follow_turns(events: Sequence[ComplianceChanged], store: AlertStore, around: Circumstances) -> list[Decision]:
    """Open and close alerts as verdicts flip; say what was decided."""
    book = open_book({event.data.evaluation.series for event in events}, store, around)
    for event in events:
        change, trace = event.data, onward(event.traceparent, SOURCE)
        key = AlertKey(change.evaluation.series, change.programme)
        decide = partial(decide_turn, change=change, trace=trace, sure=event.recency == "latest")
        book.settle(key, decide, event.time, event.acceptedtime)
    return book.write(store)


def follow_figures(events: Sequence[ComplianceEvaluated], store: AlertStore, around: Circumstances) -> list[Decision]:
    """Bring alerts up to date with newly judged figures; say what was decided."""
    sources = owing_sources(events, around.catalogue)
    book = open_book(
        {event.data.series for event in events}, store, around, also=held_with(sources, around.catalogue, store)
    )
    for event in events:
        found, trace = event.data, onward(event.traceparent, SOURCE)
        # A programme that no longer judges the figure is news, too, for an alert it had opened.
        for programme in dict.fromkeys([*(v.programme for v in found.verdicts), *book.judging(found.series)]):
            decide = partial(decide_figure, programme=programme, evaluation=found, trace=trace, recency=event.recency)
            book.settle(AlertKey(found.series, programme), decide, event.time, event.acceptedtime)
    follow_owed(events, book, store)
    follow_sources(sources, book, store)
    return book.write(store)


def follow_tasks(events: Sequence[TaskChanged], store: AlertStore, around: Circumstances) -> list[Decision]:
    """Open an alert for a task that is overdue, close it for one that is not."""
    book = open_book({task_key(event.data).series for event in events}, store, around)
    for event in events:
        day, trace = event.time.astimezone(BUSINESS_ZONE).date(), onward(event.traceparent, SOURCE)
        book.settle(task_key(event.data), partial(decide_task, task=event.data, heard_on=day, trace=trace), event.time)
    return book.write(store)


def follow_doubts(events: Sequence[FigureDoubted], store: AlertStore, around: Circumstances) -> list[Decision]:
    """Wait for an answer to each doubted figure, as long as the policy says."""
    book = open_book({event.data.key.series for event in events}, store, around)
    asked = around.catalogue.alert_policy.doubt_days > 0
    for event in events:
        day, trace = event.time.astimezone(BUSINESS_ZONE).date(), onward(event.traceparent, SOURCE)
        decide = partial(decide_doubts, doubts=event.data, heard_on=day, trace=trace, asked=asked)
        book.settle(doubt_key(event.data), decide, event.time)
    return book.write(store)


def open_book(
    series: Collection[SeriesKey], store: AlertStore, around: Circumstances, also: Iterable[str] = ()
) -> Book:
    """What is known of these series, held against others; so is what else is named."""
    store.hold(sorted({key.unit for key in series} | set(also)))
    return Book(store.alerts_on(series), around)
