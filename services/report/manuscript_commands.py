"""`nhipso bulletin missing|declare-missing`: what an edition waits for."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import structlog
import typer

from services.report.desk import By, Form, Month, opened, reason
from services.report.domain.absence import ALL, Absence
from services.report.domain.editor import Right
from services.report.editing import open_gaps
from services.report.register_store import RegisterStore
from shared.errors import Refused
from shared.output import Format, fail, show, tell

log = structlog.get_logger()
WAITING = ("unit", "indicator", "dimension", "table", "reason")


def missing(period: Month, form: Form = Format.TABLE) -> None:
    """List the figures that the edition of a month still waits for, and the reasons of those declared missing.

    Example: nhipso bulletin missing --period 2023-02 --format json
    """
    with opened() as desk:
        show([asdict(gap) for gap in open_gaps(desk.database, desk.catalogue, period)], WAITING, form)


def declare_missing(
    *,
    period: Month,
    unit: Annotated[str, typer.Option(help="whose figures, by its id")],
    by: By = "",
    why: Annotated[str, typer.Option("--reason", help="why, as the edition prints it", callback=reason)] = "",
    indicator: Annotated[str | None, typer.Option(help="only this indicator; by default all")] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="take the declaration back")] = False,
) -> None:
    """Declare that figures of a unit will not come in time; the next build prints the reason.

    Example: nhipso bulletin declare-missing --period 2023-02 --unit bu-dop --reason "Sự cố hệ thống" --by "Trần Thị B"
    """
    if bool(why) == withdraw:
        raise typer.BadParameter("give --reason, or --withdraw to take the declaration back")
    with opened() as desk:
        for given, known in ((unit, desk.catalogue.units), (indicator, desk.catalogue.indicators)):
            if given is not None and given not in known:
                fail(f"the catalogue has no {given!r}; see: nhipso catalogue show unit|indicator ID")
        who = desk.editor(by, Right.WRITE).name
        with desk.database.write() as tx:
            register = RegisterStore(tx)
            if not withdraw:
                register.declare(period, Absence(unit, indicator or ALL, why), who, desk.now)
            elif not register.withdraw(period, unit, indicator or ALL):
                raise Refused("not-found", f"nothing of {unit} was declared missing in {period}")
        log.info("declared missing", period=period, unit=unit, indicator=indicator, by=who, withdrawn=withdraw)
        tell(f"noted; now: nhipso bulletin build --period {period}")
