"""Look at the deadlines that have passed: what has not come is missing, and who owes it hears of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Protocol

from services.scoring.announcements import changed, evaluated
from services.scoring.domain.conclusion import concerns_nobody, conclusions
from services.scoring.domain.duties import Obligation, due_on, has_come, last_ended, next_due_day
from services.scoring.domain.family import families
from services.scoring.domain.flip import lapse
from services.scoring.domain.index_reach import with_indices
from services.scoring.domain.ledger import Ledger
from services.scoring.domain.series import Progress
from services.scoring.domain.watch import Watch
from services.scoring.evaluating import evaluate, number, tell
from services.scoring.indexing import index
from services.scoring.judging import Judged, Judging
from services.scoring.ports import Store
from services.scoring.turning import turn
from shared.catalogue import Catalogue
from shared.events import ComplianceChanged, Event
from shared.facts import Evaluation
from shared.figures import FigureKey, Status
from shared.metrics import DEADLINES_MISSED, VERDICT_CHANGES

NAME = "deadlines"
#: how many obligations one transaction looks into
PORTION = 500

Known = Mapping[FigureKey, Evaluation]


class DeadlineStore(Store, Protocol):
    """What looking at deadlines reads and keeps, in one transaction."""

    def held(self, name: str, first: date) -> Watch:
        """The watch of this name, begun with day `first` if there is none; others wait for it until the end."""

    def keep(self, kept: Watch) -> None: ...

    def keep_lapses(self, passed: Collection[Obligation]) -> None:
        """These obligations were due and not met."""


def pass_deadlines(store: DeadlineStore, catalogue: Catalogue, now: datetime, since: date | None = None) -> bool:
    """Look at the next deadline that has passed, or at a portion of it; say whether there is more to look at.

    An installation looks at the days since its first start, or since the day `since`.
    """
    last = last_ended(now)
    watch = store.held(NAME, since or last + timedelta(days=1))
    day = next_due_day(watch.seen, last, catalogue)
    if day is None:
        store.keep(watch.until(last))
        return False
    left = _unsettled(due_on(day, catalogue), store, catalogue)
    store.announce(_conclude(left[:PORTION], store, catalogue, now), now)
    if len(left) <= PORTION:
        store.keep(watch.until(day))
    return True


def _unsettled(due: Sequence[Obligation], store: DeadlineStore, catalogue: Catalogue) -> list[Obligation]:
    """The obligations that nothing has come for, and nothing was concluded of."""
    family = families(catalogue)
    # A figure that is being judged now has come.
    store.lock(with_indices({family[each.key.indicator] for each in due}, catalogue))
    keys = {each.key for each in due}
    known, lapsed = store.evaluations(keys), store.lapses(keys)
    return [
        each
        for each in due
        if not has_come(known.get(each.key))
        and (
            each.programme not in lapsed.get(each.key, ())
            if each.applies
            else each.key not in known and concerns_nobody(each.key, each.due, catalogue)
        )
    ]


def _conclude(due: Sequence[Obligation], store: DeadlineStore, catalogue: Catalogue, now: datetime) -> list[Event]:
    known = store.evaluations({each.key for each in due})
    fresh, recency = number(conclusions(due, known, catalogue), store)
    missed = [each for each in due if each.applies]
    store.keep_lapses(missed)
    for each in missed:
        DEADLINES_MISSED.labels(programme=each.programme).inc()
    traces: dict[FigureKey, str | None] = dict.fromkeys(new.key for new in fresh)
    waived = Judged([new for new in fresh if new.status is Status.NOT_APPLICABLE], traces)
    empty = Judging(store, catalogue, now, Ledger(catalogue, {}), {}, {})
    stated = {**known, **{new.key: new for new in fresh}}
    told = [evaluated(new, recency[new.key], now, None) for new in fresh]
    news = [*told, *_tell(missed, stated, store, now), *turn(empty, waived), *index(empty, Judged(fresh, traces))]
    return [*news, *_compare_heirs([new.key for new in waived.evaluations], empty)]


def _compare_heirs(waived: Sequence[FigureKey], judging: Judging) -> list[Event]:
    """Judge again what is compared with units that came to owe nothing: units that came out of them."""
    inherited = [key for key in waived if judging.catalogue.lineage.heirs(key.unit)]
    if not inherited:
        return []
    heirs = replace(judging, touched={key: key for key in inherited}, traces=dict.fromkeys(inherited))
    found = evaluate(heirs)
    return [*tell(heirs, found), *turn(heirs, found)]


def _tell(missed: Sequence[Obligation], stated: Known, store: DeadlineStore, now: datetime) -> list[ComplianceChanged]:
    """The news for whoever waits for the latest figure of a series; an older one is only noted."""
    series = {each.key.series for each in missed}
    progress, standings = store.progress(series), store.standings(series)
    events = []
    for each in missed:
        if each.key.period > progress.get(each.key.series, Progress()).latest_period:
            flip = lapse(each.programme, standings.get(each.key.series, {}))
            events.append(changed(stated[each.key], flip, now, None))
            VERDICT_CHANGES.labels(reason=flip.reason).inc()
    return events
