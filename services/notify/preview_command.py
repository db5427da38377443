"""`nhipso alerts preview`: the mail that a unit would get now, to read or to look at in a browser."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Annotated
from uuid import uuid5

import typer

from services.notify.channels.choice import stationery_of
from services.notify.dispatch import papers_of
from services.notify.domain.delivery import Delivery, Message
from services.notify.writing import standing_message
from shared.catalogue import Catalogue, Contact
from shared.catalogue.load import load_catalogue
from shared.clock import system_clock
from shared.database import open_database
from shared.output import fail, tell
from shared.settings import Settings, read_settings


def preview(
    unit: Annotated[str, typer.Option("--unit", help="The unit, by its id.")],
    html: Annotated[Path | None, typer.Option("--html", help="Also write the HTML part to this file.")] = None,
) -> None:
    """Print the mail that says how a unit stands now. Nothing is sent."""
    settings = read_settings()
    catalogue = load_catalogue(settings.province)
    if unit not in catalogue.units:
        fail(f"unknown unit {unit!r}; see: nhipso catalogue show unit ID")
    message = _standing(unit, settings, catalogue)
    if message is None:
        tell(f"{unit} is behind on nothing.")
        return
    contact = next((one for one in catalogue.contacts_of(unit) if one.channel == "mail"), None)
    if contact is None:
        tell(f"{unit} has no contact; the message would be kept, not sent.")
    mail = stationery_of(settings).mail(_delivery(message, contact, settings))
    typer.echo(f"Subject: {mail['Subject']}\nTo: {mail['To']}\n\n{_part(mail, 'plain')}")
    if html is not None:
        html.write_text(_part(mail, "html"), encoding="utf-8")
        tell(f"{html}: the same to look at")


def _standing(unit: str, settings: Settings, catalogue: Catalogue) -> Message | None:
    database = open_database("notify", settings.database_url.get_secret_value())
    try:
        with database.read() as tx:
            return standing_message(unit, papers_of(tx, catalogue, system_clock()))
    finally:
        database.close()


def _delivery(message: Message, contact: Contact | None, settings: Settings) -> Delivery:
    recipient, name, language = (
        (settings.mail_from, "", "vi") if contact is None else (contact.address, contact.name, contact.language)
    )
    return Delivery(
        id=uuid5(message.id, "preview"),
        message=message,
        channel="mail",
        recipient=recipient,
        recipient_name=name,
        language=language,
        way="",
        attempts=0,
    )


def _part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    text: str = "" if body is None else body.get_content()
    return text
