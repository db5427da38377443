"""The ledger: what was answered 202, what that must have led to, and how what is there differs.

It knows nothing of the product's code; verdicts, totals, places and alerts are its own arithmetic.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from tests.faults.effects import CONSUMERS, Announced, Effects, Judged
from tests.faults.figures import LEVELS, THRESHOLDS, TOTAL, Amount, Cell, Sent

MISSING, DOUBLE, WRONG, DEAD = "missing", "double", "wrong", "dead"


class Finding(NamedTuple):
    """One difference between what must be and what is."""

    kind: str
    what: str


@dataclass(frozen=True)
class Accepted:
    """A figure that was answered 202 as accepted."""

    event_id: str
    cell: Cell
    amount: Amount
    revision: int
    at: float


@dataclass
class Ledger:
    """Kept by the senders while they send; judged when they have stopped."""

    accepted: dict[str, Accepted] = field(default_factory=dict)
    last: dict[Cell, Accepted] = field(default_factory=dict)
    poison: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: accepted, but made so that scoring can only set them aside
    doomed: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, sent: Sequence[Sent], answer: dict[str, Any]) -> None:
        """Write down the answer to one request; each cell is sent by one sender only, in turn."""
        with self._lock:
            for one, item in zip(sent, answer["items"], strict=True):
                before = self.last.get(one.cell)
                same = before is not None and before.amount == one.amount
                expected = "duplicate" if same else "accepted"
                if item["status"] != expected:
                    self.refused.append(f"{one} was {item['status']}, not {expected}")
                if same or item["status"] != "accepted":
                    continue
                if item["id"] in self.accepted:
                    self.refused.append(f"{one} has the id of another figure")
                revision = before.revision + 1 if before else 1
                new = Accepted(item["id"], one.cell, one.amount, revision, time.monotonic())
                self.accepted[new.event_id] = self.last[one.cell] = new

    def newest(self) -> Accepted | None:
        """What was accepted last."""
        with self._lock:
            return next(reversed(self.accepted.values()), None)

    def expect_dead(self, consumer: str, reason: str, times: int = 1) -> None:
        """So many poisonous messages for a consumer must end as dead letters with this in their reason."""
        self.poison[consumer, reason] += times

    def amounts(self) -> dict[Cell, Amount]:
        """The last figure of every cell, and the totals of the province."""
        found = {cell: one.amount for cell, one in self.last.items()}
        for cell, amount in list(found.items()):
            total = Cell(TOTAL, cell.indicator, cell.period)
            found[total] = found[total].plus(amount) if total in found else amount
        return found

    def findings(self, effects: Effects) -> list[Finding]:
        """Every difference; empty when nothing accepted is lost, doubled or misjudged."""
        return [
            *(Finding(WRONG, text) for text in self.refused),
            *self._of_ingest(effects),
            *self._of_scoring(effects),
            *self._of_reports(effects),
            *self._of_alerts(effects),
            *_of_journeys(effects, self.doomed),
            *_of_announcements(effects),
            *self._of_dead(effects),
        ]

    def _of_ingest(self, effects: Effects) -> Iterator[Finding]:
        for event_id, one in self.accepted.items():
            row = effects.submissions.get(event_id)
            if row is None:
                yield Finding(MISSING, f"submission of {one.cell}")
            elif row[:2] != (one.cell, one.revision):
                yield Finding(WRONG, f"submission {row} for {one}")
            elif not row[2] and self.last[one.cell] is one:
                yield Finding(MISSING, f"note that {one.cell} was judged")
        for event_id in effects.submissions.keys() - self.accepted.keys() - self.doomed:
            yield Finding(DOUBLE, f"submission nobody was told of: {effects.submissions[event_id]}")

    def _of_scoring(self, effects: Effects) -> Iterator[Finding]:
        for cell, one in self.last.items():
            found = effects.observations.get(cell)
            if found is None:
                yield Finding(MISSING, f"observation of {cell}")
            elif found != (one.revision, one.event_id, one.amount.value):
                yield Finding(WRONG, f"observation {found} for {one}")
        yield from _unknown("observation", effects.observations, self.last)
        heard = set(effects.inbox.get("scoring.metric", ()))
        for event_id in self.accepted.keys() - heard:
            yield Finding(MISSING, f"{self.accepted[event_id].cell} at scoring")

    def _of_reports(self, effects: Effects) -> Iterator[Finding]:
        amounts = self.amounts()
        for where, kept in (("scoring", effects.judged), ("report", effects.reported)):
            for cell, amount in amounts.items():
                yield from _compare(f"evaluation at {where} of {cell}", kept.get(cell), amount, cell.indicator)
            yield from _unknown(f"evaluation at {where}", kept, amounts)
        for cell in effects.judged.keys() & effects.reported.keys():
            if effects.judged[cell] != effects.reported[cell]:
                yield Finding(WRONG, f"{cell}: scoring has {effects.judged[cell]}, report {effects.reported[cell]}")
        for key, places in self._places().items():
            shown = {unit: rank for unit, rank in effects.places.get(key, {}).items() if unit in LEVELS}
            if shown != places:
                yield Finding(WRONG if shown else MISSING, f"places of {key}")

    def _places(self) -> dict[tuple[str, str], dict[str, int]]:
        values: dict[tuple[str, str, str], list[tuple[str, Decimal]]] = {}
        for cell, one in self.last.items():
            values.setdefault((cell.indicator, cell.period, LEVELS[cell.unit]), []).append(
                (cell.unit, one.amount.value)
            )
        places: dict[tuple[str, str], dict[str, int]] = {}
        for (indicator, period, _level), units in values.items():
            for unit, value in units:
                better = sum(other > value for _unit, other in units)
                places.setdefault((indicator, period), {})[unit] = 1 + better
        return places

    def behind(self) -> set[tuple[str, str]]:
        """The series whose latest figure misses its target."""
        amounts = self.amounts()
        latest: dict[tuple[str, str], str] = {}
        for cell in amounts:
            series = cell.unit, cell.indicator
            latest[series] = max(latest.get(series, ""), cell.period)
        return {
            series
            for series, period in latest.items()
            if amounts[Cell(*series, period)].verdict(series[1]) == "not_met"
        }

    def _of_alerts(self, effects: Effects) -> Iterator[Finding]:
        behind = self.behind()
        for series in behind - effects.behind:
            yield Finding(MISSING, f"alert on {series}")
        for series in effects.behind - behind:
            yield Finding(WRONG, f"alert on {series}, which is not behind")

    def _of_dead(self, effects: Effects) -> Iterator[Finding]:
        left = Counter(self.poison)
        for letter in effects.dead:
            expected = next((k for k in left if left[k] and k[0] == letter.consumer and k[1] in letter.error), None)
            if expected is None:
                yield Finding(DEAD, f"{letter.consumer}: {letter.error}: {letter.body[:200]}")
            else:
                left[expected] -= 1
        for (consumer, reason), times in left.items():
            if times:
                yield Finding(MISSING, f"{times} dead letters of {consumer} because {reason}")


def _compare(what: str, found: Judged | None, amount: Amount, indicator: str) -> Iterator[Finding]:
    if found is None:
        yield Finding(MISSING, what)
    elif found[1:] != (amount.value, amount.verdict(indicator)):
        yield Finding(WRONG, f"{what} is {found[1:]}, not {(amount.value, amount.verdict(indicator))}")


def _unknown(what: str, found: Iterable[Cell], expected: Iterable[Cell]) -> Iterator[Finding]:
    known = set(expected)
    for cell in found:
        if cell.indicator in THRESHOLDS and cell not in known:
            yield Finding(DOUBLE, f"{what} of {cell}, which nobody sent")


def _of_journeys(effects: Effects, doomed: set[str]) -> Iterator[Finding]:
    """Each announced event is recorded exactly once by each subscriber, and nothing else is."""
    if effects.unsent:
        yield Finding(MISSING, f"{effects.unsent} messages are still in an outbox")
    dead = {letter.consumer for letter in effects.dead}
    for consumer, kind in CONSUMERS.items():
        announced = Counter(event.id for event in effects.of_type(kind))
        recorded = Counter(effects.inbox.get(consumer, ()))
        lost = announced.keys() - recorded.keys() - doomed
        if lost:
            yield Finding(MISSING, f"{len(lost)} {kind} at {consumer}")
        for name, counts in (("announced", announced), (f"recorded by {consumer}", recorded)):
            for event_id, times in counts.items():
                if times > 1:
                    yield Finding(DOUBLE, f"{kind} {event_id} {name} {times} times")
        if consumer not in dead and (invented := recorded.keys() - announced.keys()):
            yield Finding(DOUBLE, f"{len(invented)} {kind} recorded by {consumer} that nobody announced")


def _of_announcements(effects: Effects) -> Iterator[Finding]:
    """Evaluations of a series are numbered without gap and none repeats the last; every alert that opened has closed,
    but for those that stand.
    """
    series: dict[tuple[str, str], list[Announced]] = {}
    for event in effects.of_type("compliance.evaluated"):
        series.setdefault((event.data["unit"], event.data["indicator"]), []).append(event)
    for key, events in series.items():
        numbers = sorted(event.data["sequence"] for event in events)
        if numbers != list(range(1, len(numbers) + 1)):
            yield Finding(DOUBLE if len(set(numbers)) < len(numbers) else MISSING, f"numbering of {key}")
        said: dict[str, dict[str, Any]] = {}
        for event in sorted(events, key=lambda event: int(event.data["sequence"])):
            statement = {name: value for name, value in event.data.items() if name != "sequence"}
            if said.get(event.data["period"]) == statement:
                yield Finding(DOUBLE, f"evaluation {event.data['sequence']} of {key}")
            said[event.data["period"]] = statement
    unended: Counter[str] = Counter()
    for kind, counts in (("opened", 1), ("closed", -1)):
        for event in effects.of_type(f"alert.{kind}"):
            unended[event.data["alert"]] += counts
    for alert, times in unended.items():
        stands = alert in effects.standing
        if times != stands:
            found = f"alert {alert} opened {times} times more than it closed, and {'stands' if stands else 'does not'}"
            yield Finding(DOUBLE if times > stands else MISSING, found)
