"""What editors do with an edition between its draft and its publication, one transaction each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from services.report.domain.absence import Absences
from services.report.domain.bulletin import Bulletin
from services.report.domain.bulletin_status import Stage
from services.report.domain.content import sealed
from services.report.domain.editor import demand_another
from services.report.domain.records import Records
from services.report.domain.steps import Status, Step, after, demand_seen
from services.report.domain.watermark import Gap, arrived, demand_complete, demand_current, gaps
from services.report.edition_store import Deed, Edition, EditionStore
from services.report.register_store import RegisterStore
from services.report.store import ReportStore
from shared.catalogue import Catalogue
from shared.database import Database
from shared.errors import Refused
from shared.figures import FigureKey
from shared.figures import Status as FigureStatus

log = structlog.get_logger()
STAGES: dict[Status, Stage] = {
    Status.DRAFT: "draft",
    Status.CHECKED: "draft",
    Status.APPROVED: "approved",
    Status.PUBLISHED: "published",
}


@dataclass(frozen=True)
class Hand:
    """Who does something and when; the beginning of the hash of what was `seen`, and what is to be remembered.

    `editor` is the id of the key with which they proved who they are.
    """

    by: str
    at: datetime
    seen: str | None = None
    note: str = ""
    editor: str | None = None


def check(database: Database, period: str, hand: Hand) -> Edition:
    """Say that the draft was read and found right. Raises Refused where it is not the one that was seen."""
    return _take(Step.CHECK, database, period, hand)


def approve(database: Database, catalogue: Catalogue, period: str, hand: Hand, *, four_eyes: bool = True) -> Edition:
    """Approve the checked edition.

    Raises Refused while the edition takes figures, while it waits for one that nobody has declared missing, where it
    calls one missing that has come, where it is not the one that was seen, and with `four_eyes` where the same person
    checked it.
    """
    bulletin = held_bulletin(database, period)
    demand_complete(open_gaps(database, catalogue, period), bulletin.as_of, hand.at)
    with database.read() as tx:
        standing = Records.of(ReportStore(tx).evaluations_of(period)).standing().evaluations.keys()
    demand_current(arrived(bulletin, standing))
    return _take(Step.APPROVE, database, period, hand, four_eyes=four_eyes)


def reopen(database: Database, period: str, hand: Hand) -> Edition:
    """Make a checked or approved edition a draft again."""
    return _take(Step.REOPEN, database, period, hand)


def reissue(database: Database, period: str, hand: Hand) -> Edition:
    """Begin another issue of a published edition, under the same number; the published one stays as it is."""
    return _take(Step.REISSUE, database, period, hand)


def open_gaps(database: Database, catalogue: Catalogue, period: str) -> list[Gap]:
    """What the edition as it stands waits for; with a reason where that is declared missing and printed so."""
    bulletin = held_bulletin(database, period)
    with database.read() as tx:
        absences = Absences(RegisterStore(tx).absences(period))
        come = come_of(ReportStore(tx), period)
    return [_as_printed(gap, bulletin) for gap in gaps(bulletin, come, absences, catalogue)]


def come_of(store: ReportStore, period: str) -> Collection[FigureKey]:
    """The figures of a period that there are, no activity and what does not concern a unit among them."""
    known = Records.of(store.evaluations_of(period))
    waived = {key for key, each in known.evaluations.items() if each.status is FigureStatus.NOT_APPLICABLE}
    return known.standing().evaluations.keys() | waived


def held_bulletin(database: Database, period: str) -> Bulletin:
    """The text of the edition as it stands. Raises Refused where none was built."""
    with database.read() as tx:
        bulletin = EditionStore(tx).bulletin(period)
    if bulletin is None:
        raise not_built(period)
    return bulletin


def not_built(period: str) -> Refused:
    return Refused(
        "not-found", f"no edition of {period} has been built yet; run: nhipso bulletin build --period {period}"
    )


def _as_printed(gap: Gap, bulletin: Bulletin) -> Gap:
    """A reason that the draft does not print yet is no reason: whoever approves has not read it."""
    if gap.reason is None or not gap.table:
        return gap
    cells = [
        holder.cells[column.key]
        for table in bulletin.tables
        if table.id == gap.table
        for holder in (*table.rows, *((table.total,) if table.total else ()))
        if holder.unit == gap.unit
        for column in table.columns
        if column.indicator == gap.indicator
    ]
    unsaid = any(cell.status == "missing" and cell.missing_reason != gap.reason for cell in cells)
    return replace(gap, reason=None) if unsaid else gap


def _take(step: Step, database: Database, period: str, hand: Hand, *, four_eyes: bool = False) -> Edition:
    with database.write() as tx:
        store = EditionStore(tx)
        held = store.edition(period, hold=True)
        bulletin = store.bulletin(period)
        if held is None or bulletin is None:
            raise not_built(period)
        status = after(held.status, step)
        if hand.seen is not None:
            demand_seen(hand.seen, held.content_hash)
        if four_eyes:
            demand_another([deed.by for deed in store.history(period) if deed.action == Step.CHECK][-1:], hand.by)
        text = restated(bulletin, STAGES[status])
        issue = held.issue + (step is Step.REISSUE)
        edition = replace(held, status=status, content_hash=text.content_hash, issue=issue)
        store.change(edition, text)
        done = (step, held.status, status, issue, text.content_hash, hand.note, hand.editor)
        store.note(Deed(period, hand.at, hand.by, *done))
    facts = {"period": period, "status": str(status), "content_hash": edition.content_hash, "by": hand.by}
    log.info("edition moved", step=str(step), **facts)
    return edition


def restated(bulletin: Bulletin, stage: Stage) -> Bulletin:
    """The bulletin as it speaks of itself at another stage."""
    if stage == bulletin.status:
        return bulletin
    issuance = bulletin.issuance if stage == "published" else None
    return sealed(bulletin.model_copy(update={"status": stage, "issuance": issuance}))
