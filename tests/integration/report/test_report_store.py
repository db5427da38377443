"""The report service's tables keep the newest of everything, on a real database."""

from __future__ import annotations

from datetime import UTC, datetime

from services.report import handlers
from services.report.store import ReportStore
from shared.database import Database
from shared.events import ComplianceEvaluated, RankingComputed
from shared.facts import Evaluation
from tests.unit.report.factories import BEFORE, NOW, a_ranking, an_evaluation

TIME = datetime(2023, 3, 20, 8, tzinfo=UTC)


def record(database: Database, *evaluations: Evaluation) -> None:
    events = [ComplianceEvaluated.of("/nhipso/scoring", evaluation, time=TIME) for evaluation in evaluations]
    with database.write() as tx:
        handlers.record(events, ReportStore(tx))


def kept(database: Database, until: str = NOW) -> list[Evaluation]:
    with database.read() as tx:
        return sorted(ReportStore(tx).evaluations(until), key=lambda evaluation: evaluation.key)


def test_what_is_kept_comes_back_as_it_was(database: Database) -> None:
    evaluation = an_evaluation("99.410905003", parts=(3537, 3558), dimension={"period": "day", "date": "2023-03-16"})

    record(database, evaluation)

    assert kept(database) == [evaluation]


def test_the_same_events_twice_change_nothing(database: Database) -> None:
    evaluations = [an_evaluation("90"), an_evaluation(None, "south")]

    record(database, *evaluations)
    record(database, *evaluations)

    assert kept(database) == evaluations


def test_a_newer_evaluation_wins_in_either_order(database: Database) -> None:
    older, newer = an_evaluation("10", sequence=1), an_evaluation("90", sequence=2)

    record(database, newer)
    record(database, older)
    record(database, an_evaluation("10", "south", sequence=1))
    record(database, an_evaluation("90", "south", sequence=2))

    assert [evaluation.sequence for evaluation in kept(database)] == [2, 2]


def test_of_equal_sequences_the_same_one_stays_whichever_came_first(database: Database) -> None:
    first, second = an_evaluation("10"), an_evaluation("90")

    record(database, first)
    record(database, second)
    ahead = kept(database)
    record(database, first)

    assert kept(database) == ahead


def test_later_periods_are_left_out(database: Database) -> None:
    record(database, an_evaluation("80", period=BEFORE), an_evaluation("90"))

    assert [evaluation.period for evaluation in kept(database, until=BEFORE)] == [BEFORE]
    with database.read() as tx:
        assert ReportStore(tx).periods() == [BEFORE, NOW]


def test_the_newest_ranking_of_the_period_is_kept(database: Database) -> None:
    newer, older = a_ranking("south", sequence=2), a_ranking("north", sequence=1)
    events = [RankingComputed.of("/nhipso/scoring", ranking, time=TIME) for ranking in (newer, older)]

    for event in events:
        with database.write() as tx:
            handlers.record([event], ReportStore(tx))

    with database.read() as tx:
        assert list(ReportStore(tx).rankings(NOW)) == [newer]
