"""What rebuilding asks of scoring's database beside what judging does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, and_, case, delete, exists, select, union

from services.scoring import rows
from services.scoring.deadlines import NAME
from services.scoring.domain.index_score import IndexKey, index_key
from services.scoring.domain.plausibility.standing import Doubted
from services.scoring.domain.ranking import RankingKey
from services.scoring.domain.series import Progress
from services.scoring.domain.watch import Watch
from services.scoring.doubt_tables import doubt
from services.scoring.duty_tables import lapse, watch
from services.scoring.rebuilding import Held, Memory
from services.scoring.store import ScoringStore
from services.scoring.tables import evaluation, observation, ranking
from shared.bulk import stated
from shared.facts import Evaluation, IndexScore, Ranking
from shared.figures import FigureKey, SeriesKey, Status
from shared.messaging.dead_letters import DEAD, State
from shared.messaging.tables import PLUMBING
from shared.messaging.topology import SCORING_METRIC

CHUNK = 500
EMPTY = evaluation.c.status == Status.NO_ACTIVITY.value
FIGURE = (observation.c.unit, observation.c.indicator, observation.c.dimension, observation.c.period)


class Difference(NamedTuple):
    """An evaluation that came out otherwise than kept; `before` is None where none was kept."""

    before: Evaluation | None
    after: Evaluation


class RebuildingStore(ScoringStore):
    """The store of one transaction of a rebuild; remembers what it changes, and what it found the same."""

    def __init__(self, tx: Connection) -> None:
        super().__init__(tx)
        self.differences: list[Difference] = []
        self.restored: list[Evaluation] = []
        self.rankings_changed: set[RankingKey] = set()
        self.doubts_changed: set[FigureKey] = set()
        self.indices_changed: set[IndexKey] = set()

    def keep_evaluations(self, evaluations: Collection[Evaluation]) -> None:
        before = self.evaluations([new.key for new in evaluations])
        self.differences += [Difference(before.get(new.key), new) for new in evaluations]
        super().keep_evaluations(evaluations)

    def keep_rankings(self, rankings: Collection[Ranking]) -> None:
        self.rankings_changed |= {rows.ranking_key(new) for new in rankings}
        super().keep_rankings(rankings)

    def keep_doubted(self, doubted: Collection[Doubted]) -> None:
        self.doubts_changed |= {new.told.key for new in doubted}
        super().keep_doubted(doubted)

    def keep_index_scores(self, scores: Collection[IndexScore]) -> None:
        self.indices_changed |= {index_key(new) for new in scores}
        super().keep_index_scores(scores)

    def forget_observations(self, keys: Collection[FigureKey]) -> None:
        if keys:
            wanted = stated(self._tx, FIGURE, [rows.figure_tuple(key) for key in keys])
            same = and_(*(column == wanted.c[column.name] for column in FIGURE))
            self._tx.execute(delete(observation).where(exists().where(same)))

    def lapsed_in(self, groups: Collection[tuple[str, str]]) -> set[FigureKey]:
        query = select(lapse.c.unit, lapse.c.indicator, lapse.c.dimension, lapse.c.period)
        found = self._among(query, [lapse.c.indicator, lapse.c.period], groups)
        return {FigureKey(row.unit, row.indicator, row.dimension, row.period) for row in found}

    def watched(self) -> Watch | None:
        row = self._tx.execute(select(watch).where(watch.c.name == NAME)).one_or_none()
        return None if row is None else Watch(row.name, row.since, row.seen)

    def restore(self, memory: Memory) -> None:
        self.restored += memory.evaluations
        super().keep_evaluations(memory.evaluations)
        super().keep_rankings(memory.rankings)
        super().keep_doubted([Doubted(told) for told in memory.doubts])

    def held(self, units: Iterable[str], indicators: Collection[str]) -> Held:
        """The evaluations kept of these units and indicators."""
        keys, progress = set(), dict[SeriesKey, Progress]()
        columns = (evaluation.c.unit, evaluation.c.indicator)
        told = (evaluation.c.dimension, evaluation.c.period, evaluation.c.sequence, evaluation.c.status)
        total = case((and_(EMPTY, evaluation.c.how != "submitted"), evaluation.c.body)).label("total")
        query = select(*columns, *told, total)
        for row in self._among(query, columns, [(unit, name) for unit in units for name in indicators]):
            key = FigureKey(row.unit, row.indicator, row.dimension, row.period)
            keys.add(key)
            before = progress.get(key.series, Progress())
            empty = row.status == Status.MISSING.value or (row.total is not None and is_withdrawn(row.total))
            period = max(before.latest_period, "" if empty else key.period)
            progress[key.series] = Progress(max(before.sequence, row.sequence), period)
        return Held(frozenset(keys), progress)

    def ranked(self, indicators: Collection[str]) -> set[tuple[str, str, str]]:
        """The (indicator, dimension, period) that are ranked."""
        columns = (ranking.c.indicator, ranking.c.dimension, ranking.c.period)
        found = self._tx.execute(select(*columns).where(ranking.c.indicator.in_(indicators)))
        return {(row.indicator, row.dimension, row.period) for row in found}

    def doubted_keys(self, indicators: Collection[str]) -> set[FigureKey]:
        """The figures that are doubted, or were."""
        columns = (doubt.c.unit, doubt.c.indicator, doubt.c.dimension, doubt.c.period)
        found = self._tx.execute(select(*columns).where(doubt.c.indicator.in_(indicators)))
        return {FigureKey(row.unit, row.indicator, row.dimension, row.period) for row in found}

    def units(self) -> list[str]:
        """Every unit that there is an evaluation of."""
        return list(self._tx.execute(select(evaluation.c.unit).distinct()).scalars())

    def groups(self) -> list[tuple[str, str]]:
        """Every (indicator, period) that there are evaluations of, or that somebody waits for."""
        tables = (evaluation, lapse)
        found = union(*(select(table.c.indicator, table.c.period) for table in tables))
        return [(row.indicator, row.period) for row in self._tx.execute(found)]

    def applied(self, ids: Sequence[UUID]) -> set[UUID]:
        """Which of these metric.submitted events were applied, as far as is still written down."""
        inbox, found = PLUMBING.inbox, set[UUID]()
        mine = select(inbox.c.event_id).where(inbox.c.consumer == SCORING_METRIC.consumer)
        for start in range(0, len(ids), CHUNK):
            found.update(self._tx.execute(mine.where(inbox.c.event_id.in_(ids[start : start + CHUNK]))).scalars())
        return found

    def parked(self) -> set[UUID]:
        """The metric.submitted events that could not be applied, or were discarded."""
        unapplied = DEAD.c.state != State.REPLAYED
        found = select(DEAD.c.event_id).where(DEAD.c.consumer == SCORING_METRIC.consumer, unapplied)
        return {each for each in self._tx.execute(found).scalars() if each is not None}


def is_withdrawn(body: str) -> bool:
    return Evaluation.model_validate_json(body).counted == 0
