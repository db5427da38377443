"""Find the verdicts that flip, and keep those that stand from now on."""

from __future__ import annotations

from services.scoring.announcements import changed
from services.scoring.domain.flip import standing_after, turns
from services.scoring.judging import Judged, Judging
from services.scoring.receiving import receive
from shared.events import ComplianceChanged
from shared.metrics import VERDICT_CHANGES


def turn(judging: Judging, found: Judged) -> list[ComplianceChanged]:
    """What the evaluations of the latest periods flip."""
    store = judging.store
    progress = store.progress({new.series for new in found.evaluations})
    latest = [new for new in found.evaluations if new.period == progress[new.series].latest_period]
    standings = store.standings({new.series for new in latest})
    lapsed = receive(judging, found)
    events = []
    for new in latest:
        for flip in turns(standings.get(new.series, {}), new, lapsed.get(new.key, ())):
            events.append(changed(new, flip, judging.now, found.traces[new.key]))
            VERDICT_CHANGES.labels(reason=flip.reason).inc()
    store.keep_standings({new.series: standing_after(standings.get(new.series, {}), new) for new in latest})
    return events
