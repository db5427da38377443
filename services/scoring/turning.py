"""Find the verdicts that flip, and keep those that stand from now on."""

from __future__ import annotations

from collections.abc import Collection

from services.scoring.announcements import changed
from services.scoring.domain.flip import standing_after, turns
from services.scoring.domain.series import Progress
from services.scoring.judging import Judged, Judging
from services.scoring.ports import Store
from services.scoring.receiving import receive
from shared.events import ComplianceChanged
from shared.facts import Evaluation
from shared.figures import SeriesKey
from shared.metrics import VERDICT_CHANGES


def turn(judging: Judging, found: Judged) -> list[ComplianceChanged]:
    """What the evaluations of the latest periods flip."""
    store = judging.store
    progress = store.progress({new.series for new in found.evaluations})
    latest = [new for new in found.evaluations if new.period == progress[new.series].latest_period]
    standings = store.standings({new.series for new in latest})
    lapsed = receive(judging, found)
    instead = fall_back([new for new in latest if new.counted == 0], store)
    events = []
    for new in latest:
        stands = instead.get(new.series, new)
        for flip in turns(standings.get(new.series, {}), stands, lapsed.get(new.key, ())):
            events.append(changed(new, flip, judging.now, found.traces[new.key], found.accepted.get(new.key)))
            VERDICT_CHANGES.labels(reason=flip.reason).inc()
    kept = {new.series: instead.get(new.series, new) for new in latest}
    store.keep_standings({series: standing_after(standings.get(series, {}), one) for series, one in kept.items()})
    return events


def fall_back(withdrawn: Collection[Evaluation], store: Store) -> dict[SeriesKey, Evaluation]:
    """The newest figures that there still are of series whose latest was withdrawn; these are the latest again.

    It would be no different had the withdrawn one never been computed, as in another order it would not.
    """
    series = {gone.series for gone in withdrawn}
    newest = store.newest(series)
    progress = store.progress(series)
    periods = {key: newest[key].period if key in newest else "" for key in series}
    store.keep_progress({key: Progress(progress[key].sequence, period) for key, period in periods.items()})
    return newest
