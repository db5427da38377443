"""Judge figures: read what they touch, decide, write what is new."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from services.scoring.domain.family import families, needs_neighbours
from services.scoring.domain.index_reach import with_indices
from services.scoring.domain.ledger import Ledger
from services.scoring.domain.observation import Observation, newest, observation_of
from services.scoring.domain.plausibility.reach import linked
from services.scoring.doubting import doubt
from services.scoring.evaluating import evaluate, tell
from services.scoring.indexing import index
from services.scoring.judging import Judging
from services.scoring.placing import place
from services.scoring.ports import Store
from services.scoring.turning import turn
from shared.catalogue import Catalogue
from shared.events import Event, MetricSubmitted
from shared.figures import FigureKey

Observations = Mapping[FigureKey, Observation]


def judge(events: Sequence[MetricSubmitted], store: Store, catalogue: Catalogue, now: datetime) -> None:
    """Judge the figures that `events` submit, the totals they go into and the periods after; tell what is new."""
    submitted = newest(observation_of(event) for event in events)
    hold({key.indicator for key in submitted}, store, catalogue)
    accepted = _accept(submitted, store)
    if not accepted:
        return
    ledger = Ledger(catalogue, {**_neighbours(accepted, store, catalogue), **accepted})
    traces = {event.data.key: event.traceparent for event in events}
    times = {event.data.key: event.time for event in events}
    judging = Judging(store, catalogue, now, ledger, ledger.touched(accepted), traces, times)
    store.announce(conclude(judging), now)


def hold(indicators: Collection[str], store: Store, catalogue: Catalogue) -> None:
    """Keep out whoever judges something that figures of these indicators bear on, until the transaction ends.

    Replicas that touch one family take turns: none computes a total, a change or a doubt blind to another's figures.
    """
    family = families(catalogue)
    touched = {family.get(name, name) for name in linked(catalogue, indicators)}
    store.lock(with_indices(touched, catalogue))


def conclude(judging: Judging) -> list[Event]:
    """Keep what follows for the touched figures, where it is new; returns what that is to tell."""
    found = evaluate(judging)
    return [*tell(judging, found), *turn(judging, found), *place(judging), *doubt(judging), *index(judging, found)]


def _accept(submitted: Observations, store: Store) -> dict[FigureKey, Observation]:
    """Keep the figures that supersede what is known, or show that it came earlier; others change nothing."""
    known = store.observations(submitted.keys())
    joined = {key: figure.joined(known.get(key)) for key, figure in submitted.items()}
    accepted = {key: figure for key, figure in joined.items() if figure != known.get(key)}
    store.keep_observations(accepted.values())
    return accepted


def _neighbours(accepted: Observations, store: Store, catalogue: Catalogue) -> dict[FigureKey, Observation]:
    """The figures that totals and places are made of together with the accepted ones."""
    family, wide = families(catalogue), needs_neighbours(catalogue)
    touched = {(family.get(key.indicator, key.indicator), key.period) for key in accepted}
    groups = {(name, period) for name, of in family.items() for kin, period in touched if of == kin and kin in wide}
    return store.observations_of(groups)
