"""The service method: inbox, judging and outbox in one transaction."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from services.scoring.service import ScoringService
from services.scoring.tables import observation
from shared.database import Database
from shared.events import MetricSubmitted
from shared.facts import Evaluation
from shared.messaging.tables import PLUMBING
from shared.parts import Parts
from shared.settings import Settings
from tests.unit.scoring.factories import NOW, a_catalogue, a_figure, a_target, submitted


@pytest.fixture
def service(database: Database) -> ScoringService:
    service = ScoringService()
    # nameko puts the Parts in the place of their provider.
    vars(service)["parts"] = Parts(database, a_catalogue(a_target()), Settings(), lambda: NOW)
    return service


def rows(database: Database, table: str) -> int:
    with database.read() as tx:
        return tx.execute(select(func.count()).select_from(PLUMBING._asdict()[table])).scalar_one()


def outgoing(database: Database) -> set[str]:
    with database.read() as tx:
        return set(tx.execute(select(PLUMBING.outbox.c.routing_key)).scalars())


def test_what_follows_from_a_batch_is_in_the_outbox(database: Database, service: ScoringService) -> None:
    service.judge([submitted(a_figure("70"))])

    assert outgoing(database) == {
        "vn.nhipso.compliance.evaluated.v1",
        "vn.nhipso.compliance.changed.v1",
        "vn.nhipso.ranking.computed.v1",
    }


def test_the_same_batch_again_puts_nothing_into_the_outbox(database: Database, service: ScoringService) -> None:
    events = [submitted(a_figure("70")), submitted(a_figure("80", "south"))]
    service.judge(events)
    before = rows(database, "outbox")

    service.judge(events)

    assert (rows(database, "outbox"), rows(database, "inbox")) == (before, 2)


def test_an_older_revision_is_recorded_and_otherwise_ignored(database: Database, service: ScoringService) -> None:
    service.judge([submitted(a_figure("70", revision=2))])
    before = rows(database, "outbox")

    service.judge([submitted(a_figure("60", revision=1))])

    assert (rows(database, "outbox"), rows(database, "inbox")) == (before, 2)


def test_a_batch_that_fails_leaves_nothing_behind(
    database: Database, service: ScoringService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_told: object) -> Evaluation:
        raise ZeroDivisionError

    monkeypatch.setattr("services.scoring.evaluating.evaluated", broken)
    event: MetricSubmitted = submitted(a_figure("70"))

    with pytest.raises(ZeroDivisionError):
        service.judge([event])

    with database.read() as tx:
        assert tx.execute(select(func.count()).select_from(observation)).scalar_one() == 0
    assert (rows(database, "outbox"), rows(database, "inbox")) == (0, 0)
