"""The register of corrections: what was published and stands otherwise now."""

from __future__ import annotations

from services.report.domain.correction import Correction
from services.report.domain.corrections import corrections
from services.report.domain.records import Records
from services.report.register_store import RegisterStore
from services.report.store import ReportStore
from shared.database import Database


def open_corrections(database: Database) -> tuple[Correction, ...]:
    """Corrections of published figures that no edition has told of yet, in the order of editions."""
    with database.read() as tx:
        store, register = ReportStore(tx), RegisterStore(tx)
        told = register.told()
        known = [each for period in sorted({figure.period for figure in told}) for each in store.evaluations_of(period)]
        return corrections(told, Records.of(known).standing(), register.reasons())
