"""Place the units of every indicator that is ranked."""

from __future__ import annotations

from collections.abc import Collection

from services.scoring.announcements import ranked
from services.scoring.domain.ranking import RankingKey, places, ranking, ranking_key
from services.scoring.judging import Judging
from shared.events import RankingComputed
from shared.facts import Evaluation


def place(judging: Judging) -> list[RankingComputed]:
    """The rankings that changed, kept."""
    catalogue, touched = judging.catalogue, judging.touched
    competing = {name for name, indicator in catalogue.indicators.items() if indicator.ranked}
    origins = {ranking_key(key): touched[key] for key in sorted(touched) if key.indicator in competing}
    groups = _groups(judging, origins.keys())
    known = judging.store.rankings(origins.keys())
    fresh = {}
    for group in sorted(groups):
        before = known.get(group)
        better = catalogue.indicators[group.indicator].higher_is_better
        placed = places(groups[group], catalogue, higher_is_better=better)
        if placed != (before.places if before else ()):
            fresh[group] = ranking(group, placed, before.sequence + 1 if before else 1)
    judging.store.keep_rankings(fresh.values())
    return [ranked(new, judging.now, judging.traces[origins[key]]) for key, new in fresh.items()]


def _groups(judging: Judging, wanted: Collection[RankingKey]) -> dict[RankingKey, list[Evaluation]]:
    groups: dict[RankingKey, list[Evaluation]] = {key: [] for key in wanted}
    for key in judging.ledger.keys:
        if (group := ranking_key(key)) in groups and (figure := judging.ledger.figure(key)):
            groups[group].append(figure)
    return groups
