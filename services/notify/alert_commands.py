"""`nhipso alerts list`, `show` and `ack`: what is open, everything that became of an alert, and answering it."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated

import typer
from sqlalchemy import Connection

from services.notify.acknowledging import Answered, acknowledge, acknowledge_unit
from services.notify.alert_listing import LISTED, STEPS, alert_line, step_line
from services.notify.desk import Circumstances
from services.notify.domain.acknowledgement import Acknowledgement
from services.notify.domain.gathering import Patience
from services.notify.step_store import steps_of
from services.notify.store import NotifyStore
from shared.catalogue.load import load_catalogue
from shared.clock import BUSINESS_ZONE, system_clock
from shared.database import Database, open_database
from shared.errors import Refused
from shared.output import Format, fail, show, tell
from shared.settings import read_settings

UnitOption = Annotated[str | None, typer.Option("--unit", help="Only this unit, by its id.")]
FormatOption = Annotated[Format, typer.Option("--format", help="table or json")]
ByOption = Annotated[str | None, typer.Option("--by", help="Who says so; default: the user of this terminal.")]


def list_alerts(
    unit: UnitOption = None,
    pending: Annotated[bool, typer.Option("--pending", help="Also those whose grace has not passed.")] = False,  # noqa: FBT002  # a flag
    form: FormatOption = Format.TABLE,
) -> None:
    """List the open alerts."""
    with opened() as (database, around), database.read() as tx:
        store = NotifyStore(tx)
        found = store.open_alerts(unit)
        if pending:
            found = [alert for alert in store.standing_alerts() if unit in {None, alert.unit}]
    show([alert_line(alert, around.catalogue) for alert in found], LISTED, form)


def show_alert(
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of the alert, open or closed.")],
    form: FormatOption = Format.TABLE,
) -> None:
    """Show everything that became of an alert: every step with its time, reason and who took it."""
    with opened() as (database, around), database.read() as tx:
        steps, alerts = [step_line(row) for row in steps_of(tx, name)], NotifyStore(tx).named_alerts([name])
    lines = [alert_line(alert, around.catalogue) for alert in alerts]
    if not steps and not lines:
        fail(f"unknown alert {name!r}; see: nhipso alerts list")
    if form is Format.JSON:
        told = {"alert": next(iter(lines), None), "steps": [{**s, "news": json.loads(s["news"])} for s in steps]}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1, default=str))
        return
    if lines:
        show(lines, LISTED)
    show(steps, STEPS)


def acknowledge_alerts(  # each is an option of the command
    names: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Ids of open alerts.")] = None,
    note: Annotated[str, typer.Option("--note", help="What the unit is going to do.")] = "",
    until: Annotated[str | None, typer.Option("--until", help="The day promised, as 2023-08-29.")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="Everything that is open of this unit.")] = None,
    by: ByOption = None,
) -> None:
    """Answer alerts: they are not repeated, before the promised day. The same answer twice changes nothing."""
    if bool(names) == (unit is not None):
        raise typer.BadParameter("name the alerts by their ids, or a unit by --unit")
    if not note.strip():
        raise typer.BadParameter("--note says what the unit is going to do")
    promised = None if until is None else day_given(until, "--until")
    with refusing(), writing() as (tx, around):
        answer = Acknowledgement(by or this_user(), around.now, note, promised)
        if unit is not None:
            answered = acknowledge_unit(unit, answer, NotifyStore(tx), around)
        else:
            answered = acknowledge(names or [], answer, NotifyStore(tx), around)
    _say(answered)


def _say(answered: Answered) -> None:
    for alert in answered.taken:
        tell(f"acknowledged: {alert.id} {alert.unit}")
    for alert in answered.known:
        tell(f"known already: {alert.id} {alert.unit}")
    if answered.not_open:
        fail(f"not open: {', '.join(answered.not_open)}; see: nhipso alerts list")
    if not answered.taken and not answered.known:
        tell("nothing is open.")


@contextmanager
def opened() -> Iterator[tuple[Database, Circumstances]]:
    """The database of notify, and the province now."""
    settings = read_settings()
    patience = Patience.of_seconds(settings.alert_quiet_seconds, settings.alert_longest_wait_seconds)
    around = Circumstances(load_catalogue(settings.province, settings.alert_pace), patience, system_clock())
    database = open_database("notify", settings.database_url.get_secret_value())
    try:
        yield database, around
    finally:
        database.close()


@contextmanager
def writing() -> Iterator[tuple[Connection, Circumstances]]:
    with opened() as (database, around), database.write() as tx:
        yield tx, around


@contextmanager
def refusing() -> Iterator[None]:
    """End the command with one line where something is refused."""
    try:
        yield
    except Refused as error:
        fail(error.message)


def day_given(text: str, option: str) -> date:
    """A day such as 2023-08-29. Raises BadParameter naming the option."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=BUSINESS_ZONE).date()
    except ValueError as error:
        raise typer.BadParameter(f"{option}: {text!r} is not a day such as 2023-08-29") from error


def this_user() -> str:
    """Whoever sits at this terminal; a container may know no names."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"
