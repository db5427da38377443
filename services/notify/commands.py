"""`nhipso alerts`: what units are behind on, what they were told, and what they would be told now."""

from __future__ import annotations

import typer

from services.notify.alert_commands import FormatOption, UnitOption, acknowledge_alerts, list_alerts, opened, show_alert
from services.notify.due_list import DUE, due_list
from services.notify.outgoing import OutgoingStore
from services.notify.preview_command import preview
from services.notify.silence_commands import list_silences, silence, unsilence
from shared.output import Format, show

alerts_app = typer.Typer(name="alerts", help="What units are behind on, and what they were told.", no_args_is_help=True)

DELIVERED = ("at", "unit", "reason", "channel", "recipient", "state", "attempts", "outcome", "detail")


alerts_app.command("list", epilog="Example: nhipso alerts list --unit so-noi-vu --format json")(list_alerts)
alerts_app.command("show", epilog="Example: nhipso alerts show 6f0c1f9e-0d5b-5a31-9d27-0c9ce8b7a1f2")(show_alert)
alerts_app.command(
    "ack", epilog="Example: nhipso alerts ack --unit so-noi-vu --note 'rà soát từng hồ sơ' --until 2023-08-29"
)(acknowledge_alerts)
alerts_app.command(
    "silence", epilog="Example: nhipso alerts silence --unit so-noi-vu --until 2023-08-29 --document 12/UBND-VX"
)(silence)
alerts_app.command("silences", epilog="Example: nhipso alerts silences --all --format json")(list_silences)
alerts_app.command("unsilence", epilog="Example: nhipso alerts unsilence 6f0c1f9e-0d5b-5a31-9d27-0c9ce8b7a1f2")(
    unsilence
)


@alerts_app.command("history", epilog="Example: nhipso alerts history --unit so-noi-vu")
def history(unit: UnitOption = None, form: FormatOption = Format.TABLE) -> None:
    """List the deliveries and every attempt at them, the newest message first."""
    with opened() as (database, _around), database.read() as tx:
        rows = OutgoingStore(tx).history(unit)
    show(rows, DELIVERED, form)


@alerts_app.command("due", epilog="Example: nhipso alerts due --unit so-noi-vu")
def due(unit: UnitOption = None, form: FormatOption = Format.TABLE) -> None:
    """List what will be sent when and to whom, and why what is open is not told now. Nothing is sent."""
    with opened() as (database, around), database.read() as tx:
        rows = [each.line() for each in due_list(tx, around, unit)]
    show(rows, DUE, form)


alerts_app.command("preview", epilog="Example: nhipso alerts preview --unit so-noi-vu --html mail.html")(preview)
