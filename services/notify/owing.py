"""Following what units owe: figures that are missing, and sources that sent nothing at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Protocol

from services.notify.desk import SOURCE, Book
from services.notify.domain.alert import Alert, AlertKey, Kind
from services.notify.domain.decision import close
from services.notify.domain.owed import Owed, decide_owed, owed_by
from services.notify.domain.reason import Reason
from services.notify.domain.source import Due, decide_source, indicators_of, owner_of, quiet, source_key, source_of
from shared.catalogue import Catalogue
from shared.events import ComplianceEvaluated
from shared.figures import SeriesKey, Status
from shared.trace import onward

CONCLUDED = frozenset({Status.MISSING, Status.NOT_APPLICABLE})


class OwedStore(Protocol):
    """What following owed figures reads and keeps, in one transaction."""

    def owed(self, series: Collection[SeriesKey]) -> Mapping[SeriesKey, Owed]: ...

    def keep_owed(self, owed: Iterable[Owed]) -> None: ...

    def last_due(self, source: str, indicators: Collection[str]) -> Due | None:
        """What was owed on the last day that anything of these indicators was due."""
        ...

    def source_alerts(self, sources: Collection[str]) -> Mapping[AlertKey, Alert]: ...


def owing_sources(events: Sequence[ComplianceEvaluated], catalogue: Catalogue) -> list[str]:
    """The sources of the figures that are owed, among those that somebody answers for."""
    owing = {event.data.indicator for event in events if event.data.due or event.data.status in CONCLUDED}
    named = {source_of(indicator, catalogue) for indicator in owing}
    return sorted(name for name in named if name and owner_of(name, catalogue) is not None)


def held_with(sources: Collection[str], catalogue: Catalogue, store: OwedStore) -> set[str]:
    """What must be held to follow these sources: each of them, and the units that answer, or answered, for them.

    Whoever answers an alert, or lets time pass over it, holds no more than its unit.
    """
    if not sources:
        return set()
    owners = {owner for source in sources if (owner := owner_of(source, catalogue)) is not None}
    return {*map(_lock_of, sources), *owners, *(alert.unit for alert in store.source_alerts(sources).values())}


def _lock_of(source: str) -> str:
    """The name by which a source is held: no unit has it."""
    return f"source:{source}"


def follow_owed(events: Sequence[ComplianceEvaluated], book: Book, store: OwedStore) -> None:
    """Note which owed figures have come, and open and close the alerts that one is missing."""
    known = dict(store.owed({event.data.series for event in events}))
    fresh: dict[SeriesKey, Owed] = {}
    for event in events:
        found, trace = event.data, onward(event.traceparent, SOURCE)
        owed = owed_by(found, known.get(found.series))
        if owed is None:
            continue
        known[found.series] = fresh[found.series] = owed
        decide = partial(decide_owed, evaluation=found, trace=trace)
        book.settle(AlertKey(found.series, kind=Kind.MISSING), decide, event.time)
    store.keep_owed(fresh.values())


def follow_sources(sources: Collection[str], book: Book, store: OwedStore) -> None:
    """Open an alert for each source that sent nothing of what it owed, close that of one that has."""
    catalogue, now = book.around.catalogue, book.around.now
    known = store.source_alerts(sources) if sources else {}
    book.known.update(known)
    for source in sources:
        owner = owner_of(source, catalogue)
        if owner is None:
            continue
        key, found = source_key(source, owner), quiet(store.last_due(source, indicators_of(source, catalogue)), owner)
        book.settle(key, partial(decide_source, found=found), now)
        for alert in known.values():
            # Somebody else answers for the source now.
            if alert.stands and alert.key.series.dimension == source and alert.key != key:
                book.take(alert, close(alert, Reason.CLOSED_WITHDRAWN))
