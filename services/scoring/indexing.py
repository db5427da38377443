"""Score the units whose figures go into an index."""

from __future__ import annotations

from services.scoring.announcements import indexed
from services.scoring.domain.index_reach import Reached, reached
from services.scoring.domain.index_score import components_in, index_score, says_the_same
from services.scoring.judging import Judged, Judging
from shared.events import IndexComputed
from shared.facts import Evaluation
from shared.figures import FigureKey
from shared.metrics import INDEX_SCORES


def index(judging: Judging, found: Judged) -> list[IndexComputed]:
    """The scores that change with the touched figures, kept; each rests on the figures of one unit and period alone."""
    scores = reached([*judging.touched, *(new.key for new in found.evaluations)], judging.catalogue)
    if not scores:
        return []
    figures = _figures(scores, judging, found)
    known = judging.store.index_scores(scores.keys())
    fresh, events = [], []
    for key, (rules, cause) in sorted(scores.items(), key=lambda item: item[0]):
        before = known.get(key)
        new = index_score(key, rules, figures, judging.catalogue)
        if says_the_same(new, before):
            continue
        numbered = new.model_copy(update={"sequence": before.sequence + 1 if before else 1})
        fresh.append(numbered)
        events.append(indexed(numbered, judging.now, found.traces[cause]))
        INDEX_SCORES.labels(index=key.index).inc()
    judging.store.keep_index_scores(fresh)
    return events


def _figures(scores: Reached, judging: Judging, found: Judged) -> dict[FigureKey, Evaluation]:
    """The figures of all components, read but for those that are new."""
    new = {one.key: one for one in found.evaluations}
    wanted = {part for key, (rules, _) in scores.items() for part in components_in(rules, key)}
    return {**judging.store.evaluations(wanted - new.keys()), **new}
