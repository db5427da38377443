"""`nhipso alerts silence`, `silences` and `unsilence`: what is not told for a while, by which document."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from services.notify.alert_commands import ByOption, FormatOption, day_given, opened, refusing, this_user, writing
from services.notify.alert_listing import SILENCES, silence_line
from services.notify.domain.silence import Silence
from services.notify.silence_store import all_silences
from services.notify.silencing import end_silence, make_silence
from services.notify.store import NotifyStore
from shared.output import Format, show, tell


def silence(  # noqa: PLR0917  # each is an option of the command
    until: Annotated[str, typer.Option("--until", help="The last day, as 2023-08-29.")],
    document: Annotated[str, typer.Option("--document", help="Number of the document that allows it.")],
    unit: Annotated[str | None, typer.Option("--unit", help="Only alerts of this unit, by its id.")] = None,
    indicator: Annotated[str | None, typer.Option("--indicator", help="Only about this indicator, by its id.")] = None,
    period: Annotated[str | None, typer.Option("--period", help="Only about figures of this month.")] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why.")] = "",
    by: ByOption = None,
) -> None:
    """Do not tell some alerts until a day. They stay open, and are told when it is over."""
    with refusing(), writing() as (tx, around):
        last, author = day_given(until, "--until"), by or this_user()
        wanted = Silence(
            "", around.today, last, document.strip(), author, reason.strip(), around.now, unit, indicator, period
        )
        made = make_silence(wanted, NotifyStore(tx), around)
    typer.echo(made.id)
    tell(f"silent until {made.until:%Y-%m-%d}; to end it before: nhipso alerts unsilence {made.id}")


def list_silences(
    ended: Annotated[bool, typer.Option("--all", help="Also those that are over.")] = False,  # noqa: FBT002  # a flag
    form: FormatOption = Format.TABLE,
) -> None:
    """List the silences that hold, the last to end first."""
    with opened() as (database, around), database.read() as tx:
        found = [each for each in all_silences(tx) if ended or each.holds_on(around.today)]
    show([silence_line(each, around.today) for each in found], SILENCES, form)


def unsilence(
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of the silence.")], by: ByOption = None
) -> None:
    """End a silence before its day: what it kept quiet is told again."""
    with refusing(), writing() as (tx, around):
        ended = end_silence(name, by or this_user(), NotifyStore(tx), around)
    tell(_ended(ended.ended_at, ended))


def _ended(at: datetime | None, silence: Silence) -> str:
    return f"it was over since {silence.until:%Y-%m-%d}" if at is None else f"ended: {silence.id}"
