"""What an editor does to an edition on the pages: the steps on its way, and what is declared missing."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import structlog
from werkzeug.wrappers import Request

from services.report import editing
from services.report.archive import Archived, try_archive
from services.report.build import build_bulletin
from services.report.domain.absence import ALL, Absence
from services.report.domain.editor import NEEDED, Right
from services.report.domain.steps import Step
from services.report.layout_files import load_layout
from services.report.pages.desk.seat import Seat
from services.report.publishing import Order, publish
from services.report.register_store import RegisterStore
from shared.catalogue import Catalogue
from shared.database import Database
from shared.errors import Refused
from shared.figures import nfc
from shared.http.trace import trace_of

log = structlog.get_logger()
LONGEST = 1000
DONE = {
    Step.BUILD: "built",
    Step.CHECK: "check",
    Step.APPROVE: "approve",
    Step.PUBLISH: "publish",
    Step.REOPEN: "reopen",
    Step.REISSUE: "reissue",
}


def take_step(request: Request, seat: Seat, period: str) -> str:
    """Take the step that a form asks for, and return how that is told. Raises Refused and Stop where it cannot be."""
    asked = request.form.get("step", "")
    if asked not in set(Step):
        raise Refused("malformed-field", f"{asked!r} is no step", pointer="step", value=asked)
    step = Step(asked)
    seat.editor.demand(NEEDED[step])
    seen, note = request.form.get("seen", ""), line(request, "note")
    if step is Step.BUILD:
        _build(seat, period)
    elif step is Step.PUBLISH:
        _publish(request, seat, period, seen)
    else:
        _move(step, seat, period, editing.Hand(seat.editor.name, seat.now, seen or None, note, seat.editor.id))
    return DONE[step]


def declare(request: Request, seat: Seat, period: str) -> None:
    """Declare the figures of a unit missing, or take that back. Raises Refused for a unit there is not."""
    seat.editor.demand(Right.WRITE)
    unit, why = request.form.get("unit", ""), line(request, "reason")
    if unit not in seat.parts.catalogue.units:
        raise Refused("not-found", f"there is no unit {unit!r}", value=unit)
    if not why and request.form.get("action") != "take-back":
        raise Refused("reason-needed", "a reason is needed", pointer="reason")
    with seat.parts.database.write() as tx:
        register = RegisterStore(tx)
        if request.form.get("action") == "take-back":
            for absence in register.absences(period):
                if absence.unit == unit:
                    register.withdraw(period, unit, absence.indicator)
        else:
            register.declare(period, Absence(unit, ALL, why), seat.editor.name, seat.now)
    log.info("declared missing", period=period, unit=unit, by=seat.editor.name)


def line(request: Request, name: str) -> str:
    """A text of one line from a form."""
    return " ".join(nfc(request.form.get(name, "")).split())[:LONGEST]


def _build(seat: Seat, period: str) -> None:
    parts, editor = seat.parts, seat.editor
    sources = (parts.database, parts.catalogue, parts.settings.province, period, seat.now)
    seat.away(partial(build_bulletin, *sources, editor.name, editor.id))


def _move(step: Step, seat: Seat, period: str, hand: editing.Hand) -> None:
    parts = seat.parts
    if step is Step.CHECK:
        editing.check(parts.database, period, hand)
    elif step is Step.APPROVE:
        four_eyes = parts.settings.editions_four_eyes
        editing.approve(parts.database, parts.catalogue, period, hand, four_eyes=four_eyes)
    elif not hand.note:
        raise Refused("reason-needed", "a reason is needed", pointer="note")
    elif step is Step.REOPEN:
        editing.reopen(parts.database, period, hand)
    else:
        editing.reissue(parts.database, period, hand)


def _publish(request: Request, seat: Seat, period: str, seen: str) -> None:
    parts, editor = seat.parts, seat.editor
    registered = seat.away(partial(load_layout, parts.settings.province, parts.catalogue)).editions
    trace = trace_of(request.environ)
    order = Order(period, editor.name, seen or None, registered=registered, editor=editor.id, trace=trace)
    seat.away(partial(_published, parts.database, parts.catalogue, order, seat.now, parts.settings.archive))


def _published(database: Database, catalogue: Catalogue, order: Order, now: datetime, archive: Path) -> None:
    issue, files = publish(database, catalogue, order, now)
    try_archive(database, archive, Archived(issue, files))
