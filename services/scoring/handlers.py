"""Judge figures: read what they touch, decide, write what is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from services.scoring.announcements import changed, evaluated, ranked
from services.scoring.domain.evaluation import judged, numbered, says_the_same
from services.scoring.domain.family import families, needs_neighbours
from services.scoring.domain.flip import flips, standing_after
from services.scoring.domain.ledger import Ledger
from services.scoring.domain.observation import Observation, newest, observation_of
from services.scoring.domain.ranking import RankingKey, places, ranking, ranking_key
from services.scoring.domain.series import Progress
from services.scoring.domain.timeline import following, timelines
from services.scoring.domain.total import withdrawn
from services.scoring.ports import Store
from shared.catalogue import Catalogue
from shared.events import ComplianceChanged, Event, MetricSubmitted
from shared.facts import Evaluation, Ranking
from shared.figures import FigureKey
from shared.metrics import EVALUATIONS, VERDICT_CHANGES

Observations = Mapping[FigureKey, Observation]
Origins = Mapping[FigureKey, FigureKey]


def judge(events: Sequence[MetricSubmitted], store: Store, catalogue: Catalogue, now: datetime) -> None:
    """Judge the figures that `events` submit, the totals they go into and the periods after; tell what is new."""
    submitted = newest(observation_of(event) for event in events)
    family = families(catalogue)
    # Replicas that touch one family take turns: none computes a total or a change blind to another's figures.
    store.lock(sorted({family.get(key.indicator, key.indicator) for key in submitted}))
    accepted = _accept(submitted, store)
    if not accepted:
        return
    ledger = Ledger(catalogue, {**_neighbours(accepted, store, catalogue), **accepted})
    touched = ledger.touched(accepted)
    evaluations, origins = _evaluate(touched, ledger, store, catalogue)
    rankings, rank_origins = _rank(touched, ledger, store, catalogue)

    traces = {event.data.key: event.traceparent for event in events}
    trace_of = {key: traces[origin] for key, origin in origins.items()}
    announced: list[Event] = [evaluated(new, now, trace_of[new.key]) for new in evaluations]
    announced += _flip(evaluations, trace_of, store, now)
    announced += [ranked(new, now, traces[rank_origins[key]]) for key, new in rankings.items()]
    store.announce(announced, now)


def _accept(submitted: Observations, store: Store) -> dict[FigureKey, Observation]:
    """Keep the figures that supersede what is known; older ones change nothing."""
    known = store.observations(submitted.keys())
    accepted = {key: figure for key, figure in submitted.items() if figure.supersedes(known.get(key))}
    store.keep_observations(accepted.values())
    return accepted


def _neighbours(accepted: Observations, store: Store, catalogue: Catalogue) -> dict[FigureKey, Observation]:
    """The figures that totals and places are made of together with the accepted ones."""
    family, wide = families(catalogue), needs_neighbours(catalogue)
    touched = {(family.get(key.indicator, key.indicator), key.period) for key in accepted}
    groups = {(name, period) for name, of in family.items() for kin, period in touched if of == kin and kin in wide}
    return store.observations_of(groups)


def _evaluate(
    touched: Origins, ledger: Ledger, store: Store, catalogue: Catalogue
) -> tuple[list[Evaluation], dict[FigureKey, FigureKey]]:
    """The new evaluations, numbered and kept, and the submitted figure that each key follows from."""
    found = {key: ledger.figure(key) for key in touched}
    periods = {key.period for key in touched}
    lines = timelines(store.history({key.series for key in touched}, min(periods), max(periods)), found)
    later = {key: touched[cause] for key, cause in following(lines, touched).items() if key not in touched}
    origins = {**touched, **later}
    known = store.evaluations(origins.keys())
    fresh = []
    for key in sorted(origins):
        figure = found.get(key) or _unfound(key, touched, known)
        new = figure and judged(figure, lines[key.series].before(key.period), catalogue)
        if new and not says_the_same(new, known.get(key)):
            fresh.append(new)
    return _number(fresh, store), origins


def _unfound(key: FigureKey, touched: Origins, known: Mapping[FigureKey, Evaluation]) -> Evaluation | None:
    """A later period's figure stands as it is; a total that has no figure any more is withdrawn."""
    evaluation = known.get(key)
    return withdrawn(evaluation) if evaluation and key in touched else evaluation


def _number(evaluations: Sequence[Evaluation], store: Store) -> list[Evaluation]:
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


def _flip(
    evaluations: Sequence[Evaluation], trace_of: Mapping[FigureKey, str | None], store: Store, now: datetime
) -> list[ComplianceChanged]:
    """What the evaluations of the latest periods flip, and the verdicts that stand from now on."""
    progress = store.progress({new.series for new in evaluations})
    latest = [new for new in evaluations if new.period == progress[new.series].latest_period]
    standings = store.standings({new.series for new in latest})
    events = []
    for new in latest:
        for flip in flips(standings.get(new.series, {}), new):
            events.append(changed(new, flip, now, trace_of[new.key]))
            VERDICT_CHANGES.labels(reason=flip.reason).inc()
    store.keep_standings({new.series: standing_after(standings.get(new.series, {}), new) for new in latest})
    return events


def _rank(
    touched: Origins, ledger: Ledger, store: Store, catalogue: Catalogue
) -> tuple[dict[RankingKey, Ranking], dict[RankingKey, FigureKey]]:
    """The rankings that changed, kept, and the submitted figure that each follows from."""
    ranked_indicators = {name for name, indicator in catalogue.indicators.items() if indicator.ranked}
    origins = {ranking_key(key): touched[key] for key in sorted(touched) if key.indicator in ranked_indicators}
    groups: dict[RankingKey, list[Evaluation]] = {key: [] for key in origins}
    for key in ledger.keys:
        if (group := ranking_key(key)) in groups and (figure := ledger.figure(key)):
            groups[group].append(figure)
    known = store.rankings(origins.keys())
    fresh = {}
    for group in sorted(groups):
        before = known.get(group)
        better = catalogue.indicators[group.indicator].higher_is_better
        placed = places(groups[group], catalogue, higher_is_better=better)
        if placed != (before.places if before else ()):
            fresh[group] = ranking(group, placed, before.sequence + 1 if before else 1)
    store.keep_rankings(fresh.values())
    return fresh, origins
