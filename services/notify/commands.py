"""`nhipso alerts`: what units are behind on, what they were told, and what they would be told now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from services.notify.channels.post import mail_of
from services.notify.dispatch import papers_of
from services.notify.domain.alert import Alert
from services.notify.domain.wording import figure_text, gap_sentence
from services.notify.outgoing import OutgoingStore
from services.notify.store import NotifyStore
from services.notify.writing import standing_message
from shared.catalogue import Catalogue
from shared.catalogue.load import load_catalogue
from shared.clock import system_clock
from shared.database import Database, open_database
from shared.output import Format, fail, show, tell
from shared.settings import Settings, read_settings
from shared.trace import trace_id

alerts_app = typer.Typer(name="alerts", help="What units are behind on, and what they were told.", no_args_is_help=True)

UnitOption = Annotated[str | None, typer.Option("--unit", help="Only this unit, by its id.")]
FormatOption = Annotated[Format, typer.Option("--format", help="table or json")]

LISTED = ("unit", "indicator", "programme", "period", "figure", "gap", "since")
DELIVERED = ("at", "unit", "reason", "recipient", "state", "attempts", "outcome", "detail")


@alerts_app.command("list", epilog="Example: nhipso alerts list --unit so-noi-vu --format json")
def list_alerts(unit: UnitOption = None, form: FormatOption = Format.TABLE) -> None:
    """List the open alerts."""
    with _opened() as (settings, database):
        catalogue = load_catalogue(settings.province)
        with database.read() as tx:
            alerts = NotifyStore(tx).open_alerts(unit)
    show([_row(alert, catalogue) for alert in alerts], LISTED, form)


@alerts_app.command("history", epilog="Example: nhipso alerts history --unit so-noi-vu")
def history(unit: UnitOption = None, form: FormatOption = Format.TABLE) -> None:
    """List the deliveries and every attempt at them, the newest message first."""
    with _opened() as (_settings, database), database.read() as tx:
        rows = OutgoingStore(tx).history(unit)
    show(rows, DELIVERED, form)


@alerts_app.command("preview", epilog="Example: nhipso alerts preview --unit so-noi-vu")
def preview(unit: Annotated[str, typer.Option("--unit", help="The unit, by its id.")]) -> None:
    """Print the mail that says how a unit stands now. Nothing is sent."""
    with _opened() as (settings, database):
        catalogue = load_catalogue(settings.province)
        if unit not in catalogue.units:
            fail(f"unknown unit {unit!r}; see: nhipso catalogue show unit ID")
        with database.read() as tx:
            message = standing_message(unit, papers_of(tx, catalogue, system_clock()))
    if message is None:
        tell(f"{unit} is behind on nothing.")
        return
    contact = next(iter(catalogue.contacts_of(unit)), None)
    if contact is None:
        tell(f"{unit} has no contact; the message would be kept, not sent.")
    recipient, name, language = (
        (settings.mail_from, "", "vi") if contact is None else (contact.email, contact.name, contact.language)
    )
    mail = mail_of(message, recipient, name, language, settings.mail_from)
    body = mail.get_body(("plain",))
    typer.echo(f"Subject: {mail['Subject']}\nTo: {mail['To']}\n\n{'' if body is None else body.get_content()}")


@contextmanager
def _opened() -> Iterator[tuple[Settings, Database]]:
    settings = read_settings()
    database = open_database("notify", settings.database_url.get_secret_value())
    try:
        yield settings, database
    finally:
        database.close()


def _row(alert: Alert, catalogue: Catalogue) -> dict[str, object]:
    indicator, verdict = catalogue.indicators.get(alert.key.series.indicator), alert.verdict
    measure = "count" if indicator is None else indicator.measure
    return {
        "id": alert.id,
        "unit": alert.key.series.unit,
        "indicator": alert.key.series.indicator,
        "dimension": alert.key.series.dimension,
        "programme": alert.key.programme,
        "period": alert.evaluation.period,
        "as_of": alert.evaluation.as_of,
        "value": alert.evaluation.value,
        "figure": figure_text(alert.evaluation, measure, "vi"),
        "target": None if verdict is None else f"{verdict.comparator} {verdict.threshold:f}",
        "gap": "" if verdict is None else gap_sentence(verdict, measure, "vi"),
        "legal_basis": None if verdict is None else verdict.legal_basis,
        "since": alert.since,
        "trace_id": trace_id(alert.trace),
    }
