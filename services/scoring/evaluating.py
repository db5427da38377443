"""Judge every figure that may have changed, and number what is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.scoring.announcements import evaluated
from services.scoring.domain.evaluation import judged, numbered, says_the_same
from services.scoring.domain.series import Progress
from services.scoring.domain.timeline import following, timelines
from services.scoring.domain.total import withdrawn
from services.scoring.judging import Judged, Judging, Origins
from services.scoring.ports import Store
from shared.events import ComplianceEvaluated
from shared.facts import Evaluation
from shared.figures import FigureKey
from shared.metrics import EVALUATIONS


def evaluate(judging: Judging) -> Judged:
    """The new evaluations of the touched figures, and of the later periods that are compared with them."""
    store, touched = judging.store, judging.touched
    found = {key: judging.ledger.figure(key) for key in touched}
    periods = {key.period for key in touched}
    lines = timelines(store.history({key.series for key in touched}, min(periods), max(periods)), found)
    later = {key: touched[cause] for key, cause in following(lines, touched).items() if key not in touched}
    origins = {**touched, **later}
    known = store.evaluations(origins.keys())
    fresh = []
    for key in sorted(origins):
        figure = found.get(key) or _unfound(key, touched, known)
        new = figure and judged(figure, lines[key.series].before(key.period), judging.catalogue)
        if new and not says_the_same(new, known.get(key)):
            fresh.append(new)
    traces = {key: judging.traces[origin] for key, origin in origins.items()}
    return Judged(number(fresh, store), traces)


def tell(judging: Judging, found: Judged) -> list[ComplianceEvaluated]:
    return [evaluated(new, judging.now, found.traces[new.key]) for new in found.evaluations]


def number(evaluations: Sequence[Evaluation], store: Store) -> list[Evaluation]:
    """Give each evaluation the next number of its series, and keep both."""
    progress = store.progress({new.series for new in evaluations})
    result = []
    for new in evaluations:
        progress[new.series] = progress.get(new.series, Progress()).next(new.period)
        result.append(numbered(new, progress[new.series].sequence))
        EVALUATIONS.labels(verdict=new.verdicts[0].verdict if new.verdicts else new.status.value).inc()
    store.keep_progress(progress)
    store.keep_evaluations(result)
    return result


def _unfound(key: FigureKey, touched: Origins, known: Mapping[FigureKey, Evaluation]) -> Evaluation | None:
    """A later period's figure stands as it is; a total that has no figure any more is withdrawn."""
    evaluation = known.get(key)
    return withdrawn(evaluation) if evaluation and key in touched else evaluation
