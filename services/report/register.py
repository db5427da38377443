"""The register of corrections: what was published and stands otherwise now."""

from __future__ import annotations

from sqlalchemy import Connection

from services.report.domain.correction import Correction
from services.report.domain.corrections import corrections, printed_figures
from services.report.domain.records import Records
from services.report.issue_store import IssueStore
from services.report.register_store import RegisterStore
from services.report.store import ReportStore
from shared.database import Database


def corrections_for(tx: Connection, period: str, now: Records) -> tuple[Correction, ...]:
    """What the edition of `period` has to correct: figures of earlier ones, and its own where it is issued again.

    What another edition has told already is not told again; a re-issue is held against the issue before it.
    """
    register = RegisterStore(tx)
    told = [figure for figure in register.told(until=period) if figure.period != period]
    issues = IssueStore(tx).issues(period)
    before = IssueStore(tx).bulletin(period) if issues else None
    own = [] if before is None else printed_figures(before, issues[-1].label)
    return corrections([*told, *own], now, register.reasons())


def open_corrections(database: Database) -> tuple[Correction, ...]:
    """Corrections of published figures that no edition has told of yet, in the order of editions."""
    with database.read() as tx:
        store, register = ReportStore(tx), RegisterStore(tx)
        told = register.told()
        known = [each for period in sorted({figure.period for figure in told}) for each in store.evaluations_of(period)]
        return corrections(told, Records.of(known).standing(), register.reasons())
