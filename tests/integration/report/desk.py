"""An editor's desk with a small province: editions are drafted, checked, approved and published in one call each."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from sqlalchemy import select

from services.report import handlers
from services.report.archive import Archived, archived
from services.report.build import keep_draft
from services.report.domain.absence import Absences, explained
from services.report.domain.bulletin import Bulletin
from services.report.domain.content import sealed
from services.report.domain.layout import TableRule
from services.report.domain.records import Records
from services.report.domain.revised import revised
from services.report.domain.steps import Status
from services.report.editing import Hand, approve, check
from services.report.edition_store import Edition, EditionStore
from services.report.publishing import Order, publish
from services.report.register import corrections_for
from services.report.register_store import RegisterStore
from services.report.store import ReportStore
from shared.database import Database
from shared.events import BulletinPublished, ComplianceEvaluated
from shared.facts import Evaluation
from shared.messaging.outbox import OUTBOX
from tests.unit.report.factories import CATALOGUE, NOW, an_edition, an_evaluation

TIME = datetime(2023, 3, 20, 8, tzinfo=UTC)
LATER = datetime(2024, 3, 20, 8, tzinfo=UTC)
UNITS = ("north", "south", "east", "west")
FORMATS = ("json", "html", "docx", "pdf", "xlsx")


def full(value: str = "80") -> list[Evaluation]:
    """The figures of everybody; that of north is `value`."""
    return [an_evaluation(value if unit == "north" else "70", unit) for unit in UNITS]


def record(database: Database, *evaluations: Evaluation) -> None:
    events = [ComplianceEvaluated.of("/nhipso/scoring", evaluation, time=TIME) for evaluation in evaluations]
    with database.write() as tx:
        handlers.record(events, ReportStore(tx))


def draft(
    database: Database,
    *evaluations: Evaluation,
    period: str = NOW,
    at: datetime = TIME,
    by: str = "biên tập",
    tables: tuple[TableRule, ...] | None = None,
) -> Bulletin:
    """Keep what the figures make as the draft, with the corrections that readers have not been told of."""
    record(database, *evaluations)
    with database.write() as tx:
        known = Records.of(list(ReportStore(tx).evaluations(period)))
        changed = corrections_for(tx, period, known.standing())
        absences = Absences(RegisterStore(tx).absences(period))
        assembled = an_edition(*known.evaluations.values(), period=period, tables=tables)
        made = sealed(revised(explained(assembled, absences), changed))
        keep_draft(EditionStore(tx), Edition(period, Status.DRAFT, "", at), made, by)
    return made


def edition(database: Database, period: str = NOW) -> Edition:
    with database.read() as tx:
        found = EditionStore(tx).edition(period)
    assert found is not None
    return found


def seen(database: Database, by: str = "A", period: str = NOW, at: datetime = TIME) -> Hand:
    """Somebody who has read the edition as it stands."""
    return Hand(by, at, edition(database, period).content_hash[:8])


def approved(database: Database, *evaluations: Evaluation, period: str = NOW) -> Edition:
    draft(database, *evaluations, period=period)
    check(database, period, seen(database, "A", period))
    return approve(database, CATALOGUE, period, seen(database, "B", period))


def published(database: Database, *evaluations: Evaluation, period: str = NOW, at: datetime = TIME) -> Archived:
    approved(database, *evaluations, period=period)
    publish(database, CATALOGUE, Order(period, "B"), at)
    return archived(database)[-1]


def told(database: Database) -> list[BulletinPublished]:
    """What was announced, in order."""
    with database.read() as tx:
        bodies = tx.execute(select(OUTBOX.c.body).order_by(OUTBOX.c.seq)).scalars()
        return [BulletinPublished.model_validate(event) for body in bodies for event in json.loads(body)]
