"""Judge every figure that may have changed, and number what is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.scoring.announcements import evaluated
from services.scoring.comparing import compare, lines_of
from services.scoring.domain.duties import dated, has_come
from services.scoring.domain.evaluation import judged, numbered, says_the_same
from services.scoring.domain.recency import recency_of
from services.scoring.domain.series import Progress
from services.scoring.domain.timeline import following
from services.scoring.domain.total import withdrawn
from services.scoring.judging import Judged, Judging, Numbered, Origins
from services.scoring.ports import Store
from services.scoring.receiving import came
from services.scoring.steadying import steady
from shared.events import ComplianceEvaluated
from shared.facts import Evaluation
from shared.figures import FigureKey, Status
from shared.metrics import EVALUATIONS


def evaluate(judging: Judging) -> Judged:
    """The new evaluations of the touched figures, and of the later periods that are compared with them."""
    store, touched = judging.store, judging.touched
    found = {key: judging.ledger.figure(key) for key in touched}
    lines = lines_of(judging, found)
    next_ones = following(lines, touched, judging.catalogue.lineage)
    later = {key: touched[cause] for key, cause in next_ones.items() if key not in touched}
    origins = {**touched, **later}
    known = store.evaluations(origins.keys())
    figures = [figure for key in origins if (figure := found.get(key) or _unfound(key, touched, known))]
    pasts = compare(judging, lines, figures, found)
    news = {figure.key: judged(figure, pasts[figure.key], judging.catalogue) for figure in figures}
    news = {key: dated(new, judging.ledger.arrived(key), judging.catalogue) for key, new in news.items()}
    news, origins = steady(judging, news, origins)
    fresh = [news[key] for key in sorted(news) if not says_the_same(news[key], known.get(key))]
    traces = {key: judging.traces[origin] for key, origin in origins.items()}
    accepted = {key: judging.accepted[origin] for key, origin in origins.items() if origin in judging.accepted}
    new, recency = number(fresh, store)
    return Judged(new, traces, came(fresh, known), accepted, recency)


def tell(judging: Judging, found: Judged) -> list[ComplianceEvaluated]:
    return [
        evaluated(new, found.recency[new.key], judging.now, found.traces[new.key], found.accepted.get(new.key))
        for new in found.evaluations
    ]


def number(evaluations: Sequence[Evaluation], store: Store) -> Numbered:
    """Give each evaluation the next number of its series, and keep both."""
    known = store.progress({new.series for new in evaluations})
    progress = dict(known)
    result = []
    for new in evaluations:
        # No figure does not make its period the latest, missing or withdrawn: the verdict on the one before it stands.
        period = "" if new.status is Status.MISSING or new.counted == 0 else new.period
        progress[new.series] = progress.get(new.series, Progress()).next(period)
        result.append(numbered(new, progress[new.series].sequence))
        EVALUATIONS.labels(verdict=new.verdicts[0].verdict if new.verdicts else new.status.value).inc()
    store.keep_progress(progress)
    store.keep_evaluations(result)
    recency = {
        new.key: recency_of(
            new.period, known.get(new.series, Progress()).latest_period, progress[new.series].latest_period
        )
        for new in result
    }
    return Numbered(result, recency)


def _unfound(key: FigureKey, touched: Origins, known: Mapping[FigureKey, Evaluation]) -> Evaluation | None:
    """A later period's figure stands as it is; a total that has no figure any more is withdrawn."""
    evaluation = known.get(key)
    return withdrawn(evaluation) if evaluation and has_come(evaluation) and key in touched else evaluation
