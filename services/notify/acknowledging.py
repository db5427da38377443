"""Taking a unit's answer to its alerts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol

from services.notify.desk import Book, Circumstances, Ledger
from services.notify.domain.acknowledgement import Acknowledgement, checked
from services.notify.domain.alert import Alert, AlertState
from services.notify.domain.decision import Decision
from services.notify.domain.reason import Reason


class AnswerStore(Ledger, Protocol):
    """What taking an answer reads and writes, in one transaction."""

    def hold(self, names: Collection[str]) -> None: ...

    def named_alerts(self, names: Collection[str]) -> list[Alert]: ...

    def open_alerts(self, unit: str | None = None) -> list[Alert]: ...


@dataclass
class Answered:
    """What became of an answer: alerts it was taken for, those that had it already, and ids that are not open."""

    taken: list[Alert] = field(default_factory=list)
    known: list[Alert] = field(default_factory=list)
    not_open: list[str] = field(default_factory=list)


def acknowledge(
    alerts: Collection[str], answer: Acknowledgement, store: AnswerStore, around: Circumstances
) -> Answered:
    """Take the answer to these alerts, by id. The same answer twice changes nothing, a later one replaces it.

    Raises Refused for an answer that is none: nobody's, too long, or promising a day that is over.
    """
    given = checked(answer, around.today)
    store.hold(sorted({alert.unit for alert in store.named_alerts(alerts)}))
    found = {alert.id: alert for alert in store.named_alerts(alerts)}
    return _answer(alerts, found, given, store, around)


def acknowledge_unit(unit: str, answer: Acknowledgement, store: AnswerStore, around: Circumstances) -> Answered:
    """Take the answer to everything that is open of a unit. Raises Refused as `acknowledge` does."""
    given = checked(answer, around.today)
    store.hold([unit])
    found = {alert.id: alert for alert in store.open_alerts(unit)}
    return _answer(found, found, given, store, around)


def _answer(
    names: Iterable[str],
    found: dict[str, Alert],
    answer: Acknowledgement,
    store: Ledger,
    around: Circumstances,
) -> Answered:
    book, answered = Book({}, around), Answered()
    for name in dict.fromkeys(names):
        alert = found.get(name)
        if alert is None or not alert.is_open:
            answered.not_open.append(name)
        elif _is_answered(alert, answer):
            answered.known.append(alert)
        else:
            after = replace(alert, state=AlertState.ACKNOWLEDGED, reason=Reason.ACKNOWLEDGED, acknowledgement=answer)
            book.take(alert, Decision(after, Reason.ACKNOWLEDGED), by=answer.by, note=answer.text)
            answered.taken.append(after)
    book.write(store)
    return answered


def _is_answered(alert: Alert, answer: Acknowledgement) -> bool:
    known = alert.acknowledgement
    if known is None:
        return False
    same = alert.state is AlertState.ACKNOWLEDGED and known.says_the_same_as(answer)
    return same or not answer.is_newer_than(known)
