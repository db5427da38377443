"""Judge again what was recorded: what says the same stays as it is, what does not is numbered anew and told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple, Protocol

from services.scoring.announcements import evaluated
from services.scoring.domain.conclusion import concerns_nobody, conclusions, missing
from services.scoring.domain.duties import has_come, obligations
from services.scoring.domain.flip import standing_after
from services.scoring.domain.ledger import Ledger
from services.scoring.domain.observation import Observation, newest, observation_of
from services.scoring.domain.series import Progress
from services.scoring.domain.watch import Watch
from services.scoring.evaluating import number
from services.scoring.handlers import conclude
from services.scoring.indexing import index
from services.scoring.judging import Judged, Judging
from services.scoring.ports import Store
from shared.catalogue import Catalogue
from shared.events import ComplianceChanged, Event, MetricSubmitted
from shared.facts import Doubts, Evaluation, Ranking
from shared.figures import FigureKey, SeriesKey

Observations = Mapping[FigureKey, Observation]
Groups = Collection[tuple[str, str]]


class Held(NamedTuple):
    """How far the kept evaluations of a family have come: their keys, and the progress that each series shows."""

    keys: frozenset[FigureKey]
    progress: Mapping[SeriesKey, Progress]


@dataclass(frozen=True)
class Memory:
    """What others still know that scoring told them: facts that it has lost, and the highest numbers it gave."""

    evaluations: Sequence[Evaluation] = ()
    rankings: Sequence[Ranking] = ()
    doubts: Sequence[Doubts] = ()
    numbers: Mapping[SeriesKey, int] = field(default_factory=dict)


class RebuildStore(Store, Protocol):
    """What rebuilding reads and keeps beside judging, in one transaction."""

    def forget_observations(self, keys: Collection[FigureKey]) -> None:
        """Nobody submitted these."""

    def lapsed_in(self, groups: Groups) -> Collection[FigureKey]:
        """The figures of these (indicator, period) whose deadline has passed without them."""

    def watched(self) -> Watch | None:
        """How far the deadlines have been looked at; None before the first time."""

    def restore(self, memory: Memory) -> None:
        """Keep those facts of which nothing is kept."""


def remember(memory: Memory, held: Held, store: RebuildStore) -> None:
    """Take over what others remember, and let every series go on counting after the highest number it ever had."""
    store.restore(memory)
    shown = dict(held.progress)
    for evaluation in memory.evaluations:
        before, period = shown.get(evaluation.series, Progress()), "" if evaluation.counted == 0 else evaluation.period
        shown[evaluation.series] = _further(before, Progress(evaluation.sequence, period))
    for series, highest in memory.numbers.items():
        shown[series] = _further(shown.get(series, Progress()), Progress(highest))
    known = store.progress(shown.keys())
    wanted = {series: _further(known.get(series, Progress()), progress) for series, progress in shown.items()}
    store.keep_progress({series: progress for series, progress in wanted.items() if progress != known.get(series)})


def rebuild(
    events: Sequence[MetricSubmitted],
    groups: Groups,
    held: Collection[FigureKey],
    store: RebuildStore,
    catalogue: Catalogue,
    *,
    now: datetime,
) -> list[Event]:
    """Judge all figures of some (indicator, period) of one family by `events`, all that were ever applied to them.

    `held` are the figures of these groups that there are evaluations of. Returns what is to tell: never that a verdict
    flipped, for whoever waits for that has been told, or lives with what was.
    """
    recorded = newest(observation_of(event) for event in events)
    _align(recorded, groups, store)
    ledger = Ledger(catalogue, recorded)
    gone = {key for key, kept in store.evaluations(held).items() if has_come(kept) and key not in ledger.keys}
    touched = {**ledger.touched(recorded), **{key: key for key in gone}}
    by_id = {event.id: event.traceparent for event in events}
    traces = {**dict.fromkeys(gone), **{key: by_id[known.event_id] for key, known in recorded.items()}}
    judging = Judging(store, catalogue, now, ledger, touched, traces)
    come = {key for key in touched if ledger.figure(key) is not None}
    store.end_lapses(store.lapses(come).keys())
    lost, recency = number([*_missing(groups, store, catalogue), *_waived(groups, come, store, catalogue)], store)
    found = [evaluated(new, recency[new.key], now, None) for new in lost]
    told = [*found, *(conclude(judging) if touched else ())]
    owed = {*held, *(new.key for new in lost)} - touched.keys()
    told += index(replace(judging, touched={key: key for key in owed}), Judged((), dict.fromkeys(owed)))
    _settle({*owed, *touched}, store)
    return [event for event in told if not isinstance(event, ComplianceChanged)]


def _align(recorded: Observations, groups: Groups, store: RebuildStore) -> None:
    """Keep the figures that were recorded, and no others."""
    known = store.observations_of(groups)
    store.keep_observations([figure for key, figure in recorded.items() if figure != known.get(key)])
    store.forget_observations(known.keys() - recorded.keys())


def _missing(groups: Groups, store: RebuildStore, catalogue: Catalogue) -> list[Evaluation]:
    """The figures found missing at their deadline, where that was lost."""
    waiting = store.lapsed_in(groups)
    known = store.evaluations(waiting)
    return [
        missing(key, catalogue)
        for key in sorted(waiting)
        if key not in known and any(asked.applies for asked in obligations(key, catalogue))
    ]


def _waived(groups: Groups, come: Collection[FigureKey], store: RebuildStore, catalogue: Catalogue) -> list[Evaluation]:
    """The figures that concerned nobody at their deadline, where that was lost."""
    watch = store.watched()
    if watch is None:
        return []
    asked = {
        FigureKey(unit, duty.indicator, duty.dimension, period)
        for duty in catalogue.duties
        for indicator, period in groups
        if not duty.applies and duty.indicator == indicator
        for unit in catalogue.units
    } - set(come)
    known = store.evaluations(asked)
    due = [
        each
        for key in sorted(asked - known.keys())
        for each in obligations(key, catalogue)
        if watch.since <= each.due <= watch.seen and not each.applies and concerns_nobody(key, each.due, catalogue)
    ]
    return conclusions(due, {}, catalogue)


def _settle(keys: Collection[FigureKey], store: Store) -> None:
    """Let the evaluations of the latest periods stand."""
    progress = store.progress({key.series for key in keys})
    latest = [key for key in keys if key.period == progress.get(key.series, Progress()).latest_period]
    standings = store.standings({key.series for key in latest})
    fresh = {}
    for key, evaluation in store.evaluations(latest).items():
        before = standings.get(key.series, {})
        stands = standing_after(before, evaluation)
        if stands != before:
            fresh[key.series] = stands
    store.keep_standings(fresh)


def _further(one: Progress, other: Progress) -> Progress:
    return Progress(max(one.sequence, other.sequence), max(one.latest_period, other.latest_period))
