"""What time alone asks of notify: the daily round, and the appointments of the calendar."""

from __future__ import annotations

from collections.abc import Iterator

from services.notify.appointments import appointments, keep
from services.notify.desk import Circumstances
from services.notify.dispatch import report
from services.notify.domain.hours import Hours
from services.notify.rounds import go_round
from services.notify.writing import Written
from shared.database import Database


def pass_time(database: Database, around: Circumstances) -> int:
    """Do what has come due, unless nobody may be written to now; returns how many messages that made."""
    written = 0
    for made in _written(database, around):
        report(made)
        written += 1
    return written


def _written(database: Database, around: Circumstances) -> Iterator[Written]:
    catalogue = around.catalogue
    if Hours(catalogue.alert_policy, catalogue.working).shut(around.now) is not None:
        return
    yield from go_round(database, around)
    for appointment in appointments(catalogue, around.now):
        yield from keep(appointment, database, catalogue, around.now)
